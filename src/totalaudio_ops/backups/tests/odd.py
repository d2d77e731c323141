"""A database with what the product's own does not hold, on a server of one's choice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from tests.support.database import Urls

from totalaudio_ops.backups.comparing import differences
from totalaudio_ops.backups.facts import Facts, read_facts
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import ensure, ensure_database

ODD = Path(__file__).with_name("odd.sql").read_bytes()


@contextmanager
def empty_house(bindir: Path | None = None) -> Iterator[str]:
    """The administrator's address of an empty database on a server of its own."""
    with throwaway_server({"PG_BINDIR": str(bindir)} if bindir else {}) as server:
        yield ensure_database(server.url, "house")


@contextmanager
def odd_house(bindir: Path | None = None) -> Iterator[Urls]:
    """The database, with its three roles."""
    with empty_house(bindir) as admin:
        urls = ensure(admin, "key")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(ODD)
        yield Urls(urls.app, urls.system, urls.owner, admin)


def facts_at(url: str) -> Facts:
    """What is there."""
    with psycopg.connect(url, autocommit=True) as connection:
        return read_facts(connection)


def between(wanted: Facts, url: str) -> list[str]:
    """What differs there."""
    return differences(wanted, facts_at(url))
