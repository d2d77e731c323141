"""The questions that a backup asks a database's catalogue, one a file."""

from functools import cache
from importlib import resources

import psycopg
from psycopg.abc import QueryNoTemplate


@cache
def query(name: str) -> bytes:
    """Returns the text of one."""
    return resources.files(__package__).joinpath(f"{name}.sql").read_bytes()


def one_row(
    connection: psycopg.Connection[tuple[object, ...]], asked: QueryNoTemplate
) -> tuple[object, ...]:
    """Returns the only row of an answer."""
    row = connection.execute(asked).fetchone()
    if row is None:
        raise LookupError("The database gave no row where one is certain.")
    return row
