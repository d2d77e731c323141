"""Histograms as the database makes them, made once more, so that the two can be compared."""

import math
from collections.abc import Iterable

from totalaudio.core.metrics.histograms import GROWTH, PLACES


def place_of(duration_ms: int) -> int:
    """What event_bucket_v1 says."""
    return min(PLACES - 1, math.floor(math.log(max(duration_ms, 1)) / math.log(GROWTH)))


def histogram_of(durations: Iterable[int]) -> list[int]:
    """Durations counted by place; empty places at the end are left out."""
    made: list[int] = []
    for place in map(place_of, durations):
        made += [0] * (place + 1 - len(made))
        made[place] += 1
    return made
