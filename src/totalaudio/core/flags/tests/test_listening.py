import os
import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.conf import settings
from tests.support.database import Urls

from totalaudio.core.flags import current, listening
from totalaudio.core.flags.actions import set_override
from totalaudio.core.flags.deciding import Snapshot
from totalaudio.core.flags.listening import Listener
from totalaudio.core.flags.names import FlagName, Scope

FLAG = FlagName.EXPORT_FORMATS
SOON = 5.0


@pytest.fixture
def listened(db: Urls, monkeypatch: pytest.MonkeyPatch) -> Iterator[Urls]:
    """This process hears of overrides, as those of the platform do."""
    monkeypatch.setattr(settings, "FLAGS_DATABASE_URL", db.app)
    current.forget()
    yield db
    end_listener(db)
    monkeypatch.setattr(settings, "FLAGS_DATABASE_URL", "")
    current.forget()
    current.publish(Snapshot())


def end_listener(db: Urls) -> None:
    listener = current._listener
    if isinstance(listener, Listener):
        listener.end()
        with psycopg.connect(db.app, autocommit=True) as app:
            app.execute(f"NOTIFY {listening.CHANNEL}")  # wakes it up
        listener.join(SOON)
        assert not listener.is_alive()


def switch(value: str) -> int:
    return set_override(
        using="system", flag=FLAG, scope=Scope.ALL, subject=None, value=value, reason="A try"
    )


def until(is_so: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < give_up_at, "it did not happen"
        time.sleep(0.002)


def test_the_first_question_knows_what_was_set_before(listened: Urls) -> None:
    made = switch("off")
    assert current.evaluate(FLAG).version == made
    assert current.is_enabled(FLAG) is False
    assert current.all_enabled() == {
        FlagName.METRICS_TRACKING,
        FlagName.ANALYTICS_DASHBOARD,
        FlagName.BATCH_ENRICHMENT,
    }


def test_a_change_is_heard_without_asking(listened: Urls) -> None:
    assert current.is_enabled(FLAG)
    switch("off")
    until(lambda: not current.is_enabled(FLAG))
    switch("on")
    until(lambda: current.is_enabled(FLAG))


def test_a_lost_connection_is_made_again_and_what_was_missed_is_caught_up(listened: Urls) -> None:
    assert current.is_enabled(FLAG)
    with psycopg.connect(listened.admin, autocommit=True) as admin:
        cut = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE application_name = %s AND datname = current_database()"""
        assert admin.execute(cut, ["totalaudio flags"]).fetchone() == (1,)
    switch("off")
    until(lambda: not current.is_enabled(FLAG))


def test_a_notification_that_is_lost_is_found_by_comparing(
    listened: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "COMPARE_EVERY", 0.1)
    monkeypatch.setattr(listening, "CHANNEL", "another_channel")
    assert current.is_enabled(FLAG)
    switch("off")
    until(lambda: not current.is_enabled(FLAG))


def test_a_database_that_went_back_to_an_older_version_is_followed(
    listened: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "COMPARE_EVERY", 0.1)
    for value in ("off", "on", "off"):
        switch(value)
    assert not current.is_enabled(FLAG)
    with psycopg.connect(listened.admin, autocommit=True) as admin:
        admin.execute("DELETE FROM totalaudio.flags_override")
        admin.execute("UPDATE totalaudio.flags_version SET version = 1")
    until(lambda: current.is_enabled(FLAG))
    assert current.evaluate(FLAG).version == 1


def test_a_snapshot_that_cannot_be_read_is_not_the_last_one(
    listened: Urls, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As one that a newer version wrote; the thread tells, waits and reads again."""
    assert current.is_enabled(FLAG)
    with monkeypatch.context() as patch:
        patch.setattr(listening, "Scope", lambda scope: int(scope))
        switch("off")
        until(lambda: "invalid literal" in caplog.text)
        assert current.is_enabled(FLAG), "the last known state stays"
    until(lambda: not current.is_enabled(FLAG))


def test_a_database_that_lets_in_and_then_refuses_is_asked_ever_more_slowly(
    db: Urls, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As one whose schema is not made yet."""
    monkeypatch.setattr(listening, "CHANNEL", "no channel")
    lost = Listener(db.app, current.publish)
    lost.start()
    until(lambda: lost._pause > 0.5)
    lost.end()
    lost.join(SOON)
    assert caplog.text.count("the last known overrides stay") < 6


def test_while_the_database_is_away_the_last_known_state_stays(
    listened: Urls, caplog: pytest.LogCaptureFixture
) -> None:
    switch("off")
    assert not current.is_enabled(FLAG)
    lost = Listener(listened.app.replace("totalaudio_app", "nobody"), current.publish)
    lost.start()
    until(lambda: "the last known overrides stay" in caplog.text)
    assert not current.is_enabled(FLAG)
    lost.end()
    lost.join(SOON)


def test_a_database_that_never_answers_keeps_nobody_waiting_for_long(
    db: Urls, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(settings, "FLAGS_DATABASE_URL", "postgresql://127.0.0.1:1/none")
    monkeypatch.setattr(current, "PATIENCE", 0.2)
    current.forget()
    before = time.monotonic()
    assert current.is_enabled(FLAG)
    assert time.monotonic() - before < 1
    assert "overrides are not known yet" in caplog.text
    end_listener(db)
    current.forget()


def test_threads_that_ask_at_once_start_one_listener(listened: Urls) -> None:
    switch("off")
    answers: list[bool] = []
    threads = [
        threading.Thread(target=lambda: answers.append(current.is_enabled(FLAG))) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SOON)
    assert answers == [False] * 20
    assert [t.name for t in threading.enumerate()].count("flags") == 1


def test_a_forked_process_hears_for_itself(listened: Urls) -> None:
    """Its parent had asked before the fork, so that its thread and its state are left behind."""
    assert current.is_enabled(FLAG)
    ready, told = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.write(ready[1], b"1" if current.is_enabled(FLAG) else b"0")
        os.read(told[0], 1)
        give_up_at = time.monotonic() + SOON
        while current.is_enabled(FLAG) and time.monotonic() < give_up_at:
            time.sleep(0.005)
        os._exit(1 if current.is_enabled(FLAG) else 0)
    assert os.read(ready[0], 1) == b"1"
    switch("off")
    os.write(told[1], b"1")
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    until(lambda: not current.is_enabled(FLAG))
    for end in (*ready, *told):
        os.close(end)
