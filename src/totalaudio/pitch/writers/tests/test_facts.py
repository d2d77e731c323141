"""What is known of a contact and a campaign: each fact with its evidence, or as the user's own word."""

from datetime import date
from uuid import UUID

from totalaudio.pitch.states import Tone
from totalaudio.pitch.writers.facts import (
    Brief,
    Fact,
    Voice,
    as_text,
    british_date,
    campaign_facts,
    contact_facts,
)
from totalaudio.pitch.writers.fields import sentence, values_of
from totalaudio.pitch.writers.tests.briefs import CAMPAIGN, PROOF, brief


def test_a_value_that_evidence_says_too_carries_it() -> None:
    assert contact_facts({"genres": ["Indie", "folk"]}, [PROOF]) == (PROOF,)


def test_evidence_for_another_value_proves_nothing() -> None:
    assert contact_facts({"genres": ["techno"]}, [PROOF]) == (
        Fact("genres", "techno", "your own list"),
    )


def test_only_what_a_pitch_may_speak_of_is_a_fact() -> None:
    known = {"email": "ann@example.com", "phone": "1", "notes": "shy", "tags": ["x"], "outlet": ""}
    assert contact_facts(known) == ()


def test_what_a_campaign_leaves_empty_is_no_fact() -> None:
    found = campaign_facts(artist="A", title="B", release_type="EP", link=" ")
    assert [(fact.key, fact.value) for fact in found] == [
        ("artist", "A"),
        ("title", "B"),
        ("release_type", "EP"),
    ]


def test_a_release_is_named_as_in_a_sentence() -> None:
    values = {fact.key: fact.value for fact in CAMPAIGN}
    assert (values["release_type"], values["release_date"]) == ("single", "5 December 2026")


def test_dates_are_british() -> None:
    assert british_date(date(2027, 1, 31)) == "31 January 2027"


def test_evidence_of_lists_and_of_nothing_becomes_text() -> None:
    assert as_text(["indie", " ", "folk\nrock"]) == "indie, folk rock"
    assert as_text("a\r\nb") == "a b"
    assert as_text(None) == ""


def test_the_tone_greets_and_signs_off() -> None:
    said = {
        tone: (values["greeting"], values["sign_off"])
        for tone in Tone
        for values in [values_of(brief(voice=Voice(tone=tone)))]
    }
    assert said == {
        Tone.CASUAL: ("Hi Ann,", "Cheers,"),
        Tone.PROFESSIONAL: ("Hello Ann,", "Kind regards,"),
        Tone.ENTHUSIASTIC: ("Hello Ann,", "Thank you for listening, and all the best,"),
    }


def test_a_desk_is_greeted_without_a_name() -> None:
    desk = contact_facts({"name": "Example FM music desk", "outlet": "Example FM"})
    values = values_of(brief(contact=desk))
    assert values["greeting"] == "Hello,"
    assert "first_name" not in values


def test_a_long_list_of_genres_is_said_in_short() -> None:
    def said(genres: str) -> str:
        return values_of(Brief((Fact("genres", genres, "x"),)))["genres"]

    assert [said("a"), said("a, b"), said("a, b, c, d")] == ["a", "a and b", "a, b and c"]


def test_words_of_the_user_end_as_a_sentence() -> None:
    assert [sentence("One"), sentence("One?"), sentence("One…"), sentence(" ")] == [
        "One.",
        "One?",
        "One…",
        "",
    ]


def test_the_id_of_the_evidence_stays_with_the_fact() -> None:
    assert brief().contact[2].evidence_id == UUID(int=7)
