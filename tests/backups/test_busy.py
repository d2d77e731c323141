"""A backup that is made while people and workers write is whole: what it says and what it holds are one moment."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.backups.conftest import PRODUCT
from tests.backups.source import fill
from tests.support.database import Urls
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.making import Order, create
from totalaudio_ops.backups.opening import Keys
from totalaudio_ops.backups.s3_store import S3Settings
from totalaudio_ops.backups.stores import locate
from totalaudio_ops.backups.verifying import verify
from totalaudio_ops.happenings import Kind, tell

pytestmark = [pytest.mark.proof, pytest.mark.timeout(3600)]

type Write = Callable[["psycopg.Connection[tuple[object, ...]]", random.Random], None]

_NUMBERS = "(n, note) VALUES (%s, %s) ON CONFLICT (n) DO UPDATE SET note = excluded.note"
_JOB = "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args) VALUES ('none', 'none', 0, '{}')"


def _adds(connection: "psycopg.Connection[tuple[object, ...]]", chance: random.Random) -> None:
    connection.execute(
        f"INSERT INTO kept_by_test {_NUMBERS}".encode(),
        [chance.randrange(100_000), "x" * chance.randrange(300)],
    )


def _changes(connection: "psycopg.Connection[tuple[object, ...]]", chance: random.Random) -> None:
    connection.execute("UPDATE kept_by_test SET note = %s WHERE n %% 7 = 0", [str(chance.random())])
    connection.execute("UPDATE contacts_contact SET notes = %s, updated_at = now()", [str(uuid4())])


def _deletes(connection: "psycopg.Connection[tuple[object, ...]]", chance: random.Random) -> None:
    connection.execute("DELETE FROM kept_by_test WHERE n %% 11 = %s", [chance.randrange(11)])
    connection.execute("DELETE FROM procrastinate_jobs WHERE queue_name = 'none' AND id % 3 = 0")


def _counts(connection: "psycopg.Connection[tuple[object, ...]]", chance: random.Random) -> None:
    connection.execute(_JOB)
    tell(connection, Kind.GATE, "Something happened.", key=str(UUID(int=chance.getrandbits(128))))


def _makes_months(
    connection: "psycopg.Connection[tuple[object, ...]]", chance: random.Random
) -> None:
    connection.execute("SET LOCAL lock_timeout = '3s'")  # as the worker does
    connection.execute("SELECT make_event_partitions_v1(%s)", [chance.randrange(3, 20)])


WRITES: tuple[Write, ...] = (_adds, _changes, _deletes, _counts, _makes_months)


@contextmanager
def busy(url: str) -> Iterator[dict[str, int]]:
    """Everybody writes until the block ends; yields how often each did."""
    ended, done = threading.Event(), dict.fromkeys((write.__name__ for write in WRITES), 0)
    failed: list[psycopg.Error] = []

    def work(write: Write, seed: int) -> None:
        chance = random.Random(seed)
        with psycopg.connect(url) as connection:
            while not ended.wait(chance.uniform(0.001, 0.02)):
                try:
                    write(connection, chance)
                    connection.commit()
                    done[write.__name__] += 1
                except (psycopg.errors.DeadlockDetected, psycopg.errors.LockNotAvailable):
                    connection.rollback()
                except psycopg.Error as error:
                    failed.append(error)
                    return

    threads = [
        threading.Thread(target=work, args=(write, seed)) for seed, write in enumerate(WRITES)
    ]
    for thread in threads:
        thread.start()
    try:
        yield done
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    assert failed == []


def test_backups_made_while_everybody_writes_are_whole(
    fresh_database: Urls, tmp_path_factory: pytest.TempPathFactory, *, proofs: bool
) -> None:
    fill(fresh_database)
    with psycopg.connect(fresh_database.owner, autocommit=True) as owner:
        owner.execute("GRANT ALL ON kept_by_test TO totalaudio_system")
    hashes = set()
    with busy(fresh_database.system) as done:
        for number in range(100 if proofs else 3):
            store = FolderStore(tmp_path_factory.mktemp("busy"))
            before = dict(done)
            made = create(fresh_database.system, Order(store, f"busy-{number}"))
            assert done["_changes"] > before["_changes"], "nobody wrote meanwhile"
            located = locate(made.archive, S3Settings())
            assert verify(located, Keys(), PRODUCT, None).problems == ()
            hashes.add(made.result.digest)
            store.delete(located.name)
    assert len(hashes) == (100 if proofs else 3)
    assert min(done.values()) > 0
