"""A model is never told the contact's address, phone or surname, whatever field they stand in."""

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.pitch.writers.facts import Fact, Voice
from totalaudio.pitch.writers.privacy import tellable
from totalaudio.pitch.writers.prompts import question
from totalaudio.pitch.writers.tests.briefs import CAMPAIGN, brief

EMAIL, PHONE, SURNAME = "ann.madeup@example.org", "020 7946 0123", "Madeup"


def _told(contact: tuple[Fact, ...], voice: Voice | None = None) -> str:
    one = brief(contact=contact, voice=voice or Voice(), private=(EMAIL, PHONE))
    return question(one, tellable(one), 1)


def _fact(key: str, value: str) -> Fact:
    return Fact(key, value, "your own list")


def test_no_name_is_told_and_no_link() -> None:
    told = [fact.key for fact in tellable(brief())]
    assert told == [
        "artist", "title", "release_type", "genre", "release_date", "hook", "outlet", "genres",
    ]  # fmt: skip


def test_a_fact_that_holds_the_surname_is_kept_back() -> None:
    told = _told(
        (_fact("name", "Ann Madeup"), _fact("outlet", "The Ann Madeup Show"), _fact("role", "host"))
    )
    assert "madeup" not in told.lower()
    assert '"value": "host"' in told


def test_the_name_of_a_desk_keeps_nothing_back() -> None:
    told = _told((_fact("name", "Example FM music desk"), _fact("outlet", "Example FM")))
    assert '"value": "Example FM"' in told


def test_names_of_two_people_are_kept_back_too() -> None:
    told = _told(
        (_fact("name", "Ann & Jo Madeup"), _fact("outlet", "Jo's Hour"), _fact("role", "Ann hosts"))
    )
    assert "Jo" not in told
    assert "Ann" not in told


def test_the_voice_is_searched_as_well() -> None:
    voice = Voice(notes=f"Call {PHONE}", style="Short.", achievements=f"Ask {EMAIL.upper()}")
    told = _told((), voice)
    assert "7946" not in told
    assert "example.org" not in told.lower()
    assert '"style": "Short."' in told


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["outlet", "role", "format", "coverage", "genres"]),
            st.lists(
                st.sampled_from(
                    [EMAIL, PHONE, "02079460123", SURNAME, SURNAME.upper(), "show", "of", "(", ")"]
                )
                | st.text(max_size=5),
                max_size=4,
            ),
        ),
        max_size=5,
    ),
    st.sampled_from(
        ["Ann Madeup", "Madeup, Ann", "Dr Ann Madeup", "Madeup", "A. Madeup", "DJ Madeup"]
    ),
)
def test_nothing_private_is_told_whatever_the_fields_hold(
    fields: list[tuple[str, list[str]]], name: str
) -> None:
    facts = tuple(_fact(key, " ".join(words)) for key, words in fields)
    told = _told((_fact("name", name), *facts)).lower()
    digits = "".join(char for char in told.split("<facts>")[1] if char.isdigit())
    assert EMAIL not in told
    assert "02079460123" not in digits
    assert SURNAME.lower() not in told.replace(" ", "|").split("|")
    assert '"madeup"' not in told


def test_what_the_user_says_of_the_release_is_told_whatever_the_contact_is_called() -> None:
    told = _told((_fact("name", "Ann Examples"),))
    assert f'"value": "{CAMPAIGN[0].value}"' in told
