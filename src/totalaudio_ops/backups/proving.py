"""Stage 2 of a verification: the archive is restored into a throwaway server, and compared with what it should be."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from totalaudio_ops.backups.comparing import differences
from totalaudio_ops.backups.declared import beside_release
from totalaudio_ops.backups.describing import facts_of, migration_heads
from totalaudio_ops.backups.facts import read_facts
from totalaudio_ops.backups.metadata import Metadata
from totalaudio_ops.backups.opening import Opened
from totalaudio_ops.backups.reading import hindrances
from totalaudio_ops.backups.restoring import restore
from totalaudio_ops.backups.scope import read_scope
from totalaudio_ops.backups.surroundings import surroundings, trespasses
from totalaudio_ops.backups.working import NO_ROOM
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.postgres.roles import Urls, ensure, ensure_database
from totalaudio_ops.problems import Problem

_SECRET = "of a server that lives for a minute"  # noqa: S105 - and is thrown away
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Health:
    """What the product's own check says of a database; `is_of_this_release` when its schema is that of this release."""

    problems: tuple[str, ...]
    is_of_this_release: bool
    notes: tuple[str, ...] = ()


type Check = Callable[[Urls], Health]


@dataclass(frozen=True, slots=True)
class Product:
    """What this release knows of itself: its health check, and the schema that its migrations make."""

    check: Check
    schema: Path


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found; `seconds` from an unpacked archive to a database that answers the product."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    seconds: float


def prove(opened: Opened, product: Product) -> Proof:
    """Restore into a server of its own and compare everything; never raises for what the archive holds."""
    began = time.monotonic()
    with throwaway_server() as server:
        admin = ensure_database(server.url)
        before = surroundings(admin)
        try:
            restore(opened.folder, admin)
        except Problem as problem:
            if NO_ROOM in str(problem):  # no fault of the archive
                raise
            return Proof((f"It cannot be restored: {problem}",), (), 0)
        restored = time.monotonic() - began
        problems = [*_compared(opened.described, admin)]
        problems += trespasses(before, surroundings(admin), opened.described.catalogue)
        checking = time.monotonic()
        try:
            urls = ensure(admin, _SECRET)
        except Problem as problem:
            return Proof(_shortened([*problems, f"It cannot be used: {problem}"]), (), 0)
        health = product.check(urls)
        seconds = restored + time.monotonic() - checking
        problems += [*_unseen(urls.system), *health.problems]
        notes = [*health.notes]
        if health.is_of_this_release and not problems:
            beside = beside_release(server.url, admin, product.schema)
            problems += beside.problems
            notes += beside.notes
        elif not problems:
            notes.append(
                "It was made by another release: its schema was not compared with this one's."
            )
        return Proof(_shortened(problems), tuple(notes), seconds)


def _compared(described: Metadata, admin: str) -> Iterator[str]:
    with connect(admin) as connection:
        try:
            found = read_facts(connection)
            heads = migration_heads(connection)
        except psycopg.Error as error:
            yield f"The restored database cannot be read: {' '.join(str(error).split())}."
            return
    for difference in differences(facts_of(described), found):
        yield f"{difference[0].upper()}{difference[1:].rstrip('.')}."
    if heads != described.migrations:
        yield "The migrations of the restored database are not those that the archive names."


def _unseen(system_url: str) -> Iterator[str]:
    """A restored database must let itself be backed up again: no row is hidden from the system role."""
    with connect(system_url) as connection, connection.transaction():
        for one in hindrances(connection, read_scope(connection)):
            yield f"{one[0].upper()}{one[1:].rstrip('.')}."


def _shortened(problems: list[str]) -> tuple[str, ...]:
    more = len(problems) - MOST_NAMED
    return (*problems[:MOST_NAMED], *([f"And {more} more."] if more > 0 else []))
