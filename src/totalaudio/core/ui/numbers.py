"""Numbers that carry their sample: proportions with a Wilson interval, and labels for a confidence."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

Z_95: Final = 1.959963984540054
SMALLEST_SAMPLE: Final = 5
HIGH: Final = 0.8
MEDIUM: Final = 0.5


@dataclass(frozen=True, slots=True)
class Interval:
    """The lower and upper end of a proportion, both from 0 to 1."""

    low: float
    high: float


def wilson(hits: int, n: int, z: float = Z_95) -> Interval:
    """Give the Wilson score interval of `hits` of `n` (Wilson 1927), 95 % unless `z` says otherwise."""
    if n <= 0 or not 0 <= hits <= n:
        raise ValueError(f"A proportion needs 0 <= hits <= n and n > 0, not {hits} of {n}.")
    share = hits / n
    centre = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if hits == 0 else (centre - spread) / scale
    high = 1.0 if hits == n else (centre + spread) / scale
    return Interval(max(0.0, low), min(1.0, high))


def percent(share: float) -> int:
    """Round a share from 0 to 1 to whole percent, halves up, so that 0.005 is 1 and not 0."""
    return int(share * 100 + 0.5)


def is_rate(n: int) -> bool:
    """Tell whether a sample is large enough to be called a rate."""
    return n >= SMALLEST_SAMPLE


def confidence_label(confidence: float | None) -> str:
    """Name a confidence from 0 to 1: high, medium, low, or not known when there is none."""
    if confidence is None:
        return "not known"
    if confidence >= HIGH:
        return "high"
    return "medium" if confidence >= MEDIUM else "low"
