"""How an outlet wants music sent is read from its sentences, each quoted word for word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.intel.enrichment.steps.site.policy import policy_rules

ABOUT = "How to send us your music."


def phrases(sentence: str) -> list[str]:
    return [rule.phrase for rule in policy_rules([ABOUT, sentence])]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Please send WAV files.", ["WAV"]),
        ("WAV only please, no MP3s.", ["no MP3", "WAV only"]),
        ("We only accept 24-bit WAVs.", ["WAV"]),
        ("We only accept WAVs.", ["WAV only"]),
        ("MP3s are fine by us.", ["MP3"]),
        ("Do not send attachments, a download link is best.", ["no attachments", "link"]),
        ("No attachments - WAV download links only.", ["no attachments", "WAV", "link only"]),
        ("Attachments will be deleted unread.", ["no attachments"]),
        ("Attachments won't be opened.", ["no attachments"]),
        ("Please don’t attach mp3 files.", ["no MP3", "no attachments"]),
        ("Send SoundCloud links or a private link.", ["link"]),
        ("A clean edit is needed for daytime.", ["clean edit"]),
        ("Radio edits are welcome here.", ["clean edit"]),
        ("Send tracks at least 4 weeks before release.", ["4 weeks ahead"]),
        ("We need three to four weeks in advance of release.", ["three to four weeks ahead"]),
        ("The show was 4 weeks long.", []),
        ("We were not there, and wave to everybody.", []),
        ("Attachments are fine, we do not mind.", []),
        ("Ask jane.example@station.example for a WAV link.", []),
        ("Send WAVs to music@station.example today.", ["WAV"]),
    ],
)
def test_rules_in_a_sentence(sentence: str, expected: list[str]) -> None:
    assert phrases(sentence) == expected


def test_each_rule_carries_the_sentence_that_says_so() -> None:
    lines = ["Demos. We love demos.", "Send WAV files. A clean edit helps! Thanks."]
    assert [(rule.phrase, rule.quote) for rule in policy_rules(lines)] == [
        ("WAV", "Send WAV files."),
        ("clean edit", "A clean edit helps!"),
    ]


def test_a_page_about_something_else_has_no_rules() -> None:
    assert policy_rules(["Our WAV editor opens MP3 files."]) == ()


@pytest.mark.parametrize(
    "line",
    ["no " * 500_000, "no wav" * 200_000, "a@" * 500_000, "." * 1_000_000, "demo " * 300_000],
)
def test_a_line_made_to_be_slow_is_read_in_time(line: str) -> None:
    began = time.monotonic()
    policy_rules([ABOUT, line])
    assert time.monotonic() - began < 2.0


@given(st.lists(st.text(max_size=120), max_size=10))
def test_every_quote_stands_on_the_page(lines: list[str]) -> None:
    page = [ABOUT, "Send WAV links only, no attachments.", *lines]
    assert all(any(rule.quote in line for line in page) for rule in policy_rules(page))
