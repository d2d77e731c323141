"""Alerts of an outage and their incidents: each at its minute, one for each objective, and none for what is over."""

from datetime import timedelta
from fractions import Fraction
from math import ceil

from totalaudio_ops.happenings import Connection
from totalaudio_ops.incidents.changing import change_level, resolve
from totalaudio_ops.incidents.incident import unresolved
from totalaudio_ops.slo.alerts import detection_time
from totalaudio_ops.slo.tests.minutes import history, judge, minutes_of, told
from totalaudio_ops.slo.tests.traffic import (
    APP,
    DAY,
    OUTAGE,
    RULES,
    START,
    after,
    objective,
    traffic,
)


def test_each_alert_comes_at_the_minute_of_the_formula_and_goes_when_it_is_over(
    outage: Connection,
) -> None:
    for minute in range(-2, 60):
        judge(outage, minute)
    times = {rule.name: detection_time(objective(), rule, Fraction(1)) for rule in RULES}
    by_formula = {
        name: ceil(time / timedelta(minutes=1)) if time else None for name, time in times.items()
    }
    found = {rule: (begun, ended) for rule, begun, ended in map(minutes_of, told(outage))}
    assert by_formula == {"1h and 5m": 9, "6h and 30m": 22, "1d and 2h": 44, "3d and 6h": 44}
    # The outage ends after 30 minutes, before the slow rules see enough. The short window of the first forgets it when
    # less than 14.4 % of its 5 minutes failed, so 5 minutes after; that of the second when less than 6 % of 30 did.
    assert found == {"1h and 5m": (9, 35), "6h and 30m": (22, 59)}


def test_an_outage_is_one_incident_which_began_when_it_did_and_gets_worse_not_more(
    outage: Connection,
) -> None:
    refs = [ref for minute in range(60) for ref in judge(outage, minute).alarms.incidents]
    [incident] = unresolved(outage)
    assert set(refs) == {incident.ref}
    assert (incident.level, incident.app, incident.source_key) == (
        "P0",
        APP,
        "slo tracker availability",
    )
    assert (incident.started_at, incident.detected_at) == (START, after(9))
    assert {alert.incident_ref for alert in told(outage)} == {incident.ref}


def test_a_partial_outage_that_becomes_complete_makes_its_incident_worse(
    connection: Connection,
) -> None:
    traffic(connection, START - 3 * DAY, START)
    traffic(connection, START, after(60), bad=50)
    traffic(connection, after(60), after(70), bad=100)
    levels = []
    for minute in range(70):
        judge(connection, minute)
        levels.append([one.level for one in unresolved(connection)])
    assert (levels[17], levels[18], levels[64], levels[65]) == ([], ["P1"], ["P1"], ["P0"])


def test_trouble_that_goes_on_after_its_incident_was_resolved_opens_another(
    connection: Connection,
) -> None:
    traffic(connection, START - 3 * DAY, START)
    traffic(connection, START, after(60), bad=100)
    for minute in range(12):
        judge(connection, minute)
    [first] = unresolved(connection)
    resolve(connection, first.ref, by="Alice", now=after(12))
    found = []
    for minute in range(13, 20):
        judge(connection, minute)
        found.append([one.ref == first.ref for one in unresolved(connection)])
    # The five minutes that end at the 17th are the first that came after it.
    assert found == [[], [], [], [], [False], [False], [False]]


def test_an_outage_that_is_over_when_its_incident_is_resolved_opens_no_other(
    outage: Connection,
) -> None:
    for minute in range(31):
        judge(outage, minute)
    [first] = unresolved(outage)
    resolve(outage, first.ref, by="Alice", now=after(30.5))
    for minute in range(31, 100):
        judge(outage, minute)
    assert unresolved(outage) == []


def test_a_level_that_somebody_lowered_is_not_raised_again_by_the_same_alert(
    outage: Connection,
) -> None:
    judge(outage, 9)
    [incident] = unresolved(outage)
    change_level(outage, incident.ref, "P2", reason="only a test", by="Alice", now=after(9))
    judge(outage, 10)
    assert [one.level for one in unresolved(outage)] == ["P2"]


def test_an_alert_ends_when_nothing_is_left_in_its_window_and_comes_back_as_another(
    connection: Connection,
) -> None:
    traffic(connection, START, after(OUTAGE), bad=100)  # and then nobody comes for a while
    judge(connection, OUTAGE)
    judge(connection, OUTAGE + 59)
    assert [minutes_of(one)[2] for one in told(connection)] == [None] * 4
    [first] = unresolved(connection)
    resolve(connection, first.ref, by="Alice", now=after(OUTAGE + 60))
    judge(connection, OUTAGE + 60)
    ended = {rule: end for rule, _, end in map(minutes_of, told(connection))}
    assert ended == {
        "1h and 5m": OUTAGE + 60,
        "6h and 30m": None,
        "1d and 2h": None,
        "3d and 6h": None,
    }
    traffic(connection, after(120), after(130), bad=100)
    judge(connection, 130)
    [second] = unresolved(connection)
    assert second.ref != first.ref


def test_a_storm_over_all_objectives_opens_one_incident_for_each(outage: Connection) -> None:
    names = ("availability", "success", "enrichment")
    wanted = [objective(name) for name in names]
    for minute in range(60):
        judge(outage, minute, *wanted)
    keys = sorted(str(one.source_key) for one in unresolved(outage))
    assert keys == [f"slo tracker {name}" for name in sorted(names)]
    assert len(told(outage)) == 6


def test_a_moonshot_raises_no_alert_and_moves_no_mode(outage: Connection) -> None:
    for minute in range(40):
        judge(outage, minute, objective(decides=False))
    assert (history(outage), told(outage), unresolved(outage)) == ([], [], [])


def test_an_alert_of_an_objective_that_is_no_longer_declared_ends(outage: Connection) -> None:
    judge(outage, 9)
    ended = judge(outage, 10, objective("other", rules=())).alarms.ended
    assert ended == ("tracker availability 1h and 5m",)
