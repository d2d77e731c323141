"""Handing work to the worker from the worker, in the transaction of the system role."""

import json
from uuid import UUID

from django.db import connections

from .whose import SYSTEM


def enqueue(task: str, **arguments: UUID | str) -> None:
    """Add a task of the queue `billing`; it exists only if the open transaction of the system role commits."""
    plain = json.dumps({name: str(value) for name, value in arguments.items()})
    with connections[SYSTEM].cursor() as cursor:
        cursor.execute("SELECT enqueue_task_v1('billing', %s, %s::jsonb, NULL)", [task, plain])
