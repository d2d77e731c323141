"""How dates, numbers and money are written."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from totalaudio.core.ui import formats

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_a_date_is_written_day_month_year() -> None:
    assert formats.day(date(2026, 11, 2)) == "2 Nov 2026"


def test_a_moment_is_written_in_the_zone_of_the_person() -> None:
    late = datetime(2026, 7, 31, 23, 30, tzinfo=UTC)
    with timezone.override(ZoneInfo("Europe/London")):
        assert formats.day(late) == "1 Aug 2026"
        assert formats.moment(late) == "1 Aug 2026, 00:30"
        assert formats.moment_with_zone(late) == "1 Aug 2026, 00:30 BST"
    with timezone.override(ZoneInfo("America/New_York")):
        assert formats.moment(late) == "31 Jul 2026, 19:30"


@pytest.mark.parametrize(
    ("measured", "text"),
    [
        (0.0, "0 ms"),
        (1.234, "1.2 ms"),
        (74.6, "75 ms"),
        (994, "990 ms"),
        (996, "1 s"),
        (2_487, "2.5 s"),
        (59_400, "59 s"),
        (59_900, "1 minute"),
        (250_000, "4 minutes"),
        (None, ""),
    ],
)
def test_a_measured_time_is_written_with_two_figures(measured: float | None, text: str) -> None:
    assert formats.milliseconds(measured) == text


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=-59), "just now"),
        (timedelta(seconds=30), "in a moment"),
        (timedelta(minutes=-1), "1 minute ago"),
        (timedelta(minutes=-59, seconds=-59), "59 minutes ago"),
        (timedelta(hours=-1), "1 hour ago"),
        (timedelta(days=-3), "3 days ago"),
        (timedelta(days=2), "in 2 days"),
        (timedelta(days=-30), "30 days ago"),
        (timedelta(days=-31), "22 Oct 2026"),
    ],
)
def test_a_distance_is_said_as_a_person_would(distance: timedelta, words: str) -> None:
    with timezone.override(UTC):
        assert formats.relative(NOON + distance, NOON) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"), (1, "1 second"), (59.4, "59 seconds"), (60, "1 minute"),
        (424, "7 minutes"), (3599, "1 hour"), (7500, "2 hours 5 minutes"), (-3, "0 seconds"),
    ],
)  # fmt: skip
def test_a_stretch_of_time_is_rounded_to_what_matters(seconds: float, words: str) -> None:
    assert formats.duration(seconds) == words


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (999, "999"), (1204, "1,204"), (-1204, "−1,204"), (1234.5, "1,234.5")],
)
def test_numbers_have_thousands_separators(value: float, text: str) -> None:
    assert formats.number(value) == text


@pytest.mark.parametrize(
    ("pence", "text"),
    [(0, "£0"), (1900, "£19"), (1950, "£19.50"), (5, "£0.05"), (123_456_700, "£1,234,567"),
     (-320, "−£3.20")],
)  # fmt: skip
def test_money_is_pounds_from_pence(pence: int, text: str) -> None:
    assert formats.money(pence) == text


def test_a_count_agrees_with_its_noun() -> None:
    assert formats.plural(1, "contact") == "1 contact"
    assert formats.plural(1204, "contact") == "1,204 contacts"
    assert formats.plural(2, "person", "people") == "2 people"


def test_a_rate_carries_its_sample_and_interval() -> None:
    assert formats.rate(7, 31, "replied") == "7 of 31 replied (23\u00a0%, 11 to 40)"


def test_a_small_sample_is_only_counted() -> None:
    assert formats.rate(2, 4, "replied") == "2 of 4 replied"
    assert formats.rate(0, 0, "replied") == "nothing yet"


def test_what_is_not_there_is_written_as_nothing() -> None:
    assert [formats.day(None), formats.moment(None), formats.moment_with_zone(None)] == [""] * 3
    assert [formats.relative(None), formats.duration(None), formats.number(None)] == [""] * 3
    assert formats.money(None) == ""
