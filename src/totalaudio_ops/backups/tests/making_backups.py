"""Backups for tests: made of a database, into a folder."""

from pathlib import Path

import psycopg

from totalaudio_ops.backups import naming
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.making import Made, Order, create
from totalaudio_ops.backups.records import Record, latest
from totalaudio_ops.backups.stored import Stored
from totalaudio_ops.backups.stores import Store


def order(folder: Path, name: str = "hand", **changes: object) -> Order:
    """What is wanted, in a folder."""
    return Order(FolderStore(folder), name, **changes)  # type: ignore[arg-type]  # as the fields say


def made(system_url: str, folder: Path, name: str = "hand") -> Made:
    """A backup that lies in a folder."""
    return create(system_url, order(folder, name))


def rows(url: str) -> list[Record]:
    """What the database knows of backups, the newest first."""
    with psycopg.connect(url) as connection:
        return latest(connection)


def states(url: str) -> list[tuple[str, list[str]]]:
    """The states of all backups with their problems, the oldest first."""
    return [(one.state, one.problems) for one in reversed(rows(url))]


def archives_in(store: Store) -> list[Stored]:
    """The archives of the platform in a store, the newest first; other files are left alone."""
    found = [one for one in store.stored() if naming.parsed(one.name)]
    return sorted(found, key=lambda one: (one.parsed.at, one.name), reverse=True)
