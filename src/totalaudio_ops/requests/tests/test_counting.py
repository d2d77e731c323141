"""Counting in memory: what counts, where it is counted, and that nothing is lost between threads."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from totalaudio_ops.requests.bounds import BOUNDS, PLACES, place_of
from totalaudio_ops.requests.counting import Counter, Row

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp()


def only(rows: list[Row]) -> Row:
    (row,) = rows
    return row


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, (1, 0, 0)),
        (304, (1, 0, 0)),
        (399, (1, 0, 0)),
        (400, (0, 0, 1)),
        (499, (0, 0, 1)),
        (500, (1, 1, 0)),
        (503, (1, 1, 0)),
    ],
)
def test_client_errors_are_left_out_and_our_mistakes_are_bad(
    status: int, expected: tuple[int, int, int]
) -> None:
    counter = Counter()
    counter.count("tracker", "home", 0.1, status)
    tally = only(counter.take()).tally
    assert (tally.total, tally.bad, tally.left_out) == expected


@pytest.mark.parametrize("milliseconds", [0.1, *BOUNDS, 35.0001, 29_999.9, 30_000.5, 1e9])
def test_a_duration_is_counted_in_the_place_that_the_bounds_say(milliseconds: float) -> None:
    counter = Counter()
    counter.count("tracker", "home", milliseconds / 1000, 200)
    histogram = only(counter.take()).tally.histogram
    assert histogram == [int(place == place_of(milliseconds)) for place in range(PLACES)]


def test_a_request_counts_in_the_minute_in_which_it_ended() -> None:
    counter = Counter()
    counter.count("tracker", "home", 50, 200, at=NOON + 59.999)
    counter.count("tracker", "home", 50, 200, at=NOON + 60)
    assert [(row.minute, row.tally.total) for row in counter.take()] == [
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), 1),
        (datetime(2026, 11, 23, 12, 1, tzinfo=UTC), 1),
    ]


def test_what_was_taken_is_not_given_again_and_stays_in_the_totals() -> None:
    counter = Counter()
    counter.count("tracker", "home", 0.2, 500)
    assert only(counter.take()).tally.bad == 1
    assert counter.take() == []
    counter.count("tracker", "home", 0.3, 200)
    tally = counter.totals()["tracker", "home"]
    assert (tally.total, tally.bad, tally.seconds) == (2, 1, 0.5)
    assert counter.totals()["tracker", "home"].total == 2, "asking changes nothing"


def test_threads_lose_nothing_while_somebody_takes() -> None:
    counter, taken = Counter(), list[Row]()

    def count() -> None:
        for _ in range(5_000):
            counter.count("tracker", "home", 0.1, 200)

    with ThreadPoolExecutor(8) as pool:
        work = [pool.submit(count) for _ in range(7)]
        while not all(one.done() for one in work):
            taken += counter.take()
    taken += counter.take()
    assert sum(row.tally.total for row in taken) == 35_000
    assert counter.totals()["tracker", "home"].total == 35_000


def test_with_no_room_left_the_oldest_minutes_go_and_are_told() -> None:
    counter = Counter(most_rows=2)
    for minute in range(3):
        counter.count("tracker", "home", 0.1, 200, at=NOON + 60 * minute)
    assert [row.minute.minute for row in counter.take()] == [1, 2]
    assert counter.dropped == 1
    assert counter.totals()["tracker", "home"].total == 3
