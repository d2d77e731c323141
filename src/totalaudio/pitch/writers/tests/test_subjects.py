"""Subjects are short, whole words, and three."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.pitch.writers.subjects import fit, three


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Short", "Short"),
        ("a" * 49, "a" * 49),
        ("a" * 50, ""),
        ("One two " + "a" * 50, "One two…"),
        (
            "Northern Light, the long awaited record, by The Examples",
            "Northern Light, the long awaited record, by The…",
        ),
        (
            "Forty-eight characters and then something comes – more",
            "Forty-eight characters and then something comes…",
        ),
        ("A\r\nBcc: all@example.com", "A Bcc: all@example.com"),
    ],
)
def test_a_subject_is_cut_between_words(text: str, subject: str) -> None:
    assert fit(text) == subject


@given(st.text())
def test_a_subject_is_always_short_and_of_whole_words(text: str) -> None:
    subject = fit(text)
    assert len(subject) < 50
    assert len(subject.splitlines()) <= 1


def test_there_are_always_three_different_ones() -> None:
    assert three(["One", "one", "ONE"]) == ("One", "A new record", "New music")
    assert three(["a" * 60, "", "New music"]) == ("New music", "A new record", "A record to hear")
