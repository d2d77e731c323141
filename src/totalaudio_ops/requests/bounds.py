"""The bounds of latency: what falls between two of them is counted together, in every minute, app and source alike.

Every threshold of an objective must be one of them: then "within the threshold" is exact, and never interpolated.
"""

from bisect import bisect_left
from typing import Final

# Milliseconds, upper ends, included. Beyond the last one there is one more place.
BOUNDS: Final = (
    5, 10, 20, 35, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 4000, 5000, 10_000, 30_000,
)  # fmt: skip
PLACES: Final = len(BOUNDS) + 1


def place_of(milliseconds: float) -> int:
    """The place of the histogram that a duration is counted in."""
    return bisect_left(BOUNDS, milliseconds)
