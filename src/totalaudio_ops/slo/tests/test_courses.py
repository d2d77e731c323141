"""The course of a budget over its window, from real rows."""

from datetime import timedelta
from fractions import Fraction

from totalaudio_ops.happenings import Connection
from totalaudio_ops.slo.courses import courses
from totalaudio_ops.slo.objectives import Counts, Objective, Span
from totalaudio_ops.slo.postgres_source import PostgresSource
from totalaudio_ops.slo.tests.traffic import APP, DAY, START, after, objective, traffic

KEY = (APP, "availability")


def test_it_ends_with_what_is_left_now_and_begins_a_window_before(connection: Connection) -> None:
    traffic(connection, START - 3 * DAY, START)
    traffic(connection, START, after(8), bad=100)
    now = after(8.5)  # the minute that is over ends after 8
    found = courses(PostgresSource(connection), [objective()], now)[KEY]
    assert [(one.at, one.left) for one in found] == [
        (START - timedelta(hours=18), 1),
        (START - timedelta(hours=12), 1),
        (START - timedelta(hours=6), 1),
        (START, 1),
        # A step that lies across the beginning of the window counts as a whole: 1,448 minutes, and 8 of them bad.
        (after(8), 1 - Fraction(800, 144_800) * 100),
    ]


def test_before_the_first_event_there_is_no_data(connection: Connection) -> None:
    traffic(connection, START - timedelta(hours=6), START)
    found = courses(PostgresSource(connection), [objective()], START)[KEY]
    assert [one.left for one in found] == [None, None, None, None, 1]


def test_long_windows_go_by_days_and_each_window_is_one_call() -> None:
    calls: list[tuple[int, int]] = []

    class Counting:
        def count(
            self, objectives: list[Objective], spans: list[Span]
        ) -> dict[tuple[str, str], list[Counts]]:
            calls.append((len(objectives), len(spans)))
            return {(one.app, one.name): [Counts(100, 0)] * len(spans) for one in objectives}

    month, week = timedelta(days=30), timedelta(days=7)
    wanted = [
        objective("a", window=month),
        objective("b", window=week),
        objective("c", window=month),
    ]
    found = courses(Counting(), wanted, START)  # type: ignore[arg-type]  # lists are sequences
    assert calls == [(2, 60), (1, 56)]
    assert [len(found[APP, name]) for name in "abc"] == [31, 29, 31]
