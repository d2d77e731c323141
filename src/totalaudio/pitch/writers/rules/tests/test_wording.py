"""Words: hype, closeness, spelling, exclamation marks."""

import pytest

from totalaudio.pitch.writers.facts import campaign_facts
from totalaudio.pitch.writers.rules import check
from totalaudio.pitch.writers.rules.tests.texts import GOOD, found, with_sentence
from totalaudio.pitch.writers.tests.briefs import LINK, brief


@pytest.mark.parametrize(
    "word",
    ["amazing", "AMAZING", "game-changing", "Next  big\nthing", "You’ll love", "you'll love"],
)
def test_hype_is_found_however_it_is_written(word: str) -> None:
    shown = found(with_sentence(f"It is {word} here."), "hype")
    assert shown == [f"{word}: “{word}” is hype."]


@pytest.mark.parametrize("word", ["amazingly", "epicentre", "viral-proof", "hyped", "insanely"])
def test_words_that_only_hold_hype_are_none(word: str) -> None:
    assert found(with_sentence(f"It is {word} here."), "hype") == []


def test_a_name_is_no_hype() -> None:
    named = campaign_facts(artist="Epic", title="Stunning", release_type="single", link=LINK)
    body = GOOD.replace("Northern Light", "Stunning").replace("The Examples", "Epic")
    assert found(body, "hype", brief(campaign=named)) == []
    assert found(body.replace("recorded", "epic"), "hype", brief(campaign=named)) == [
        "epic: “epic” is hype."
    ]


def test_closeness_that_may_not_be_true_is_asked_about() -> None:
    assert found(with_sentence("Big fan of your work."), "familiarity") == [
        "Big fan of your: “Big fan of your” says that you know each other."
    ]


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("color", "colour"),
        ("Favorite", "Favourite"),
        ("organized", "organised"),
        ("improvizing", "improvising"),
        ("program", "programme"),
    ],
)
def test_american_spelling_is_named_with_the_british_one(american: str, british: str) -> None:
    found = [
        one
        for one in check(with_sentence(f"It is so. {american} it is."), brief())
        if one.rule == "spelling"
    ]
    assert [(one.message, one.remedy) for one in found] == [
        (f"“{american}” is American spelling.", f"Write “{british}”.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the prize size",
        "at the Center Parcs",
        "called “my favorite color”",
        'called "gray"',
        "colour and centre",
    ],
)
def test_names_quotations_and_british_words_keep_their_spelling(text: str) -> None:
    assert found(with_sentence(f"It is {text} here."), "spelling") == []


def test_one_exclamation_mark_is_enough() -> None:
    assert found(with_sentence("Hello!"), "exclamation") == []
    assert found(with_sentence("Hello! Yes!"), "exclamation") == [
        "!: There are 2 exclamation marks."
    ]
