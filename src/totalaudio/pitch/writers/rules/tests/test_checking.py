"""Whatever the text: findings point into it, and it is read to its end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.pitch.writers.rules import check
from totalaudio.pitch.writers.tests.briefs import LINK, brief


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[add ",
        "{",
        "{{",
        "<name",
        ".",
        "...a",
        "(",
        "@",
        "http://",
        "a-",
        "!?",
        "%NAME",
        "*|x",
        "“",
    ],
)
def test_no_text_is_too_much(piece: str) -> None:
    text = piece * 20_000
    assert check(text, brief(), subject=text)


PIECES = st.sampled_from(
    [
        "amazing",
        "color",
        "[Name]",
        "{x}",
        "!",
        "?",
        LINK,
        "Northern Light",
        "é",
        "🎧",
        "İ",
        "ß",
        "\n",
        " ",
        "ﬁ",
        "Re:",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=30), st.sampled_from([1, 2]))
def test_findings_always_point_into_the_text(pieces: list[str], step: int) -> None:
    text = "".join(pieces)
    for finding in check(text, brief(), subject=text, step=step):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message.endswith(".")
        assert finding.remedy.endswith((".", "?", "”."))


@given(st.text(max_size=30), st.sampled_from(["amazing", "[Name]", "color"]))
def test_places_are_right_behind_any_letters(before: str, word: str) -> None:
    text = f"{before} . {word} x"
    found = [text[one.start : one.end] for one in check(text, brief()) if one.start > len(before)]
    assert word in found
