"""The windows that are looked at: each ends at a whole minute, in UTC, whatever the clocks on walls do."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from totalaudio_ops.slo.objectives import Objective, Span

MINUTE: Final = timedelta(minutes=1)
# Processes hand in what they counted within five seconds; a little more, for clocks that differ.
SETTLING: Final = timedelta(seconds=8)
# What burn rates are shown and alerted over; the windows of the objectives themselves join them.
STANDARD: Final = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
)


def windows(objectives: Iterable[Objective]) -> tuple[timedelta, ...]:
    """All windows that must be counted to judge the objectives, the shortest first."""
    wanted = set(STANDARD)
    for objective in objectives:
        wanted.add(objective.window)
        wanted.update(length for rule in objective.rules for length in (rule.long, rule.short))
    return tuple(sorted(wanted))


def whole_minute(moment: datetime) -> datetime:
    """The last whole minute, in UTC: only minutes that are over are judged."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} has no time zone; hand in a moment with one, as in UTC.")
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def settled(now: datetime) -> datetime:
    """The end of the last minute of which everything that was counted is there, from every process."""
    return whole_minute(now - SETTLING)


def span(window: timedelta, now: datetime) -> Span:
    """The window that ends at the last whole minute."""
    end = whole_minute(now)
    return Span(end - window, end)


def spans(lengths: Iterable[timedelta], now: datetime) -> tuple[Span, ...]:
    """The windows of these lengths, in their order."""
    return tuple(span(length, now) for length in lengths)
