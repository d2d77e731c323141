"""Operators announce maintenance, end it and call it off; nobody else comes near it; the worker writes the page."""

import json
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.core.web.operations.maintenance.tasks import write_status
from totalaudio_ops.maintenance import Maintenance, declare, latest

PAGE = "/operator/maintenance/"


@pytest.fixture
def browser(operator: Person) -> Client:
    return operator.client()


def form(**changes: str) -> dict[str, str]:
    starts_at = timezone.now() + timedelta(hours=1)
    told = {
        "app": "tracker",
        "starts_at": f"{timezone.localtime(starts_at):%Y-%m-%dT%H:%M}",
        "minutes": "30",
        "reason": "A larger machine.",
    }
    return told | changes


def announced(db: Urls) -> list[Maintenance]:
    with psycopg.connect(db.system) as system:
        return list(latest(system))


def announce(db: Urls, count: int = 1) -> None:
    now = timezone.now()
    with psycopg.connect(db.system) as system:
        for n in range(count):
            start = now + timedelta(hours=n)
            declare(system, app=None, starts_at=start, ends_at=start + timedelta(hours=1),
                    reason=f"Part {n}", by="olive@example.com", now=now)  # fmt: skip


def test_what_is_announced_is_on_record_with_who_did_it(
    browser: Client, operator: Person, db: Urls
) -> None:
    answer = browser.post(PAGE, form(), follow=True)
    assert "Maintenance of Tracker is announced." in answer.content.decode()
    (made,) = announced(db)
    assert (made.app, made.reason, made.declared_by) == (
        "tracker",
        "A larger machine.",
        operator.user.email,
    )
    assert made.ends_at - made.starts_at == timedelta(minutes=30)
    with psycopg.connect(db.system) as system:
        told = system.execute("SELECT kind, app FROM ops.happenings").fetchall()
    assert told == [("maintenance", "tracker")]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_at": "2020-01-01T00:00"}, "is past, and hide an outage"),
        ({"minutes": "1441"}, "less than or equal to 1440"),
        ({"reason": " "}, "This field is required"),
        ({"app": "fly"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_announced_is_explained(
    changes: dict[str, str], said: str, browser: Client, db: Urls
) -> None:
    assert said in browser.post(PAGE, form(**changes)).content.decode()
    assert announced(db) == []


def test_what_goes_on_is_ended_once(browser: Client, operator: Person, db: Urls) -> None:
    announce(db)
    (made,) = announced(db)
    address = f"{PAGE}{made.id}/end"
    assert "It is ended." in browser.post(address, follow=True).content.decode()
    (ended,) = announced(db)
    assert ended.ends_at < made.ends_at
    assert "is over, or was called off" in browser.post(address, follow=True).content.decode()
    assert announced(db) == [ended]


def test_what_is_to_come_is_called_off(browser: Client, db: Urls) -> None:
    browser.post(PAGE, form())
    (made,) = announced(db)
    answer = browser.post(f"{PAGE}{made.id}/end", follow=True)
    assert "It is called off." in answer.content.decode()
    assert announced(db)[0].cancelled_at is not None


@pytest.mark.parametrize("who", ["alice", "bob", "charlie"])
def test_nobody_else_announces_or_ends(
    who: str, request: pytest.FixtureRequest, operator: Person, db: Urls
) -> None:
    person: Person = request.getfixturevalue(who)
    announce(db)
    (made,) = announced(db)
    browser = person.client()
    assert browser.get(PAGE).status_code == 403
    assert browser.post(PAGE, form()).status_code == 403
    assert browser.post(f"{PAGE}{made.id}/end").status_code == 403
    assert announced(db) == [made]


def test_a_reason_is_shown_as_text(browser: Client) -> None:
    browser.post(PAGE, form(reason="<script>alert(1)</script>"))
    shown = browser.get(PAGE).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_one_row_or_three_take_the_same_queries(browser: Client, db: Urls) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PAGE).status_code == 200
        return len(queries)

    announce(db)
    asked()
    once = asked()
    announce(db, 2)
    assert asked() == once
    assert len(announced(db)) == 3


def test_the_worker_writes_the_page_and_only_what_changed(
    db: Urls, tmp_path: Path, settings: Settings
) -> None:
    settings.STATUS_FOLDER, settings.STATUS_URL = tmp_path, "https://status.example.com"
    announce(db)
    write_status(0)
    told = json.loads((tmp_path / "status.json").read_text())
    assert [one["reason"] for one in told["maintenance"]] == ["Part 0"]
    assert "Maintenance of all apps" in (tmp_path / "index.html").read_text()
    assert "https://status.example.com/" in (tmp_path / "feed.xml").read_text()
    before = (tmp_path / "css" / "tokens.css").stat().st_mtime_ns
    write_status(0)
    assert (tmp_path / "css" / "tokens.css").stat().st_mtime_ns == before


def test_public_pages_lead_to_the_status_page(settings: Settings, db: Urls) -> None:
    settings.STATUS_URL = "https://status.example.com"
    assert 'href="https://status.example.com"' in Client().get("/pricing/").content.decode()
    settings.STATUS_URL = ""
    assert ">Status<" not in Client().get("/pricing/").content.decode()
