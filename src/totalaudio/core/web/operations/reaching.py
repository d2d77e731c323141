"""The connection on which pages and tasks call operations, in the transaction that is open."""

import psycopg
from django.db import connections

type Connection = psycopg.Connection[tuple[object, ...]]


def reach(using: str = "default") -> Connection:
    """The connection under Django's: `default` in a request, where policies ask who it is; `system` in a task."""
    opened = connections[using]
    opened.ensure_connection()
    return opened.connection  # type: ignore[no-any-return]  # psycopg's, as its back end promises
