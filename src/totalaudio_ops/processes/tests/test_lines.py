"""Cutting what a child says into lines."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.processes.lines import LONGEST_LINE, Lines


def test_a_line_is_given_when_it_is_whole() -> None:
    lines = Lines()
    assert lines.feed(b"one\ntw") == ["one"]
    assert lines.feed(b"o\r\n\n") == ["two", ""]
    assert lines.close() == []


def test_the_last_line_may_lack_its_end() -> None:
    lines = Lines()
    assert lines.feed(b"rest") == []
    assert lines.close() == ["rest"]


def test_a_line_without_an_end_does_not_grow_for_ever() -> None:
    lines = Lines()
    assert [len(line) for line in lines.feed(b"x" * (2 * LONGEST_LINE + 1))] == [LONGEST_LINE] * 2


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert Lines().feed(b"\xff\n") == ["\ufffd"]


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=5))
def test_how_the_bytes_arrive_makes_no_difference(said: bytes, cuts: list[int]) -> None:
    lines, places = Lines(), [0, *sorted(cuts), len(said)]
    arrived = [line for at, to in pairwise(places) for line in lines.feed(said[at:to])]
    whole = Lines()
    assert arrived + lines.close() == whole.feed(said) + whole.close()
