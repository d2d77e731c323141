"""Durations counted in places that grow by a factor: small, addable, and good for percentiles to ten per cent."""

import math
from collections.abc import Sequence
from itertools import accumulate

GROWTH = 1.2
PLACES = 96


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
