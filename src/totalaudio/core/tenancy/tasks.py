"""Handing work to the worker, in the transaction that makes it necessary."""

import json
from uuid import UUID

from django.db import connection


def enqueue(
    task: str, *, queue: str, lock: str | None = None, **arguments: UUID | str | int
) -> None:
    """Add a task by its name; it exists only if the open transaction commits.

    Tasks that share a `lock` run one after the other. Arguments are ids and plain values.
    """
    plain = {
        name: str(value) if isinstance(value, UUID) else value for name, value in arguments.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT enqueue_task_v1(%s, %s, %s::jsonb, %s)", [queue, task, json.dumps(plain), lock]
        )
