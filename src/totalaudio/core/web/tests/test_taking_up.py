"""Tasks of a dead worker go to the next one, also when others of their kind wait already."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connections
from procrastinate.contrib.django import app

from totalaudio.core.web.tasks import take_up

pytestmark = pytest.mark.usefixtures("db")

LOCK = "pitch.send one"


@pytest.fixture(autouse=True)
def as_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are looked for by the system role, as in the worker."""
    monkeypatch.setattr(app.connector, "alias", "system")


def task(status: str, *, lock: str = LOCK) -> None:
    """A task that runs alone, and waits at most once; nobody's worker has it."""
    with connections["system"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, status)"
            " VALUES ('pitch', 'pitch.send', 0, %s, %s, '{}', %s)",
            [lock, lock, status],
        )


def tasks() -> list[tuple[str, str | None]]:
    with connections["system"].cursor() as cursor:
        cursor.execute("SELECT status::text, queueing_lock FROM procrastinate_jobs ORDER BY id")
        return [(status, lock) for status, lock in cursor.fetchall()]


def test_a_task_is_taken_up_though_the_next_of_its_kind_waits() -> None:
    """Else it would keep its lock without end, and its mailbox would never send again."""
    task("doing")
    task("todo")
    async_to_sync(take_up.func)(0)
    assert tasks() == [("todo", None), ("todo", LOCK)]


def test_what_waits_or_has_ended_stays_as_it_is() -> None:
    for number, status in enumerate(("todo", "succeeded", "failed")):
        task(status, lock=f"pitch.send {number}")
    before = tasks()
    async_to_sync(take_up.func)(0)
    assert tasks() == before
