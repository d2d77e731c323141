"""How long the newest requests took, out of the front's moving average; pure.

HAProxy keeps a mean over some 1024 requests for each place, and it outlives the version in the place. What the version
before has left in it is known, and taken out.
"""

from typing import Final

from totalaudio_ops.deploys.server.state import Counted
from totalaudio_ops.deploys.targets import Seen

WINDOW: Final = 1024
# With less of the mean being its own, rounding to milliseconds would say more than the requests.
_LEAST_SHARE: Final = 0.04


def seen_between(before: Counted, now: Counted) -> Seen:
    """What people met from one moment to another; counters that went back were begun anew by a restart."""
    if now.requests < before.requests or now.errors < before.errors:
        before = Counted()
    requests = now.requests - before.requests
    return Seen(requests, now.errors - before.errors, _mean(before, now, requests))


def _mean(before: Counted, now: Counted, requests: int) -> float | None:
    if requests <= 0:
        return None
    left = share_left(before.requests, requests)
    if 1 - left < _LEAST_SHARE:
        return None
    return max((now.mean_ms - before.mean_ms * left) / (1 - left), 0.0)


def share_left(had: int, came: int) -> float:
    """The share of a moving average that is still older than the last requests."""
    growing = min(max(WINDOW - had, 0), came)
    left = had / (had + growing) if growing else 1.0
    return left * (1 - 1 / WINDOW) ** (came - growing)
