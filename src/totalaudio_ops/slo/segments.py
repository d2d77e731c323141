"""How spans of time are answered: cut where any of them begins or ends, and from whole hours where those are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from .objectives import Span

_HOUR = timedelta(hours=1)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a segment that is read from hours, or from minutes."""

    segment: int
    start: datetime
    end: datetime
    is_hours: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Segments that do not overlap, the pieces in which they are read, and of which segments each span consists."""

    segments: tuple[Span, ...]
    pieces: tuple[Piece, ...]
    of_span: tuple[range, ...]


def plan(spans: Sequence[Span], hours_until: datetime | None) -> Plan:
    """Read every moment once, however many spans hold it; hours are whole, and end by `hours_until`."""
    # In one zone moments are compared by its wall clock, which shows an hour twice when summer ends.
    spans = [Span(span.start.astimezone(UTC), span.end.astimezone(UTC)) for span in spans]
    cuts = sorted({moment for span in spans for moment in (span.start, span.end)})
    segments = tuple(Span(start, end) for start, end in pairwise(cuts))
    place = {cut: number for number, cut in enumerate(cuts)}
    return Plan(
        segments,
        tuple(piece for n, one in enumerate(segments) for piece in _pieces(n, one, hours_until)),
        tuple(range(place[span.start], place[span.end]) for span in spans),
    )


def _pieces(number: int, segment: Span, hours_until: datetime | None) -> Iterator[Piece]:
    first = _up(segment.start)
    last = _down(min(segment.end, hours_until or segment.start))
    if first >= last:
        yield Piece(number, segment.start, segment.end, is_hours=False)
        return
    if segment.start < first:
        yield Piece(number, segment.start, first, is_hours=False)
    yield Piece(number, first, last, is_hours=True)
    if last < segment.end:
        yield Piece(number, last, segment.end, is_hours=False)


def _down(moment: datetime) -> datetime:
    """The beginning of its hour, in UTC, whatever zone it is told in."""
    return moment - (moment - _EPOCH) % _HOUR


def _up(moment: datetime) -> datetime:
    return _down(moment + _HOUR - timedelta(microseconds=1))
