from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.incidents.levels import LONDON, Level
from totalaudio_ops.notifying.quiet import Quiet, told_at
from totalaudio_ops.problems import Problem

NIGHT = Quiet.read("22:00-07:00")


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-11-23T21:59", None),
        ("2026-11-23T22:00", "2026-11-24T07:00"),
        ("2026-11-24T03:00", "2026-11-24T07:00"),
        ("2026-11-24T06:59", "2026-11-24T07:00"),
        ("2026-11-24T07:00", None),
        ("2026-10-24T23:00", "2026-10-25T07:00"),  # clocks are set back that night
    ],
)
def test_the_night_ends_in_the_morning(now: str, end: str | None) -> None:
    assert NIGHT.end_of(at(now)) == (at(end) if end else None)


def test_hours_are_those_of_london_also_in_summer() -> None:
    assert NIGHT.end_of(datetime(2026, 7, 1, 21, 30, tzinfo=UTC)) == datetime(
        2026, 7, 2, 6, 0, tzinfo=UTC
    )


def test_hours_may_lie_within_a_day() -> None:
    lunch = Quiet.read(" 12:00-13:30 ")
    ends = [lunch.end_of(at(f"2026-11-23T{clock}")) for clock in ("11:59", "12:00", "13:30")]
    assert ends == [None, at("2026-11-23T13:30"), None]


@pytest.mark.parametrize("level", list(Level))
def test_only_p2_and_p3_wait_for_the_morning(level: Level) -> None:
    night, morning = at("2026-11-24T03:00"), at("2026-11-24T07:00")
    waits = level in {Level.P2, Level.P3}
    assert told_at(level, night, NIGHT) == (morning if waits else night)
    assert told_at(level, night, None) == night
    assert told_at(level, morning, NIGHT) == morning


@pytest.mark.parametrize(
    "written", ["", "22-7", "22:00-22:00", "24:00-07:00", "22:00-07:60", "٢٢:00-07:00"]
)
def test_hours_that_mean_nothing_are_refused(written: str) -> None:
    with pytest.raises(Problem, match="QUIET_HOURS cannot be read: write two times as in 22:00"):
        Quiet.read(written)


@given(
    st.integers(1_577_836_800, 2_208_988_800),
    st.integers(0, 1439),
    st.integers(0, 1439),
)
def test_quiet_hours_end_within_a_day_and_then_they_are_over(
    seconds: int, one: int, two: int
) -> None:
    if one == two:
        two = (two + 1) % 1440
    quiet = Quiet.read(f"{one // 60:02}:{one % 60:02}-{two // 60:02}:{two % 60:02}")
    now = datetime.fromtimestamp(seconds, UTC)
    end = quiet.end_of(now)
    if end is not None:
        assert end > now
        assert end - now <= timedelta(hours=25)
