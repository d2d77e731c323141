"""Spans cut into segments and pieces: every moment of a span is read once, and nothing else is."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.slo.objectives import Span
from totalaudio_ops.slo.segments import Piece, plan

BEGIN = datetime(2026, 3, 28, tzinfo=UTC)  # British clocks change on the next day
moments = st.integers(0, 6 * 60).map(lambda ten: BEGIN + timedelta(minutes=10 * ten, seconds=ten))
spans = st.lists(
    st.tuples(moments, moments).filter(lambda pair: pair[0] < pair[1]), min_size=1, max_size=8
).map(lambda pairs: [Span(*pair) for pair in pairs])


def at(hour: int, minute: int = 0) -> datetime:
    return BEGIN + timedelta(hours=hour, minutes=minute)


@given(spans, st.none() | moments)
def test_the_pieces_of_a_span_are_the_span(wanted: list[Span], until: datetime | None) -> None:
    found = plan(wanted, until)
    for span, segments in zip(wanted, found.of_span, strict=True):
        pieces = [piece for piece in found.pieces if piece.segment in segments]
        assert pieces[0].start == span.start
        assert pieces[-1].end == span.end
        for before, after in pairwise(pieces):
            assert before.end == after.start


@given(spans, st.none() | moments)
def test_hours_are_whole_and_were_summed_up(wanted: list[Span], until: datetime | None) -> None:
    for piece in plan(wanted, until).pieces:
        assert piece.start < piece.end
        if piece.is_hours:
            assert until is not None
            assert piece.end <= until
            assert all(
                (one.minute, one.second, one.microsecond) == (0, 0, 0)
                for one in (piece.start, piece.end)
            )


@given(spans, moments)
def test_minutes_are_read_at_the_edges_only(wanted: list[Span], until: datetime) -> None:
    for piece in plan(wanted, until).pieces:
        if not piece.is_hours:
            assert min(piece.end, until) - piece.start < timedelta(hours=2)


def test_a_day_is_hours_with_minutes_at_both_ends() -> None:
    found = plan([Span(at(1, 20), at(25, 10))], at(24))
    assert found.pieces == (
        Piece(0, at(1, 20), at(2), is_hours=False),
        Piece(0, at(2), at(24), is_hours=True),
        Piece(0, at(24), at(25, 10), is_hours=False),
    )


def test_an_hour_is_one_of_utc_whatever_zone_asks() -> None:
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    span = Span(at(1).astimezone(kathmandu), at(3).astimezone(kathmandu))
    assert [piece.is_hours for piece in plan([span], at(9)).pieces] == [True]


def test_the_hour_that_comes_twice_when_summer_ends_is_read_twice() -> None:
    london = ZoneInfo("Europe/London")
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 01:30 in London, and an hour later again
    last = first + timedelta(minutes=70)
    found = plan([Span(first.astimezone(london), last.astimezone(london))], None)
    assert found.pieces == (Piece(0, first, last, is_hours=False),)
    back = Span(first.astimezone(london), (first + timedelta(minutes=40)).astimezone(london))
    assert plan([back], None).of_span == (range(1),)


def test_windows_that_end_together_share_what_they_have_in_common() -> None:
    found = plan([Span(at(0), at(6)), Span(at(5), at(6)), Span(at(5, 30), at(6))], None)
    assert found.segments == (Span(at(0), at(5)), Span(at(5), at(5, 30)), Span(at(5, 30), at(6)))
    assert found.of_span == (range(3), range(1, 3), range(2, 3))
