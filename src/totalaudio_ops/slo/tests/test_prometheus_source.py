"""What is asked of Prometheus, and what is made of its answers; a real one is in tests/platform."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.problems import Problem
from totalaudio_ops.requests.bounds import BOUNDS
from totalaudio_ops.slo.objectives import Counts, Indicator, Measure, Objective, Span
from totalaudio_ops.slo.prometheus_source import PrometheusSource, without

DURATION = 'totalaudio_request_duration_seconds_bucket{app="tracker"}'
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = Span(NOON - timedelta(hours=1), NOON)


def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


def objective(measure: Measure, threshold: int | None = None) -> Objective:
    indicator = Indicator(measure, threshold=threshold)
    return Objective("tracker", measure, "One", Decimal("0.95"), timedelta(days=7), indicator)


def answering(answer: Callable[[httpx.Request], httpx.Response]) -> PrometheusSource:
    return PrometheusSource("http://prometheus.example/", transport=httpx.MockTransport(answer))


def found(request: httpx.Request) -> httpx.Response:
    up_to = {50: 40.2, 2000: 90.1, 3000: 97.4}
    buckets, so_far = dict[str, float](), 0.0
    for bound in BOUNDS:
        so_far = max(so_far, up_to.get(bound, 0.0))
        buckets[str(bound / 1000)] = so_far
    buckets["+Inf"] = 100.3
    series = [
        {"metric": {"class": name, "le": le}, "value": [0, str(value)]}
        for name in ("home", "db:query")
        for le, value in buckets.items()
    ]
    if "bad_total" in request.url.params["query"]:
        series = [{"metric": {"class": "home"}, "value": [0, "3.4"]}]
    return httpx.Response(200, json={"status": "success", "data": {"result": series}})


def test_an_increase_is_counts_in_whole_numbers() -> None:
    wanted = [objective(Measure.FAILED), objective(Measure.SLOW, 2000)]
    counts = answering(found).count(wanted, [HOUR])
    assert counts == {
        ("tracker", "failed"): [Counts(100, 3)],
        ("tracker", "slow"): [Counts(100, 10)],
    }


def test_no_more_failed_than_were_asked_however_the_series_are_estimated() -> None:
    def outage(request: httpx.Request) -> httpx.Response:
        is_bad = "bad_total" in request.url.params["query"]
        label = {} if is_bad else {"le": "+Inf"}
        series = {"metric": {"class": "home"} | label, "value": [0, "102.6" if is_bad else "100.3"]}
        return httpx.Response(200, json={"status": "success", "data": {"result": [series]}})

    counts = answering(outage).count([objective(Measure.FAILED)], [HOUR])
    assert counts == {("tracker", "failed"): [Counts(100, 100)]}


def test_it_asks_for_the_increase_of_each_span() -> None:
    asked: list[tuple[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.params["query"], request.url.params["time"]))
        return found(request)

    answering(answer).count([objective(Measure.FAILED), objective(Measure.FAILED)], [HOUR])
    assert asked == [
        (
            f"sum by (class, le) (increase({DURATION}[3600s]))",
            str(NOON.timestamp()),
        ),
        (
            'sum by (class) (increase(totalaudio_requests_bad_total{app="tracker"}[3600s]))',
            str(NOON.timestamp()),
        ),
    ]


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (httpx.Response(503, text="busy"), "Expecting value"),
        (httpx.Response(400, json={"status": "error", "error": "parse error"}), "parse error"),
        (httpx.Response(200, json=[]), "list"),
    ],
)
def test_what_is_no_answer_is_a_problem_that_names_the_server(
    answer: httpx.Response, cause: str
) -> None:
    with pytest.raises(Problem, match=r"prometheus\.example gave no counts") as problem:
        answering(lambda _: answer).count([objective(Measure.FAILED)], [HOUR])
    assert cause in str(problem.value)


def test_a_server_that_is_away_is_a_problem() -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(Problem, match="refused"):
        answering(away).count([objective(Measure.FAILED)], [HOUR])


def test_maintenance_is_cut_out() -> None:
    span = Span(at(0), at(60))
    left_out = [Span(at(50), at(70)), Span(at(10), at(20)), Span(at(15), at(25))]
    assert list(without(span, left_out)) == [Span(at(0), at(10)), Span(at(25), at(50))]


spans = st.tuples(st.integers(0, 100), st.integers(1, 50)).map(
    lambda pair: Span(at(pair[0]), at(pair[0] + pair[1]))
)


@given(spans, st.lists(spans, max_size=5))
def test_what_is_left_is_every_minute_that_is_not_left_out(span: Span, out: list[Span]) -> None:
    def minutes(one: Span) -> set[int]:
        return {n for n in range(160) if one.start <= at(n) < one.end}

    left = [minutes(one) for one in without(span, out)]
    assert sum(map(len, left)) == len(set().union(*left))
    assert set().union(*left) == minutes(span) - set().union(*map(minutes, out))
