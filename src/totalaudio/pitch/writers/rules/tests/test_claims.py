"""What a sentence states must be in its facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.pitch.writers.rules.claims import unsupported

FACTS = (
    "The Examples",
    "1,200 copies by 5 December 2026",
    "They said “a fine song”",
    "six-piece from Leeds",
    "will.i.am",
)


def _claims(sentence: str) -> list[str]:
    return [sentence[one.start : one.end] for one in unsupported(sentence, FACTS)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Examples made 1200 copies.",
        "Would you have it by 5 December?",
        "It is “a fine song”, I think.",
        "It's a fine song from Leeds’s streets.",
        "This six-piece is from Leeds.",
        "It is with will.i.am.",
        "I'd be glad if you heard it.",
        "",
    ],
)
def test_what_facts_say_passes(sentence: str) -> None:
    assert _claims(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("They made 1,300 copies.", ["1,300"]),
        ("They made two of them.", ["two"]),
        ("They are a five-piece.", ["five-piece"]),
        ("It is “a great song”.", ["“a great song”"]),
        ("It is from Hull.", ["Hull"]),
        ("Pitchfork loves it.", ["Pitchfork"]),
        ("Here it is. Pitchfork loves it.", ["Pitchfork"]),
        ("It was played on air.", ["played"]),
        ("It went on iTunes.", ["iTunes"]),
        ("See elsewhere.example for more.", ["elsewhere.example"]),
        ("Ask @somebody or #this.", ["@somebody", "#this"]),
        ("It is out on Friday.", ["Friday"]),
        ("It is from the UK.", ["UK"]),
    ],
)
def test_what_no_fact_says_is_found_where_it_stands(sentence: str, claims: list[str]) -> None:
    assert _claims(sentence) == claims


@given(st.lists(st.sampled_from(FACTS), min_size=1, max_size=3))
def test_the_facts_themselves_are_always_supported(said: list[str]) -> None:
    assert unsupported("It is " + " and ".join(said) + ".", FACTS) == []


@pytest.mark.parametrize("piece", ["a-", "a.", "“", "@", "1,", "http://", "a"])
def test_no_sentence_is_too_much(piece: str) -> None:
    assert unsupported("Hull " + piece * 20_000, FACTS)


@given(st.integers(min_value=10_000))
def test_no_other_number_passes(number: int) -> None:
    assert _claims(f"It is {number} here.") == [str(number)]
