"""The template writer: the same text for the same brief, honest about what it does not know."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.pitch.states import PitchKind, Tone
from totalaudio.pitch.writers.facts import Fact, Voice, campaign_facts
from totalaudio.pitch.writers.template_writer import write
from totalaudio.pitch.writers.templates import BUILT_IN, STEPS, Template, built_in, problems
from totalaudio.pitch.writers.tests.briefs import CONTACT, LINK, VOICE, brief

OWN = Template("1", "Own", PitchKind.RADIO, ("{role}", "{track}", "One"), "{role} {track}")


def test_a_pitch_is_written_from_what_is_known() -> None:
    draft = write(brief(), built_in(PitchKind.RADIO))
    assert (
        draft.body
        == f"""Hello Ann,

Northern Light is the new single by The Examples, out 5 December 2026. \
Recorded live in one take with a choir of forty neighbours. It is about leaving home.

I thought of Example FM because you play indie and folk.

Would you consider it for Example FM?

Listen: {LINK}

Kind regards,
Alex Sender"""
    )
    assert draft.subjects == (
        "The Examples for Example FM",
        "Northern Light: a new single by The Examples",
        "Some indie folk music for your next programme",
    )
    assert [fact.key for fact in draft.facts] == [
        "name", "title", "release_type", "artist", "release_date", "hook", "outlet", "genres",
        "link", "sender", "genre",
    ]  # fmt: skip
    assert (draft.analysis.findings, draft.unfilled) == ((), ())


def test_what_is_not_known_is_left_out_and_nothing_is_made_up() -> None:
    little = campaign_facts(artist="The Examples", title="Northern Light", release_type="single")
    draft = write(brief(campaign=little, contact=(), voice=Voice()), built_in(PitchKind.RADIO))
    assert (
        draft.body
        == """Hello,

Northern Light is the new single by The Examples.

Would you consider it for your programme?

Kind regards,"""
    )
    assert [finding.rule for finding in draft.analysis.findings] == ["link"]


@pytest.mark.parametrize("template", BUILT_IN, ids=lambda template: template.key)
@pytest.mark.parametrize("tone", Tone)
def test_every_template_that_comes_with_the_product_keeps_every_rule(
    template: Template, tone: Tone
) -> None:
    voice = Voice(tone=tone, sender="Alex Sender", opener="I plug records from the north")
    draft = write(brief(voice=voice, kind=template.kind), template, template.step)
    assert draft.analysis.findings == ()
    assert len({subject.casefold() for subject in draft.subjects}) == 3
    assert all(len(subject) < 50 for subject in draft.subjects)
    assert draft.body.count("https://") == 1


def test_there_is_a_template_for_every_kind_and_step() -> None:
    assert [(one.kind, one.step) for one in BUILT_IN] == [
        (kind, step) for step in STEPS for kind in PitchKind
    ]
    assert [problems(template) for template in BUILT_IN] == [{}] * 12
    assert len({template.key for template in BUILT_IN}) == 12


def test_follow_ups_are_shorter() -> None:
    words = [write(brief(), built_in(PitchKind.RADIO, step), step).analysis.words for step in STEPS]
    assert words[0] > words[1]
    assert words[0] > words[2]


def test_a_field_that_nothing_is_known_for_refuses_the_pitch() -> None:
    draft = write(brief(), OWN)
    assert draft.body == "[add the role] Northern Light"
    assert draft.unfilled == ("role",)
    assert draft.analysis.is_refused


def test_a_gap_in_a_subject_refuses_it_even_where_the_subject_is_cut() -> None:
    long = dataclasses.replace(
        OWN, subjects=(f"{'word ' * 8}at {{coverage}} here", "B", "C"), body=""
    )
    draft = write(brief(), long)
    assert draft.subjects == ("word word word word word word word word at [add…", "B", "C")
    assert draft.unfilled == ("coverage",)
    assert [one.message for one in draft.analysis.findings if one.rule == "unfilled"] == [
        "“[add…” is still to be filled in."
    ]


def test_what_cannot_be_read_in_a_template_is_named_by_part() -> None:
    bad = dataclasses.replace(OWN, subjects=("One", "{otlet}", "Three"), body="[x]")
    assert {part: str(problem)[:32] for part, problem in problems(bad).items()} == {
        "body": "This part in [ ] has no field, s",
        "subject 2": "There is no field {otlet}. Did y",
    }


def test_the_voice_gives_way_when_the_text_would_be_too_long() -> None:
    voice = dataclasses.replace(VOICE, achievements="word " * 100, opener="I plug records.")
    draft = write(brief(voice=voice), built_in(PitchKind.RADIO))
    assert "word word" not in draft.body
    assert "I plug records." in draft.body
    assert draft.analysis.words < 150
    assert "achievements" not in [fact.key for fact in draft.facts]


TEXTS = st.text(max_size=60)


@given(
    artist=TEXTS.filter(str.strip),
    title=TEXTS.filter(str.strip),
    outlet=TEXTS,
    name=TEXTS,
    hook=st.text(max_size=500),
    kind=st.sampled_from(PitchKind),
    step=st.sampled_from(STEPS),
)
def test_hostile_values_never_break_a_subject_or_leave_a_field(
    *, artist: str, title: str, outlet: str, name: str, hook: str, kind: PitchKind, step: int
) -> None:
    said = campaign_facts(artist=artist, title=title, release_type="single", hook=hook)
    known = tuple(
        Fact(key, value, "x") for key, value in (("name", name), ("outlet", outlet)) if value
    )
    one = brief(campaign=said, contact=known, kind=kind)
    draft = write(one, built_in(kind, step), step)
    assert write(one, built_in(kind, step), step) == draft
    assert len({subject.casefold() for subject in draft.subjects}) == 3
    for subject in draft.subjects:
        assert 0 < len(subject) < 50
        assert not any(char in subject for char in "\r\n\x00\x0b\x0c\x1c\x85\u2028\u2029")


def test_facts_with_evidence_are_handed_over_with_it() -> None:
    used = write(brief(), built_in(PitchKind.RADIO)).facts
    assert [fact for fact in used if fact.evidence_id] == [CONTACT[2]]
