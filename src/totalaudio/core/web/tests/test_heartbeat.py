"""Signs of life are judged by the clock of the database, whatever the machines' clocks say."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from totalaudio.core.web.heartbeat import IS_LATE, beat, last_beat, start
from totalaudio.core.web.models import Heartbeat

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize("hours", [-1, 0, 1])
def test_a_clock_that_is_off_makes_nobody_late(hours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    beat("worker")
    monkeypatch.setattr(timezone, "now", lambda: datetime.now(UTC) + timedelta(hours=hours))
    found = last_beat("worker")
    assert found
    assert found.is_alive
    beat("worker")
    again = last_beat("worker")
    assert again
    assert timedelta() < again.seen_at - found.seen_at < IS_LATE


def test_one_that_was_silent_for_long_is_late_and_one_that_never_was_is_none() -> None:
    beat("worker")
    Heartbeat.objects.using("system").update(seen_at=F("seen_at") - IS_LATE)
    found = last_beat("worker")
    assert found
    assert not found.is_alive
    assert last_beat("another") is None


@pytest.mark.parametrize(("seconds", "said"), [(3, []), (-300, ["300 s behind"])])
def test_a_worker_whose_clock_is_off_says_so_when_it_starts(
    seconds: int, said: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = time.time
    monkeypatch.setattr("totalaudio.core.web.clock.time.time", lambda: real() + seconds)
    start("worker").set()
    told = [line for line in caplog.messages if "clock" in line]
    assert told == [
        f"the clock of this machine is {off} the database's: let it follow a time server"
        for off in said
    ]
