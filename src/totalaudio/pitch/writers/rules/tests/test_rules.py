"""Each rule: what it finds, where, and what it lets pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.pitch.writers.facts import Brief, Fact, campaign_facts
from totalaudio.pitch.writers.findings import Level, Part
from totalaudio.pitch.writers.rules import check
from totalaudio.pitch.writers.tests.briefs import LINK, brief

GOOD = f"""Hello Ann,

Northern Light is by The Examples, recorded live in one take with a choir of neighbours.

Would you consider it for Example FM?

Listen: {LINK}

Kind regards,
Alex Sender"""


TWICE = "Would you consider it for Example FM?: The text asks for more than one thing."


def _found(body: str, rule: str, one: Brief | None = None, *, step: int = 1) -> list[str]:
    """What the findings of one rule point at, and say."""
    found = [each for each in check(body, one or brief(), step=step) if each.rule == rule]
    return [f"{body[each.start : each.end]}: {each.message}" for each in found]


def _with(sentence: str) -> str:
    return GOOD.replace("Would you", f"{sentence} Would you")


def _subject(text: str, *, step: int = 1) -> list[tuple[str, Level]]:
    found = check(GOOD, brief(), subject=text, step=step)
    assert all(finding.part is Part.SUBJECT for finding in found)
    return [(finding.message, finding.level) for finding in found]


def test_a_good_text_has_no_findings() -> None:
    assert check(GOOD, brief(), subject="Northern Light for Example FM") == []


def test_149_words_are_enough() -> None:
    more = _with("word " * (149 - len(GOOD.split())))
    assert len(more.split()) == 149
    assert _found(more, "length") == []
    found = check(_with("word " * (152 - len(GOOD.split()))), brief())
    assert [(one.rule, one.message, one.remedy) for one in found] == [
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
    assert _found(late, "hook") == [
        ": Neither the track nor the artist is named in the first 50 words."
    ]


def test_the_hook_must_come_early_in_a_first_mail_alone() -> None:
    late = GOOD.replace("recorded", "word " * 50 + "recorded")
    assert _found(late, "hook") == [": The hook of the campaign is not in the first 50 words."]
    assert _found(late, "hook", step=2) == []


def test_a_campaign_without_a_hook_needs_none() -> None:
    bare = brief(campaign=campaign_facts(artist="The Examples", title="X", release_type="EP"))
    assert _found(GOOD, "hook", bare) == []


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
    assert _found(body, "link") == said


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
            _with("How are you?"),
            [TWICE],
        ),
        (
            _with("Let me know if you need a WAV."),
            [TWICE],
        ),
    ],
)
def test_there_is_one_ask(body: str, said: list[str]) -> None:
    assert _found(body, "ask") == said


def test_a_title_that_is_a_question_is_no_ask() -> None:
    named = campaign_facts(
        artist="The Examples", title="What Now?", release_type="single", link=LINK
    )
    assert check(GOOD.replace("Northern Light", "What Now?"), brief(campaign=named)) == []


@pytest.mark.parametrize(
    "word",
    ["amazing", "AMAZING", "game-changing", "Next  big\nthing", "You’ll love", "you'll love"],
)
def test_hype_is_found_however_it_is_written(word: str) -> None:
    shown = _found(_with(f"It is {word} here."), "hype")
    assert shown == [f"{word}: “{word}” is hype."]


@pytest.mark.parametrize("word", ["amazingly", "epicentre", "viral-proof", "hyped", "insanely"])
def test_words_that_only_hold_hype_are_none(word: str) -> None:
    assert _found(_with(f"It is {word} here."), "hype") == []


def test_a_name_is_no_hype() -> None:
    named = campaign_facts(artist="Epic", title="Stunning", release_type="single", link=LINK)
    body = GOOD.replace("Northern Light", "Stunning").replace("The Examples", "Epic")
    assert _found(body, "hype", brief(campaign=named)) == []
    assert _found(body.replace("recorded", "epic"), "hype", brief(campaign=named)) == [
        "epic: “epic” is hype."
    ]


def test_closeness_that_may_not_be_true_is_asked_about() -> None:
    assert _found(_with("Big fan of your work."), "familiarity") == [
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
        for one in check(_with(f"It is so. {american} it is."), brief())
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
    assert _found(_with(f"It is {text} here."), "spelling") == []


def test_one_exclamation_mark_is_enough() -> None:
    assert _found(_with("Hello!"), "exclamation") == []
    assert _found(_with("Hello! Yes!"), "exclamation") == ["!: There are 2 exclamation marks."]


@pytest.mark.parametrize(
    "gap",
    [
        "[Name]", "[Your Name]", "[add the outlet]", "[ insert link here ]", "{first name}", "{{outlet}}", "{}", "XXX",
        "XXXX", "<name>", "*|FNAME|*", "%FIRSTNAME%", "Lorem ipsum", "[TBC]",
    ],
)  # fmt: skip
def test_a_gap_is_refused(gap: str) -> None:
    found = [one for one in check(_with(f"For {gap} here."), brief()) if one.level is Level.REFUSE]
    text = _with(f"For {gap} here.")
    assert [text[one.start : one.end] for one in found] == [gap]


@pytest.mark.parametrize("text", ["xxx", "[live]", "(name)", "XX", "a < b > c", "[sic]", "MAXXX1"])
def test_what_is_no_gap_passes(text: str) -> None:
    assert [
        one for one in check(_with(f"For {text} here."), brief()) if one.level is Level.REFUSE
    ] == []


def test_an_outlet_that_looks_like_a_gap_is_a_name() -> None:
    named = brief(contact=(Fact("outlet", "The [Name] Show", "x"),))
    assert _found(_with("It is for The [Name] Show here."), "placeholder", named) == []


def test_an_unfilled_field_says_how_to_fill_it() -> None:
    found = check(_with("For [add the outlet] here."), brief())
    assert [(one.rule, one.message) for one in found] == [("unfilled", "The outlet is not known.")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", [("There is no subject.", Level.REFUSE)]),
        ("a" * 49, []),
        ("a" * 50, [("The subject has 50 characters; a phone shows under 50.", Level.WARN)]),
        ("Re: our talk", [("The subject pretends to be an answer.", Level.REFUSE)]),
        ("FWD : this", [("The subject pretends to be an answer.", Level.REFUSE)]),
        ("Record: a new one", []),
        ("HEAR THIS NOW", [("The subject is in capitals.", Level.WARN)]),
        ("HEAR", [("The subject is in capitals.", Level.WARN)]),
        ("NASA and a song", []),
        ("One\nBcc: all@example.com", [("The subject has a line break.", Level.REFUSE)]),
        ("For [Name]", [("“[Name]” is still to be filled in.", Level.REFUSE)]),
        ("An amazing song", [("“amazing” is hype.", Level.WARN)]),
    ],
)
def test_a_subject_is_short_plain_and_honest(text: str, said: list[tuple[str, Level]]) -> None:
    assert _subject(text) == said


def test_an_answer_in_the_thread_may_say_so() -> None:
    assert _subject("Re: Northern Light", step=2) == []


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
