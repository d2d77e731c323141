from datetime import datetime, timedelta
from statistics import fmean, median

from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.incidents.changing import acknowledge, resolve
from totalaudio_ops.incidents.incident import Connection
from totalaudio_ops.incidents.levels import Level
from totalaudio_ops.incidents.measuring import MEASURES, _summed, measured
from totalaudio_ops.incidents.tests.making import BOB, NOON, after, made

DAY = timedelta(days=1)


def shown(connection: Connection, start: datetime = NOON - DAY) -> dict[tuple[str, str], object]:
    """Every figure in minutes, by measure and level."""
    return {
        (one.measure.key, one.level or "all"): (
            one.n,
            *(span.total_seconds() / 60 for span in (one.mean, one.median, one.p90)),
        )
        for one in measured(connection, start, NOON + DAY)
    }


def test_of_no_incidents_nothing_is_said(connection: Connection) -> None:
    assert measured(connection, NOON - DAY, NOON + DAY) == []


def test_each_measure_counts_the_incidents_that_have_it(connection: Connection) -> None:
    for number, minutes in enumerate((10, 20, 60)):
        ref = made(connection, "P1", started_at=after(-minutes)).ref
        acknowledge(connection, ref, by=BOB, now=after(minutes))
        if number:
            resolve(connection, ref, by=BOB, now=after(2 * minutes))
    made(connection, "P2", started_at=after(-30))
    assert shown(connection) == {
        ("mttd", "all"): (4, 30, 25, 60),
        ("mtta", "all"): (3, 30, 20, 60),
        ("mttr", "all"): (2, 120, 120, 180),
        ("mttd", Level.P1): (3, 30, 20, 60),
        ("mtta", Level.P1): (3, 30, 20, 60),
        ("mttr", Level.P1): (2, 120, 120, 180),
        ("mttd", Level.P2): (1, 30, 30, 30),
    }


def test_a_period_has_its_first_moment_and_not_its_last(connection: Connection) -> None:
    made(connection)
    found = [
        len(measured(connection, start, end))
        for start, end in ((NOON, after(1)), (after(-1), NOON), (after(1), after(2)))
    ]
    assert found == [2, 0, 0]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_figures_are_those_of_a_plain_reference(seconds: list[int]) -> None:
    found = _summed(MEASURES[0], None, [timedelta(seconds=one) for one in seconds])
    assert found.n == len(seconds)
    assert found.mean == timedelta(seconds=fmean(seconds))
    assert found.median == timedelta(seconds=median(seconds))
    p90 = found.p90.total_seconds()
    assert p90 in seconds
    assert sum(one <= p90 for one in seconds) * 10 >= len(seconds) * 9
    assert sum(one < p90 for one in seconds) * 10 < len(seconds) * 9
