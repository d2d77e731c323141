"""Where nothing can listen, overrides are looked up: often enough, and never in the way of a request."""

import threading
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from tests.support.database import Urls

from totalaudio.core.flags import current
from totalaudio.core.flags.actions import set_override
from totalaudio.core.flags.deciding import Snapshot
from totalaudio.core.flags.looking import LookFirst
from totalaudio.core.flags.names import FlagName, Scope
from totalaudio.core.flags.polling import Poller

FLAG = FlagName.EXPORT_FORMATS


@pytest.fixture
def polled(db: Urls, monkeypatch: pytest.MonkeyPatch) -> Iterator[Urls]:
    monkeypatch.setattr(settings, "FLAGS_DATABASE_URL", db.app)
    monkeypatch.setattr(settings, "FLAGS_POLL_SECONDS", 5.0)
    current.forget()
    yield db
    if isinstance(current._listener, Poller):
        current._listener.end()
    monkeypatch.setattr(settings, "FLAGS_DATABASE_URL", "")
    current.forget()
    current.publish(Snapshot())


def switch(value: str) -> int:
    return set_override(
        using="system", flag=FLAG, scope=Scope.ALL, subject=None, value=value, reason="A try"
    )


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + seconds)


def ask() -> bool:
    """As a request would."""
    found: list[bool] = []

    def view(_: HttpRequest) -> HttpResponse:
        found.append(current.is_enabled(FLAG))
        return HttpResponse()

    LookFirst(view)(RequestFactory().get("/"))
    return found[0]


def test_the_first_question_knows_what_was_set_before(polled: Urls) -> None:
    made = switch("off")
    assert current.evaluate(FLAG).version == made
    assert not current.is_enabled(FLAG)


def test_no_thread_listens(polled: Urls) -> None:
    current.is_enabled(FLAG)
    assert "flags" not in [thread.name for thread in threading.enumerate()]


def test_a_change_is_known_to_requests_once_the_last_look_is_too_old(
    polled: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask()
    switch("off")
    later(monkeypatch, 4)
    assert ask(), "the last look is believed"
    later(monkeypatch, 6)
    assert not ask()


def test_a_clock_that_was_set_back_does_not_stop_the_looking(
    polled: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask()
    switch("off")
    later(monkeypatch, -3600)
    assert not ask()


def test_a_connection_that_was_lost_meanwhile_is_made_again_in_the_same_look(
    polled: Urls, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert ask()
    switch("off")
    with psycopg.connect(polled.admin, autocommit=True) as admin:
        cut = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE application_name = 'totalaudio flags' AND datname = current_database()"""
        assert admin.execute(cut).fetchone() == (1,)
    later(monkeypatch, 6)
    assert not ask()
    assert caplog.text == ""


def test_while_the_database_is_away_the_last_known_state_stays_and_it_is_asked_once_in_a_while(
    db: Urls, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    published: list[Snapshot] = []
    poller = Poller(db.app.replace("totalaudio_app", "nobody"), published.append, 5.0)
    for _ in range(3):
        poller.look_if_due()
    assert caplog.text.count("the last known overrides stay") == 1
    later(monkeypatch, 6)
    poller.look_if_due()
    assert caplog.text.count("the last known overrides stay") == 2
    assert published == []


def test_what_has_not_changed_is_not_read_again(db: Urls, monkeypatch: pytest.MonkeyPatch) -> None:
    published: list[Snapshot] = []
    poller = Poller(db.app, published.append, 0.0)
    poller.look_if_due()
    poller.look_if_due()
    assert len(published) == 1
    switch("off")
    poller.look_if_due()
    assert [snapshot.version for snapshot in published] == [
        published[0].version,
        published[0].version + 1,
    ]
    poller.end()


def test_threads_wait_for_the_first_look_and_for_no_later_one(db: Urls) -> None:
    published: list[Snapshot] = []
    slow, go_on = threading.Event(), threading.Event()

    def publish(snapshot: Snapshot) -> None:
        slow.set()
        assert go_on.wait(5)
        published.append(snapshot)

    poller = Poller(db.app, publish, 0.0)
    first = threading.Thread(target=poller.look_if_due)
    first.start()
    assert slow.wait(5)
    second = threading.Thread(target=poller.look_if_due)
    second.start()
    second.join(0.05)
    assert second.is_alive(), "nothing is known yet"
    go_on.set()
    for thread in (first, second):
        thread.join(5)
        assert not thread.is_alive()
    assert len(published) == 1
    with poller._lock:
        poller.look_if_due()  # somebody else looks; this one returns
    poller.end()
