"""How budgets went over their windows: what was left at the end of each day, or of each six hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from .objectives import Objective, Source, Span
from .reports import Left, Step, lefts
from .windows import whole_minute

_LONG: Final = timedelta(days=14)


def courses(
    source: Source, objectives: Sequence[Objective], now: datetime
) -> dict[tuple[str, str], list[Left]]:
    """The course of each objective's budget over its window up to now; one call of the source for each window."""
    found: dict[tuple[str, str], list[Left]] = {}
    for window in dict.fromkeys(one.window for one in objectives):
        mine = [one for one in objectives if one.window == window]
        parts = _parts(window, now)
        counted = source.count(mine, parts)
        for one in mine:
            counts = counted[one.app, one.name]
            steps = [Step(part, its) for part, its in zip(parts, counts, strict=True)]
            found[one.app, one.name] = lefts(one, steps, parts[-1].end - window)
    return found


def _parts(window: timedelta, now: datetime) -> list[Span]:
    """Two windows in equal steps that begin at whole hours, which are summed up already; the last one ends now."""
    step = timedelta(days=1) if window >= _LONG else timedelta(hours=6)
    end = whole_minute(now)
    edge = end.replace(minute=0)
    count = 2 * window // step
    parts = [Span(edge - (n + 1) * step, edge - n * step) for n in reversed(range(count))]
    return [*parts, Span(edge, end)] if edge < end else parts
