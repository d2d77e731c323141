"""Counts from PostgreSQL equal those of a slow, plain reading, whatever was summed up, announced or changed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.database import Urls

from totalaudio_ops.requests.rolling import roll
from totalaudio_ops.requests.tests.making import Connection, Minute, declare, write
from totalaudio_ops.slo.objectives import Counts, Indicator, Measure, Objective, Span
from totalaudio_ops.slo.postgres_source import PostgresSource

NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def objective(
    measure: Measure = Measure.FAILED, threshold: int | None = None, app: str = "tracker"
) -> Objective:
    indicator = Indicator(measure, threshold=threshold)
    return Objective(app, measure, "One", Decimal("0.95"), timedelta(days=7), indicator)


@pytest.fixture
def connection(db: Urls) -> Iterator[Connection]:
    with psycopg.connect(db.system, autocommit=True) as opened:
        yield opened


def last(**long: float) -> Span:
    return Span(NOW - timedelta(**long), NOW)


def test_failed_and_slow_are_counted_in_every_window(connection: Connection) -> None:
    write(
        connection,
        [
            Minute(NOW - timedelta(minutes=3), total=10, bad=2),
            Minute(NOW - timedelta(minutes=45), total=5, bad=1, milliseconds=4000),
            Minute(NOW - timedelta(days=20), total=100, bad=7),
            Minute(NOW - timedelta(days=20), total=50, bad=50, app="audio-intel"),
            Minute(NOW - timedelta(days=20), total=9, bad=9, route_class="work:payment"),
        ],
    )
    wanted = [objective(), objective(Measure.SLOW, 2000)]
    windows = [last(minutes=5), last(hours=1), last(days=30)]
    expected = {
        ("tracker", "failed"): [Counts(10, 2), Counts(15, 3), Counts(115, 10)],
        ("tracker", "slow"): [Counts(10, 0), Counts(15, 5), Counts(115, 5)],
    }
    assert PostgresSource(connection).count(wanted, windows) == expected
    assert roll(connection, NOW) > 400
    connection.execute(
        "DELETE FROM ops.request_minutes WHERE minute < %s", [NOW - timedelta(days=1)]
    )
    assert PostgresSource(connection).count(wanted, windows) == expected


def test_no_traffic_is_nothing_and_no_question_is_no_answer(connection: Connection) -> None:
    assert PostgresSource(connection).count([objective()], [last(days=30)]) == {
        ("tracker", "failed"): [Counts(0, 0)]
    }
    assert PostgresSource(connection).count([], [last(days=30)]) == {}
    assert PostgresSource(connection).count([objective()], []) == {("tracker", "failed"): ()}


def test_a_minute_belongs_to_the_span_that_it_begins_in(connection: Connection) -> None:
    write(connection, [Minute(NOW - timedelta(minutes=n), total=n) for n in range(1, 4)])
    spans = [
        Span(NOW - timedelta(minutes=2), NOW - timedelta(minutes=1)),
        Span(NOW - timedelta(minutes=2, seconds=30), NOW - timedelta(seconds=30)),
    ]
    found = PostgresSource(connection).count([objective()], spans)
    assert found["tracker", "failed"] == [Counts(2, 0), Counts(3, 0)]


def test_maintenance_is_left_out_of_minutes_and_hours_until_it_is_called_off(
    connection: Connection,
) -> None:
    begin = NOW - timedelta(hours=5)
    write(connection, [Minute(begin + timedelta(minutes=n), bad=1) for n in range(60)])
    write(connection, [Minute(begin + timedelta(minutes=n), app="audio-intel") for n in range(60)])
    declare(connection, begin + timedelta(minutes=10), 20, app="tracker")
    declare(connection, begin + timedelta(minutes=50, seconds=30), 1)  # touches two minutes

    def found() -> list[Counts]:
        counts = PostgresSource(connection).count(
            [objective(), objective(app="audio-intel")], [last(days=1)]
        )
        return [counts[app, "failed"][0] for app in ("tracker", "audio-intel")]

    assert found() == [Counts(38, 38), Counts(58, 0)]
    roll(connection, NOW)
    assert found() == [Counts(38, 38), Counts(58, 0)]
    connection.execute("UPDATE ops.maintenance SET cancelled_at = now()")
    assert found() == [Counts(60, 60), Counts(60, 0)], "the stale hour is not trusted"
    assert roll(connection, NOW) == 1
    assert found() == [Counts(60, 60), Counts(60, 0)]


def test_an_operator_may_read_and_others_read_nothing(db: Urls, connection: Connection) -> None:
    write(connection, [Minute(NOW - timedelta(minutes=3))])
    with psycopg.connect(db.app) as app:
        found = PostgresSource(app).count([objective()], [last(days=1)])
    assert found == {("tracker", "failed"): [Counts(0, 0)]}


minutes = st.integers(1, 6 * 60)
rows = st.lists(
    st.builds(
        lambda back, total, bad, app, took: Minute(
            NOW - timedelta(minutes=back), total, min(bad, total), app, "home", took
        ),
        minutes,
        st.integers(1, 50),
        st.integers(0, 50),
        st.sampled_from(["tracker", "audio-intel"]),
        st.sampled_from([5, 1000, 3000, 99_999]),
    ),
    max_size=15,
)
announced = st.lists(
    st.tuples(minutes, st.integers(1, 90), st.none() | st.just("tracker")), max_size=2
)
windows = st.lists(
    st.tuples(minutes, minutes).filter(lambda pair: pair[0] > pair[1]), min_size=1, max_size=5
).map(lambda pairs: [Span(*(NOW - timedelta(minutes=n) for n in pair)) for pair in pairs])


def plain(
    wanted: Objective, span: Span, made: list[Minute], left_out: list[tuple[Span, str | None]]
) -> Counts:
    """The same by hand: every row is looked at by itself."""
    counted = [
        row
        for row in made
        if row.app == wanted.app
        and span.start <= row.minute < span.end
        and not any(
            app in {None, row.app}
            and out.start < row.minute + timedelta(minutes=1)
            and row.minute < out.end
            for out, app in left_out
        )
    ]
    threshold = wanted.indicator.threshold
    bad = sum(
        row.bad if threshold is None else row.total * (row.milliseconds > threshold)
        for row in counted
    )
    return Counts(sum(row.total for row in counted), bad)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(made=rows, late=rows, out=announced, spans=windows, rolled=minutes)
def test_every_count_equals_the_plain_reading(
    connection: Connection,
    made: list[Minute],
    late: list[Minute],
    out: list[tuple[int, int, str | None]],
    spans: list[Span],
    rolled: int,
) -> None:
    with connection.transaction(force_rollback=True):
        write(connection, made)
        roll(connection, NOW - timedelta(minutes=rolled))
        for back, long, app in out:
            declare(connection, NOW - timedelta(minutes=back), long, app=app)
        write(connection, late)
        connection.execute("SELECT ops.mark_stale_v1(%s)", [[row.minute for row in late]])
        left_out = [
            (Span(NOW - timedelta(minutes=back), NOW + timedelta(minutes=long - back)), app)
            for back, long, app in out
        ]
        wanted = [
            objective(),
            objective(Measure.SLOW, 1000, app="audio-intel"),
        ]
        for _ in range(2):
            found = PostgresSource(connection).count(wanted, spans)
            for one in wanted:
                assert found[one.app, one.name] == [
                    plain(one, span, made + late, left_out) for span in spans
                ]
            roll(connection, NOW)
