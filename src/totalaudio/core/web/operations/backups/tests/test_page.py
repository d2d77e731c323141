"""The page of backups: what is proved, for operators alone."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import psycopg
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.support.cast import Person
from tests.support.database import Urls
from uuid_utils.compat import uuid7

PAGE = "/operator/backups/"
AT = datetime(2026, 11, 22, 2, 0, 5, tzinfo=UTC)


def keep(db: Urls, number: int, state: str = "verified", **values: object) -> None:
    at = AT - timedelta(days=number)
    found: dict[str, object] = {
        "id": uuid7(),
        "name": "daily",
        "trigger": "daily",
        "started_at": at,
        "snapshot_at": at,
        "archive": f"/backups/daily-{number}.tar.gz",
        "bytes": 12_345_678,
        "row_count": 4321,
        "state": state,
        "verified_at": at if state == "verified" else None,
        "restore_seconds": Decimal("7.25") if state == "verified" else None,
    } | values
    names = ", ".join(found)
    marks = ", ".join(["%s"] * len(found))
    with psycopg.connect(db.system) as connection:
        connection.execute(
            f"INSERT INTO ops.backups ({names}) VALUES ({marks})".encode(), list(found.values())
        )


def restored(db: Urls, number: int, *, is_ok: bool | None = True) -> None:
    with psycopg.connect(db.system) as connection:
        connection.execute(
            "INSERT INTO ops.restores (id, started_at, archive, what, target, asked_by, is_ok)"
            " VALUES (%s, %s, %s, 'drill', 'a throwaway server', 'olive', %s)",
            [uuid7(), AT - timedelta(days=number), f"/backups/daily-{number}.tar.gz", is_ok],
        )


def shown(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_without_backups_it_says_what_comes(operator: Person, db: Urls) -> None:
    page = shown(operator.client())
    assert "No backup yet" in page
    assert "Practise with ./totalaudio backup drill." in page


def test_a_verified_backup_shows_what_would_be_lost_and_how_long_it_takes(
    operator: Person, db: Urls
) -> None:
    now = datetime.now(UTC)
    keep(db, 0, snapshot_at=now - timedelta(hours=5, minutes=30), verified_at=now)
    page = shown(operator.client())
    assert '<p class="stat-value">5 h</p>' in page
    assert '<p class="stat-value">7.2 s</p>' in page
    for word in ("daily-0.tar.gz", "Verified", "4,321", "12.3 MB"):
        assert word in page
    assert "Backups are not safe" not in page


def test_each_state_and_its_problems_are_said(operator: Person, db: Urls) -> None:
    keep(db, 0, "failed", archive=None, problems=["The disk is full."])
    keep(db, 1, "made")
    keep(db, 2, "pruned")
    restored(db, 1, is_ok=False)
    page = shown(operator.client())
    for word in ("The disk is full.", "Failed", "Not verified", "Thrown away", "Not whole"):
        assert word in page


def test_while_one_is_made_another_cannot_be_asked_for(operator: Person, db: Urls) -> None:
    keep(db, 0, "running")
    assert "Being made</button>" in shown(operator.client()).replace("</span>", "")


@pytest.mark.parametrize("count", [1, 3])
def test_one_and_three_take_the_same_queries(
    count: int,
    operator: Person,
    db: Urls,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        keep(db, number)
        restored(db, number)
    client = operator.client()
    client.get(PAGE)
    with psycopg.connect(db.admin, autocommit=True):
        page = shown(client)
    for number in range(count):
        assert page.count(f"daily-{number}.tar.gz") >= 2
    counts = []
    for _ in range(2):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            client.get(PAGE)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_an_operator_asks_the_worker_for_one(operator: Person, db: Urls) -> None:
    answer = operator.client().post(f"{PAGE}make")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    with psycopg.connect(db.system) as connection:
        jobs = connection.execute(
            "SELECT task_name, queue_name, lock, args FROM procrastinate_jobs"
        ).fetchall()
    assert jobs == [("backups.make", "backups", "backups", {"trigger": "hand"})]


def test_it_is_not_for_others(alice: Person, charlie: Person, db: Urls) -> None:
    keep(db, 0)
    for person in (alice, charlie):
        assert person.client().get(PAGE).status_code == 403
        assert person.client().post(f"{PAGE}make").status_code == 403
    assert Client().get(PAGE).status_code == 302
