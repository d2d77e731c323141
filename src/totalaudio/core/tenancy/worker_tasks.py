"""What every task of the worker needs: its connections closed at the end."""

from collections.abc import Callable
from functools import wraps

from django.db import connections


def closing_connections[**P, Answer](work: Callable[P, Answer]) -> Callable[P, Answer]:
    """Close the connections of the task's thread when it ends, so that an idle worker holds none."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> Answer:
        try:
            return work(*args, **kwargs)
        finally:
            connections.close_all()

    return run
