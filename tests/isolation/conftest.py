"""One database with rows that could leak; its tests take back whatever they do."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.isolation.catalogue import read_catalogue
from tests.isolation.world import World
from tests.support.database import Urls, copied


@pytest.fixture(scope="session")
def walled(server: str, original: str) -> Iterator[Urls]:
    """A migrated database of the isolation tests' own."""
    with copied(server, original) as urls:
        yield urls


@pytest.fixture(scope="session")
def world(walled: Urls) -> Iterator[World]:
    """Its rows."""
    with psycopg.connect(walled.admin) as admin:
        made = World(read_catalogue(admin), admin)
        made.build()
        yield made
