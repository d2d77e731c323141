"""Durations counted in places that grow by a factor: small, addable, and good for percentiles to ten per cent."""

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate, zip_longest

GROWTH = 1.2
PLACES = 96


def place_of(duration_ms: int) -> int:
    """The place of a duration; the same as event_bucket_v1 in the database."""
    return min(PLACES - 1, math.floor(math.log(max(duration_ms, 1)) / math.log(GROWTH)))


def histogram_of(durations: Iterable[int]) -> list[int]:
    """Durations counted by place; empty places at the end are left out."""
    made: list[int] = []
    for place in map(place_of, durations):
        made += [0] * (place + 1 - len(made))
        made[place] += 1
    return made


def add_up(histograms: Iterable[Sequence[int]]) -> list[int]:
    """Several histograms as one."""
    return [sum(places) for places in zip_longest(*histograms, fillvalue=0)]


def percentile(histogram: Sequence[int], share: float) -> float | None:
    """The duration in milliseconds that `share` of all do not exceed, at most 10 % off; None when there are none.

    The share is above 0 and at most 1. Durations beyond the last place (11 hours) are told as its beginning.
    """
    total = sum(histogram)
    if total == 0:
        return None
    wanted = math.ceil(share * total)
    place = next(i for i, passed in enumerate(accumulate(histogram)) if passed >= wanted)
    return math.pow(GROWTH, place if place == PLACES - 1 else place + 0.5)
