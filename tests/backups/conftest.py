"""A full database, what a backup made of it, and the same restored on a server of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.backups.source import fill
from tests.support.database import Urls, copied
from totalaudio_ops.backups.dumping import Dumped, dump
from totalaudio_ops.backups.restoring import restore
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import ensure_database


@dataclass(frozen=True)
class Taken:
    """The four files of a dump, and what is known of them."""

    folder: Path
    said: Dumped


@pytest.fixture(scope="session")
def source(server: str, original: str) -> Iterator[Urls]:
    """A database of the backups' own, with rows in every table."""
    with copied(server, original) as urls:
        fill(urls)
        yield urls


@pytest.fixture(scope="session")
def taken(source: Urls, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """A dump of it, made by the system role."""
    folder = tmp_path_factory.mktemp("taken")
    return Taken(folder, dump(source.system, folder))


@pytest.fixture(scope="session")
def restored(taken: Taken) -> Iterator[str]:
    """The administrator's address of the same database, brought back on an empty server."""
    with throwaway_server() as server:
        url = ensure_database(server.url)
        restore(taken.folder, url)
        yield url
