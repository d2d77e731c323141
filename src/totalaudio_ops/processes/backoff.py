"""How long to wait before a dead child is started again."""

from collections.abc import Sequence

WINDOW_SECONDS = 60.0
FIRST_WAIT_SECONDS = 0.25
LONGEST_WAIT_SECONDS = 15.0


def recent(deaths: Sequence[float], now: float) -> tuple[float, ...]:
    """Keeps the deaths (seconds on one clock) that still count at `now`."""
    return tuple(died_at for died_at in deaths if now - died_at < WINDOW_SECONDS)


def wait_after(deaths: Sequence[float], now: float) -> float:
    """Returns 0 s after the first death within a minute, then 0.25 s, doubling up to 15 s."""
    count = len(recent(deaths, now))
    if count <= 1:
        return 0.0
    return min(FIRST_WAIT_SECONDS * 2.0 ** min(count - 2, 16), LONGEST_WAIT_SECONDS)
