"""How an app is: announced maintenance first, then the worst of what is measured, seen and told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.apps import Deployable
from totalaudio_ops.status.model import (
    Progress,
    Sight,
    State,
    availability,
    last_days,
    state_of,
)
from totalaudio_ops.status.tests.pages import HOUR, NOW, app, incident, page, window
from totalaudio_ops.status.words import headline, length

TRACKER, INTEL = Deployable.TRACKER, Deployable.INTEL
GOOD, BAD = Sight(True, NOW), Sight(False, NOW)


@pytest.mark.parametrize("measured", State)
def test_what_is_measured_is_shown_while_nobody_sees_more(measured: State) -> None:
    assert state_of(app(measured=measured), page(), NOW) is measured


@pytest.mark.parametrize(
    ("measured", "sight", "shown"),
    [
        (State.OPERATIONAL, BAD, State.DOWN),
        (State.DEGRADED, BAD, State.DOWN),
        (State.UNKNOWN, BAD, State.DOWN),
        (State.DOWN, GOOD, State.OPERATIONAL),
        (State.UNKNOWN, GOOD, State.OPERATIONAL),
        (State.DEGRADED, GOOD, State.DEGRADED),
    ],
)
def test_what_is_seen_now_counts_more_than_what_was_measured(
    measured: State, sight: Sight, shown: State
) -> None:
    assert state_of(app(measured=measured), page(), NOW, sight) is shown


def test_old_figures_say_nothing_of_now() -> None:
    old = NOW + timedelta(minutes=3, seconds=1)
    assert state_of(app(), page(), old) is State.UNKNOWN
    assert state_of(app(), page(), old - timedelta(seconds=1)) is State.OPERATIONAL
    assert state_of(app(), page(), old, GOOD) is State.OPERATIONAL
    assert state_of(app(), page(as_of=None), NOW) is State.UNKNOWN


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        ("P0", State.DOWN),
        ("P1", State.DEGRADED),
        ("P2", State.DEGRADED),
        ("P3", State.OPERATIONAL),
    ],
)
def test_an_open_incident_is_shown_on_its_app_and_on_no_other(level: str, shown: State) -> None:
    told = page(incidents=(incident(level=level),))
    assert state_of(app(TRACKER), told, NOW) is shown
    assert state_of(app(INTEL), told, NOW) is State.OPERATIONAL
    for_all = page(incidents=(incident(level=level, app=None),))
    assert state_of(app(INTEL), for_all, NOW) is shown


@pytest.mark.parametrize("progress", [Progress.MITIGATED, Progress.RESOLVED])
def test_an_incident_that_nobody_feels_any_more_is_not_on_the_app(progress: Progress) -> None:
    told = page(incidents=(incident(level="P0", progress=progress),))
    assert state_of(app(), told, NOW) is State.OPERATIONAL


def test_a_told_incident_never_hides_what_is_seen() -> None:
    told = page(incidents=(incident(level="P2"),))
    assert state_of(app(), told, NOW, BAD) is State.DOWN


def test_maintenance_is_shown_while_it_goes_on() -> None:
    planned = page(windows=(window(NOW, TRACKER),))
    moments = [NOW - timedelta(seconds=1), NOW, NOW + HOUR - timedelta(seconds=1), NOW + HOUR]
    shown = [state_of(app(), planned, moment, BAD) for moment in moments]
    assert shown == [State.DOWN, State.MAINTENANCE, State.MAINTENANCE, State.DOWN]
    assert state_of(app(INTEL), planned, NOW, BAD) is State.DOWN


@pytest.mark.parametrize(
    ("total", "bad", "shown"),
    [
        (0, 0, None),
        (1, 0, "100.00"),
        (1_000_000, 1, "99.99"),
        (3, 1, "66.66"),
        (1, 1, "0.00"),
        (1, 2, "0.00"),
    ],
)
def test_availability_is_rounded_down(total: int, bad: int, shown: str | None) -> None:
    assert availability(total, bad) == (Decimal(shown) if shown else None)


@given(st.integers(1, 10**12), st.data())
def test_only_a_day_without_a_failure_is_a_hundred(total: int, data: st.DataObject) -> None:
    bad = data.draw(st.integers(0, total))
    found = availability(total, bad)
    assert found is not None
    assert 0 <= found <= 100
    assert (found == 100) is (bad == 0)


def test_ninety_days_end_today_and_have_no_gap_over_changes_of_the_clock() -> None:
    """British clocks went back on 25 October 2026, and forward on 29 March."""
    for today in (date(2026, 11, 23), date(2026, 5, 1), date(2028, 3, 1)):
        days = last_days(today)
        assert len(days) == len(set(days)) == 90
        assert (days[0], days[-1]) == (today - timedelta(days=89), today)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ({}, "Everything works."),
        ({TRACKER: State.DOWN}, "Tracker is down."),
        ({TRACKER: State.DOWN, INTEL: State.DEGRADED}, "Tracker is down."),
        ({TRACKER: State.DEGRADED}, "Tracker works in part."),
        ({TRACKER: State.MAINTENANCE}, "Tracker is under maintenance."),
        ({TRACKER: State.DOWN, INTEL: State.DOWN}, "Audio Intel and Tracker are down."),
        (
            {TRACKER: State.DOWN, INTEL: State.DOWN, Deployable.WORKER: State.DOWN},
            "Audio Intel, Tracker and work in the background are down.",
        ),
        ({Deployable.WORKER: State.DOWN}, "Work in the background is down."),
        (dict.fromkeys(Deployable, State.DOWN), "Everything is down."),
        (dict.fromkeys(Deployable, State.MAINTENANCE), "Everything is under maintenance."),
        (dict.fromkeys(Deployable, State.UNKNOWN), "How it is now is not known."),
        ({TRACKER: State.UNKNOWN}, "What we can see works. Not known: Tracker."),
    ],
)
def test_the_page_in_one_sentence(states: dict[Deployable, State], said: str) -> None:
    assert headline(dict.fromkeys(Deployable, State.OPERATIONAL) | states) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "less than a minute"),
        (-5, "less than a minute"),
        (60, "1 min"),
        (3600, "1 h"),
        (5700, "1 h 35 min"),
        (86400, "1 d"),
        (90000, "1 d 1 h"),
    ],
)
def test_how_long_it_lasted(seconds: int, said: str) -> None:
    assert length(timedelta(seconds=seconds)) == said
