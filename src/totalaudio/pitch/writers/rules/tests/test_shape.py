"""The shape of a text: its length, the hook, the link and the ask."""

import pytest

from totalaudio.pitch.writers.facts import campaign_facts
from totalaudio.pitch.writers.findings import Level
from totalaudio.pitch.writers.rules import check
from totalaudio.pitch.writers.rules.tests.texts import GOOD, found, with_sentence
from totalaudio.pitch.writers.tests.briefs import LINK, brief

TWICE = "Would you consider it for Example FM?: The text asks for more than one thing."


def test_a_good_text_has_no_findings() -> None:
    assert check(GOOD, brief(), subject="Northern Light for Example FM") == []


def test_149_words_are_enough() -> None:
    more = with_sentence("word " * (149 - len(GOOD.split())))
    assert len(more.split()) == 149
    assert found(more, "length") == []
    said = check(with_sentence("word " * (152 - len(GOOD.split()))), brief())
    assert [(one.rule, one.message, one.remedy) for one in said] == [
        (
            "length",
            "The text has 152 words; under 150 are read to the end.",
            "Cut at least 3 words.",
        )
    ]


def test_no_text_is_refused() -> None:
    assert [finding.level for finding in check(" \n", brief()) if finding.rule == "empty"] == [
        Level.REFUSE
    ]


def test_the_track_must_be_named_early() -> None:
    late = f"Hello,\n\n{'word ' * 50}\n\n" + GOOD
    assert found(late, "hook") == [
        ": Neither the track nor the artist is named in the first 50 words."
    ]


def test_the_hook_must_come_early_in_a_first_mail_alone() -> None:
    late = GOOD.replace("recorded", "word " * 50 + "recorded")
    assert found(late, "hook") == [": The hook of the campaign is not in the first 50 words."]
    assert found(late, "hook", step=2) == []


def test_a_campaign_without_a_hook_needs_none() -> None:
    bare = brief(campaign=campaign_facts(artist="The Examples", title="X", release_type="EP"))
    assert found(GOOD, "hook", bare) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (GOOD.replace(LINK, ""), [": There is no link to the record."]),
        (
            GOOD.replace("Ann,", "Ann, www.example.org"),
            [f"{LINK}: There is more than one link."],
        ),
        (
            GOOD.replace("Kind regards,", "And " + "word " * 14),
            [f"{LINK}: The link is not last."],
        ),
        (GOOD.replace(LINK, f"{LINK}."), []),
        (GOOD.replace(LINK, f"<{LINK}>"), []),
        (GOOD.replace(LINK, LINK.upper()), []),
    ],
)
def test_there_is_one_link_and_it_is_last(body: str, said: list[str]) -> None:
    assert found(body, "link") == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (GOOD.replace("?", "."), []),
        (
            GOOD.replace("Would you consider it for Example FM?", "It is out now."),
            [": The text asks for nothing."],
        ),
        (GOOD.replace("Would you consider it for Example FM?", "Please give it a listen."), []),
        (
            with_sentence("How are you?"),
            [TWICE],
        ),
        (
            with_sentence("Let me know if you need a WAV."),
            [TWICE],
        ),
    ],
)
def test_there_is_one_ask(body: str, said: list[str]) -> None:
    assert found(body, "ask") == said


def test_a_title_that_is_a_question_is_no_ask() -> None:
    named = campaign_facts(
        artist="The Examples", title="What Now?", release_type="single", link=LINK
    )
    assert check(GOOD.replace("Northern Light", "What Now?"), brief(campaign=named)) == []
