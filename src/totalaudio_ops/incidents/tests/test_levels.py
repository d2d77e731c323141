"""Clocks against dates of the calendar: GMT and summer time, weekends and bank holidays of England."""

from datetime import datetime

import pytest

from totalaudio_ops.incidents.levels import ABOUT, LONDON, Level, next_update_by, respond_by


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("level", "opened", "due"),
    [
        (Level.P0, "2026-11-23T23:50", "2026-11-24T00:05"),
        (Level.P1, "2026-11-21T10:00", "2026-11-21T11:00"),  # Saturday counts
        (Level.P2, "2026-11-23T12:00", "2026-11-23T16:00"),
        (Level.P3, "2026-11-23T12:00", "2026-11-24T17:30"),
        (Level.P3, "2026-11-23T03:00", "2026-11-24T17:30"),
        (Level.P3, "2026-11-20T20:00", "2026-11-23T17:30"),  # Friday evening: Monday
        (Level.P3, "2026-11-21T12:00", "2026-11-23T17:30"),  # Saturday: Monday
        (Level.P3, "2026-04-02T12:00", "2026-04-07T17:30"),  # before Easter: Tuesday after
        (Level.P3, "2026-12-24T12:00", "2026-12-29T17:30"),  # Boxing Day was moved to the 28th
        (Level.P3, "2026-03-27T12:00", "2026-03-30T17:30"),  # summer time begins between
    ],
)
def test_somebody_must_respond_by(level: Level, opened: str, due: str) -> None:
    assert respond_by(level, at(opened)) == at(due)


def test_a_day_is_one_in_london() -> None:
    late = datetime.fromisoformat("2026-07-02T23:30+00:00")  # Friday 00:30 in London
    assert respond_by(Level.P3, late) == at("2026-07-06T17:30")


def test_fifteen_minutes_are_fifteen_minutes_when_clocks_are_set_back() -> None:
    before = datetime.fromisoformat("2026-10-25T00:55+00:00")
    assert (respond_by(Level.P0, before) - before).total_seconds() == 900


def test_the_promises_are_those_that_were_agreed() -> None:
    assert [(one.value, ABOUT[one].meaning, ABOUT[one].response) for one in Level] == [
        ("P0", "Complete outage", "15 minutes"),
        ("P1", "Core feature down", "1 hour"),
        ("P2", "Degraded", "4 hours"),
        ("P3", "Minor", "next business day"),
    ]


def test_updates_come_more_often_the_worse_it_is() -> None:
    noon = at("2026-11-23T12:00")
    assert [next_update_by(level, noon) for level in Level] == [
        at("2026-11-23T12:30"),
        at("2026-11-23T13:00"),
        at("2026-11-23T16:00"),
        at("2026-11-24T17:30"),
    ]
