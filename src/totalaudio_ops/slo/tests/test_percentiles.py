"""Percentiles from histograms: within the place of the true one, in order, and honest about the last place."""

import math
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.database import Urls

from totalaudio_ops.requests.bounds import BOUNDS, PLACES, place_of
from totalaudio_ops.requests.tests.making import Minute, write
from totalaudio_ops.slo.objectives import Span
from totalaudio_ops.slo.percentiles import ALL, Latency, percentile, percentiles

NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
durations = st.lists(st.floats(0.01, 40_000), min_size=1, max_size=200)


def histogram(milliseconds: list[float]) -> list[int]:
    found = [0] * PLACES
    for one in milliseconds:
        found[place_of(one)] += 1
    return found


@given(durations, st.floats(0.01, 1))
def test_it_lies_in_the_place_of_the_true_one(taken: list[float], share: float) -> None:
    true = sorted(taken)[math.ceil(share * len(taken)) - 1]
    found = percentile(histogram(taken), share)
    assert found is not None
    assert found.is_beyond == (true > BOUNDS[-1])
    if not found.is_beyond:
        place = place_of(true)
        low = BOUNDS[place - 1] if place else 0
        assert low <= found.milliseconds <= BOUNDS[place]


@given(durations)
def test_more_of_them_never_took_less(taken: list[float]) -> None:
    found = [percentile(histogram(taken), share) for share in (0.5, 0.95, 0.99)]
    told = [(one.is_beyond, one.milliseconds) for one in found if one]
    assert told == sorted(told)
    assert len(told) == 3


def test_it_is_interpolated_within_its_place() -> None:
    assert percentile([0, 0, 0, 0, 0, 0, 100, *[0] * 14], 0.5) == Latency(87.5)


@pytest.mark.parametrize(
    ("latency", "words"),
    [
        (Latency(30_000, is_beyond=True), "over 30 s"),
        (Latency(87.4), "87 ms"),
        (Latency(999.2), "999 ms"),
        (Latency(1240), "1.2 s"),
        (Latency(30_000), "30.0 s"),
    ],
)
def test_it_is_told_in_words(latency: Latency, words: str) -> None:
    assert str(latency) == words


def test_nothing_counted_has_no_percentile() -> None:
    assert percentile([0] * PLACES, 0.5) is None


def test_each_class_and_all_pages_together_are_told(db: Urls) -> None:
    at = NOW - timedelta(minutes=5)
    with psycopg.connect(db.system) as connection:
        write(
            connection,
            [
                Minute(at, total=90, bad=1, milliseconds=80),
                Minute(at, total=10, route_class="sign-in", milliseconds=99_999),
                Minute(at, total=500, route_class="probe", milliseconds=5),
                Minute(at, total=500, route_class="db:query", milliseconds=5),
                Minute(at, total=7, app="audio-intel"),
            ],
        )
        found = percentiles(connection, "tracker", Span(NOW - timedelta(days=1), NOW))
        nothing = percentiles(connection, "pitch-generator", Span(NOW - timedelta(days=1), NOW))
    assert list(found) == [ALL, "db:query", "home", "probe", "sign-in"]
    assert (found[ALL].total, found[ALL].bad) == (100, 1)
    assert str(found[ALL].p95) == "over 30 s"
    assert 75 < found["home"].p99.milliseconds <= 100
    assert nothing == {}
