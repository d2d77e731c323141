"""Against the lists that the government publishes (gov.uk/bank-holidays), England and Wales."""

from datetime import date

import pytest

from totalaudio_ops.bank_holidays import (
    bank_holidays,
    easter_sunday,
    is_working_day,
)

PUBLISHED = {
    2021: ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2024: ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"],
    2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2028: ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_holidays_of_a_year_are_those_that_were_published(year: int) -> None:
    published = [date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year]]
    assert sorted(bank_holidays(year)) == published


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "04-02"), (2000, "04-23"), (2011, "04-24"), (2038, "04-25")]
)
def test_easter_is_where_it_was(year: int, day: str) -> None:
    assert easter_sunday(year) == date.fromisoformat(f"{year}-{day}")


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-12-24", True), ("2026-12-25", False), ("2026-12-26", False), ("2026-12-28", False)],
)
def test_weekends_and_holidays_are_no_working_days(day: str, expected: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is expected
