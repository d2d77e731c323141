"""Judges a new version by what people meet at it, against what they met at the one before."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from totalaudio_ops.deploys.targets import Observed, Seen

_DEVIATIONS: Final = 3.0
# Whoever looks a hundred times meets chance a hundred times. Measured with an equally good version of 1 % errors: one
# watch in fifty and fewer takes it back, and with three deviations at each look it was up to one in thirteen.
_DEVIATIONS_MEANWHILE: Final = 4.0
# What is usual is known less surely on a quiet site; what it might be at worst would excuse every version after it.
_USUAL_DEVIATIONS: Final = 1.0


class Decision(StrEnum):
    """What to do with the new version now."""

    GO_ON = "go on"
    KEEP = "keep"
    ROLL_BACK = "roll back"


@dataclass(frozen=True, slots=True)
class Rules:
    """How long to watch, and what is too much; shares are from 0 to 1.

    Errors are too many when their share lies beyond doubt above the old version's and above `error_floor`; it is slow
    when its mean is above `slower_by` times the old version's and above `slow_ms`. Fewer than `enough` requests say
    nothing of a share, but more than half of them failed is too many at the end.
    """

    seconds: float = 30.0
    enough: int = 20
    error_floor: float = 0.01
    slower_by: float = 2.0
    slow_ms: float = 300.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """The decision, and the figures that it rests on."""

    decision: Decision
    said: str


def judge(observed: Observed, rules: Rules, elapsed: float) -> Judgement:
    """Decide after so many seconds; errors are judged at any time, slowness when the watch is over."""
    new, old, is_over = observed.new, observed.old, elapsed >= rules.seconds
    if _fails(new, old, rules, is_over=is_over):
        return Judgement(Decision.ROLL_BACK, f"too many errors: {_errors(new, old)}")
    if not is_over:
        return Judgement(Decision.GO_ON, _errors(new, old))
    if _is_slow(new, old, rules):
        return Judgement(Decision.ROLL_BACK, f"too slow: {_means(new, old)}")
    return Judgement(Decision.KEEP, _errors(new, old))


def bounds(hits: int, of: int, deviations: float = _DEVIATIONS) -> tuple[float, float]:
    """Wilson's bounds of a share, so many deviations wide; anything is possible without a request."""
    if not of:
        return 0.0, 1.0
    square = deviations**2
    share = hits / of
    middle = share + square / (2 * of)
    width = deviations * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    whole = 1 + square / of
    return max((middle - width) / whole, 0.0), min((middle + width) / whole, 1.0)


def of_people(met: Seen, own: Seen) -> Seen:
    """What people met: all that was met without our own requests, which are counted with it."""
    requests = max(met.requests - own.requests, 0)
    errors = min(max(met.errors - own.errors, 0), requests)
    if not requests or met.mean_ms is None:
        return Seen(requests, errors, None)
    spent = met.mean_ms * met.requests - (own.mean_ms or 0.0) * own.requests
    return Seen(requests, errors, max(spent / requests, 0.0))


def _fails(new: Seen, old: Seen | None, rules: Rules, *, is_over: bool) -> bool:
    if new.requests < rules.enough:
        return is_over and new.errors * 2 > new.requests
    low, _ = bounds(new.errors, new.requests, _DEVIATIONS if is_over else _DEVIATIONS_MEANWHILE)
    usual = 0.0
    if old is not None and _is_known(old, rules):
        _, usual = bounds(old.errors, old.requests, _USUAL_DEVIATIONS)
    return low > max(usual, rules.error_floor)


def _is_slow(new: Seen, old: Seen | None, rules: Rules) -> bool:
    if new.requests < rules.enough or old is None or not _is_known(old, rules):
        return False
    if new.mean_ms is None or old.mean_ms is None:
        return False
    return new.mean_ms > max(old.mean_ms * rules.slower_by, rules.slow_ms)


def _is_known(old: Seen | None, rules: Rules) -> bool:
    return old is not None and old.requests >= rules.enough


def _errors(new: Seen, old: Seen | None) -> str:
    before = f", {old.errors:,} of {old.requests:,} before" if old else ""
    return f"{new.errors:,} of {new.requests:,} requests failed{before}"


def _means(new: Seen, old: Seen | None) -> str:
    before = f", {old.mean_ms:.0f} ms before" if old and old.mean_ms is not None else ""
    return f"{new.mean_ms or 0.0:.0f} ms a request{before}"
