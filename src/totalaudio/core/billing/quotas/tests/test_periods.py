"""The months of a workspace: without gaps, without overlaps, on the day of its making."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.billing.quotas.periods import month_at

MINUTES = 20 * 365 * 24 * 60
MOMENTS = st.integers(0, MINUTES).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def utc(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_the_last_day_of_january_is_kept_through_short_months() -> None:
    made = utc(2027, 1, 31, 9)
    begins = [month_at(made, utc(2027, month, 15)).begins_at for month in (2, 3, 4, 5)]
    assert begins == [made, utc(2027, 2, 28, 9), utc(2027, 3, 31, 9), utc(2027, 4, 30, 9)]


def test_a_leap_day_is_the_last_of_february_in_other_years() -> None:
    made = utc(2028, 2, 29)
    assert month_at(made, utc(2029, 3, 1)).begins_at == utc(2029, 2, 28)
    assert month_at(made, utc(2032, 3, 1)).begins_at == utc(2032, 2, 29)


def test_a_month_begins_at_the_very_moment() -> None:
    made = utc(2026, 11, 14, 8)
    before = month_at(made, utc(2026, 12, 14, 8) - timedelta(microseconds=1))
    assert (before.begins_at, before.ends_at) == (made, utc(2026, 12, 14, 8))
    assert month_at(made, utc(2026, 12, 14, 8)).begins_at == utc(2026, 12, 14, 8)


def test_summer_time_moves_no_month() -> None:
    made = datetime(2026, 1, 29, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    asked = datetime(2026, 4, 1, 12, 0, tzinfo=ZoneInfo("Europe/London"))
    found = month_at(made, asked)
    assert (found.begins_at, found.ends_at) == (
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        datetime(2026, 4, 29, 0, 30, tzinfo=UTC),
    )
    assert month_at(made.astimezone(ZoneInfo("Asia/Tokyo")), asked) == found


@given(MOMENTS, MOMENTS)
def test_every_moment_lies_in_one_month_and_the_next_begins_where_it_ends(
    made: datetime, moment: datetime
) -> None:
    month = month_at(made, moment)
    assert month.begins_at <= moment < month.ends_at
    assert month_at(made, month.begins_at) == month
    assert month_at(made, month.ends_at).begins_at == month.ends_at
    assert month_at(made, month.begins_at - timedelta(microseconds=1)).ends_at == month.begins_at


@given(MOMENTS, MOMENTS)
def test_a_month_begins_on_the_day_of_the_making_or_on_the_last_that_there_is(
    made: datetime, moment: datetime
) -> None:
    begins = month_at(made, moment).begins_at
    assert begins.day == min(made.day, monthrange(begins.year, begins.month)[1])
    assert begins.timetz() == made.timetz()
