from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from totalaudio.core.flags.expiry import UnreadableExpiryError, read_expiry

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "span"),
    [("7d", timedelta(days=7)), ("12h", timedelta(hours=12)), (" 2W ", timedelta(weeks=2))],
)
def test_a_span_counts_from_now(text: str, span: timedelta) -> None:
    assert read_expiry(text, NOW) == NOW + span


def test_a_day_lasts_until_its_end_where_it_was_written() -> None:
    assert read_expiry("2026-12-31", NOW) == datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    new_york = ZoneInfo("America/New_York")
    assert read_expiry("2026-12-31", NOW, new_york) == datetime(2027, 1, 1, 4, 59, 59, tzinfo=UTC)


def test_the_same_day_is_not_over_yet() -> None:
    assert read_expiry("2026-11-23", NOW).hour == 23


@pytest.mark.parametrize("text", ["", "soon", "7", "7m", "-7d", "2026-13-01", "31/12/2026"])
def test_anything_else_is_told_what_to_write(text: str) -> None:
    with pytest.raises(UnreadableExpiryError, match="write a span as 12h, 7d or 2w, or a day"):
        read_expiry(text, NOW)


def test_a_day_that_is_over_is_refused() -> None:
    with pytest.raises(UnreadableExpiryError, match="2026-11-22 is over"):
        read_expiry("2026-11-22", NOW)


@pytest.mark.parametrize("text", ["9999-12-31", "9999w", "2126-11-25"])
def test_an_end_that_is_out_of_sight_is_refused(text: str) -> None:
    """The last day of all would be in the year 10000 elsewhere, which no process could read."""
    with pytest.raises(
        UnreadableExpiryError, match="more than a hundred years away: leave the end out"
    ):
        read_expiry(text, NOW, ZoneInfo("America/New_York"))
