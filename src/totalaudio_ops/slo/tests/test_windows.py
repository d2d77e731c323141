"""Windows end at whole minutes of UTC, and are as long as they say on every day of the year."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.slo.shorthand import read_shorthand, shorthand
from totalaudio_ops.slo.tests.promises import MINUTE, promise
from totalaudio_ops.slo.windows import STANDARD, span, spans, whole_minute, windows

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
ZONES = st.sampled_from([UTC, LONDON, ZoneInfo("Asia/Kathmandu"), ZoneInfo("Australia/Lord_Howe")])
MOMENTS = st.integers(0, 4_000_000_000_000).map(lambda ms: EPOCH + timedelta(milliseconds=ms))


@given(MOMENTS, st.sampled_from(STANDARD), ZONES)
def test_a_window_ends_at_the_last_whole_minute_whatever_clock_is_read(
    moment: datetime, window: timedelta, zone: ZoneInfo
) -> None:
    found = span(window, moment.astimezone(zone))
    assert found == span(window, moment)
    assert found.end <= moment < found.end + MINUTE
    assert found.end - found.start == window
    assert found.end.tzinfo is UTC


@pytest.mark.parametrize(
    ("now", "start"),
    [
        # The clocks went forward on 29 March 2026 and back on 25 October 2026, at 01:00 UTC.
        (datetime(2026, 3, 29, 12, 0, tzinfo=LONDON), datetime(2026, 3, 28, 11, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 12, 0, tzinfo=LONDON), datetime(2026, 10, 24, 12, 0, tzinfo=UTC)),
    ],
)
def test_a_day_has_24_hours_when_the_clocks_change(now: datetime, start: datetime) -> None:
    assert span(timedelta(days=1), now).start == start


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    assert whole_minute(first.replace(fold=1)) - whole_minute(first) == timedelta(hours=1)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        span(MINUTE, datetime(2026, 1, 1))  # noqa: DTZ001 - what is tested


def test_all_windows_are_counted_once_the_shortest_first() -> None:
    found = windows([promise(days=30), promise(days=7), promise(days=7)])
    assert [shorthand(one) for one in found] == [
        "5m", "30m", "1h", "2h", "6h", "1d", "3d", "7d", "30d",
    ]  # fmt: skip
    assert [one.end - one.start for one in spans(found, datetime.now(UTC))] == list(found)


@given(st.integers(1, 99_999).map(lambda minutes: minutes * MINUTE))
def test_a_length_that_is_written_is_read_again(length: timedelta) -> None:
    assert read_shorthand(shorthand(length)) == length


@pytest.mark.parametrize(
    "text",
    ["", "5", "m", "0m", "-5m", "5 m", "1.5h", "5M", "1Y", "1Q", "٥m", "5m\n", "9" * 9 + "d"],
)
def test_what_is_no_length_is_none(text: str) -> None:
    assert read_shorthand(text) is None


def test_weeks_are_read_and_seconds_are_no_length() -> None:
    assert read_shorthand("4w") == timedelta(days=28)
    with pytest.raises(ValueError, match="0:00:30 is not a whole number of minutes"):
        shorthand(timedelta(seconds=30))
