"""An outage from its first minute to the end of Freeze, through real rows, against figures computed by hand.

Before it, all is well for three days. It lasts 30 minutes in which every request fails: 3,000 bad ones.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio_ops.happenings import Connection
from totalaudio_ops.incidents.changing import resolve
from totalaudio_ops.incidents.incident import Incident, unresolved
from totalaudio_ops.incidents.post_mortems import add_action, close, write_sections
from totalaudio_ops.slo.evaluating import evaluate
from totalaudio_ops.slo.modes import Mode
from totalaudio_ops.slo.objectives import Indicator, Measure
from totalaudio_ops.slo.postgres_source import PostgresSource
from totalaudio_ops.slo.storing import last_changes
from totalaudio_ops.slo.tests.minutes import history, judge, minutes_of, told
from totalaudio_ops.slo.tests.traffic import (
    APP,
    DAY,
    MINUTE,
    OUTAGE,
    START,
    after,
    objective,
    traffic,
)
from totalaudio_ops.slo.windows import SETTLING


def test_modes_change_at_the_minutes_computed_by_hand(outage: Connection) -> None:
    for minute in range(-2, 45):
        judge(outage, minute)
    # 1,440 may be bad: 720 are at most half of it after 8 minutes, more than 1,080 after 11.
    assert history(outage) == [(8, "development", "caution"), (11, "caution", "freeze")]
    change = last_changes(outage)[APP]
    assert (change.objective, str(change.budget_left), change.reason) == (
        "availability",
        "0.236111",
        "availability has 23.6 % of its budget left, below 25 %.",
    )


def test_freeze_is_left_above_half_and_with_the_post_mortem_closed(outage: Connection) -> None:
    for minute in range(40):
        judge(outage, minute)
    [incident] = unresolved(outage)
    day = 24 * 60
    # A day later the bad minutes leave the window one by one; with 7 of 30 left, 51.4 % is left.
    judge(outage, day + 22)
    judge(outage, day + 23)
    assert last_changes(outage)[APP].to_mode == Mode.FREEZE
    write_post_mortem(outage, incident)
    judge(outage, day + 22)
    assert last_changes(outage)[APP].to_mode == Mode.FREEZE
    judge(outage, day + 23)
    judge(outage, day + 24)  # 6 of 30: 58.3 % is left, above 55 %
    assert history(outage)[2:] == [
        (day + 23, "freeze", "caution"),
        (day + 24, "caution", "development"),
    ]


def test_an_objective_that_leaves_freeze_does_not_end_it_for_another(outage: Connection) -> None:
    # Slow answers begin 20 minutes after the failures, in whose place they come.
    traffic(outage, after(20), after(50), slow=100)
    slow = Indicator(Measure.SLOW, threshold=4000)
    both = (objective(rules=()), objective("latency", rules=(), indicator=slow))
    day = 24 * 60
    for minute in (*range(60), *range(day, day + 60)):
        judge(outage, minute, *both)
    # A day later it failed for 20 minutes and was slow for 30. Of the failures 7 minutes are left at day + 13, and more
    # than half of the budget with them; of the slowness at day + 43, and 6 minutes, with 58.3 %, at day + 44.
    assert history(outage) == [
        (8, "development", "caution"),
        (11, "caution", "freeze"),
        (day + 43, "freeze", "caution"),
        (day + 44, "caution", "development"),
    ]
    said = "SELECT text FROM ops.happenings WHERE text LIKE '%% stays in %%' ORDER BY id"
    assert [str(text) for (text,) in outage.execute(said.encode()).fetchall()] == [
        (
            "Tracker stays in Freeze: availability has -38.9 % of its budget left, below 25 %,"
            " and latency has 23.6 % of its budget left, below 25 %."
        ),
        "Tracker stays in Freeze: latency has -108.4 % of its budget left, below 25 %.",
    ]


def test_what_an_older_release_wrote_of_an_app_holds_for_its_objective(outage: Connection) -> None:
    quiet = objective(rules=())
    for minute in range(20):
        judge(outage, minute, quiet)
    outage.execute("DELETE FROM ops.objective_modes")
    day = 24 * 60
    judge(outage, day + 22, quiet)  # 44.4 % is left: no Freeze begins there, and none is left
    assert history(outage)[-1] == (11, "caution", "freeze")
    judge(outage, day + 24, quiet)
    assert history(outage)[-1] == (day + 24, "freeze", "development")


def test_what_is_declared_no_more_holds_nothing_and_is_forgotten(outage: Connection) -> None:
    for minute in range(20):
        judge(outage, minute, objective(rules=()), objective("other", rules=()))
    kept = "SELECT objective, mode FROM ops.objective_modes ORDER BY 1"
    assert outage.execute(kept.encode()).fetchall() == [
        ("availability", "freeze"),
        ("other", "freeze"),
    ]
    calm = objective("calm", rules=(), indicator=Indicator(Measure.SLOW, threshold=4000))
    judge(outage, 20, calm)
    assert history(outage)[-1] == (20, "freeze", "development")
    assert outage.execute(kept.encode()).fetchall() == []


def write_post_mortem(connection: Connection, incident: Incident) -> None:
    now, by = after(300), "Alice"
    resolve(connection, incident.ref, by=by, now=now)
    names = ("summary", "root_cause", "impact", "went_well", "went_poorly", "prevention")
    write_sections(connection, incident.ref, dict.fromkeys(names, "Known."), by=by, now=now)
    add_action(connection, incident.ref, "Mend it", owner=by, due_date=now.date(), by=by, now=now)
    close(connection, incident.ref, by=by, now=now)


def test_judging_a_minute_again_or_late_or_in_gaps_writes_nothing_twice(outage: Connection) -> None:
    for minute in (0, 9, 9, 9, 25, 25):
        judge(outage, minute)
    assert history(outage) == [(9, "development", "caution"), (25, "caution", "freeze")]
    assert [minutes_of(one) for one in told(outage)] == [
        ("1h and 5m", 9, None),
        ("6h and 30m", 25, None),
    ]


def test_a_clock_that_goes_backwards_takes_nothing_back(outage: Connection) -> None:
    for minute in range(60):
        judge(outage, minute)
    before = (history(outage), [minutes_of(one) for one in told(outage)])
    for minute in range(-5, 60):
        assert judge(outage, minute).changes == ()
    assert (history(outage), [minutes_of(one) for one in told(outage)]) == before


def test_without_events_nothing_changes(connection: Connection) -> None:
    assert judge(connection, 0).changes == ()
    traffic(connection, START, after(OUTAGE), bad=100)  # and then nobody comes any more
    for minute in range(OUTAGE + 1):
        judge(connection, minute)
    before = (history(connection), [minutes_of(one) for one in told(connection)])
    assert before[0][-1][2] == Mode.FREEZE
    judge(connection, 5 * 24 * 60)
    assert (history(connection), [minutes_of(one) for one in told(connection)]) == before


def test_the_last_minute_is_judged_when_every_process_has_handed_it_in(
    connection: Connection,
) -> None:
    traffic(connection, START - DAY, START)
    traffic(connection, START - MINUTE, START, bad=100)

    def bad_ones(now: datetime) -> int:
        with connection.transaction():
            found = evaluate(connection, PostgresSource(connection), [objective()], now)
        return found.apps[0].standings[0].counts[5 * MINUTE].bad

    moments = (timedelta(0), SETTLING / 2, SETTLING)
    assert [bad_ones(START + late) for late in moments] == [0, 0, 100]


def test_few_events_change_nothing_either(connection: Connection) -> None:
    traffic(connection, START, after(30), bad=1, total=3)
    judge(connection, 30)
    assert (history(connection), told(connection)) == ([], [])


def test_every_change_is_told_to_timelines_once(outage: Connection) -> None:
    for minute in (8, 9, 9, 12, 60):
        judge(outage, minute)
    found = outage.execute("SELECT kind, text FROM ops.happenings ORDER BY id").fetchall()
    assert found == [
        (
            "mode",
            (
                "Tracker went from Development to Caution:"
                " availability has 44.4 % of its budget left, between 25 and 50 %."
            ),
        ),
        (
            "alert",
            "Tracker: “Availability” burned 15.0 and 100 times too fast over 1h and 5m; 14.4 is an alert.",
        ),
        (
            "mode",
            "Tracker went from Caution to Freeze: availability has 16.6 % of its budget left, below 25 %.",
        ),
        ("alert", "Tracker: availability no longer burns too fast over 1h and 5m."),
    ]


def test_two_who_judge_at_once_write_once(outage: Connection, db: Urls) -> None:
    def one(_: int) -> int:
        with psycopg.connect(db.system) as own:
            return len(
                evaluate(own, PostgresSource(own), [objective()], after(25) + SETTLING).changes
            )

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == [0, 0, 0, 1]
    assert (len(told(outage)), len(unresolved(outage))) == (2, 1)


def test_who_is_killed_on_the_way_leaves_nothing_and_the_next_writes_all(
    outage: Connection, db: Urls
) -> None:
    with psycopg.connect(db.system) as doomed:
        evaluate(doomed, PostgresSource(doomed), [objective()], after(25) + SETTLING)
        pid = doomed.info.backend_pid
        with psycopg.connect(db.admin, autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        with pytest.raises(psycopg.OperationalError):
            doomed.commit()
    assert (history(outage), told(outage), unresolved(outage)) == ([], [], [])
    judge(outage, 25)
    assert (len(history(outage)), len(told(outage)), len(unresolved(outage))) == (1, 2, 1)
