"""Rows of the same contact have the same key, and rows of two contacts never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.contacts.keys import match_key, outlet_key


def test_an_address_alone_decides_whatever_the_name() -> None:
    assert match_key("music@example.com", "Desk", "Example FM") == "e:music@example.com"
    assert match_key("music@example.com", "", "") == "e:music@example.com"


def test_without_an_address_the_name_at_its_outlet_decides() -> None:
    assert match_key("", "Zoë  O’Madeup", "Radio Example-1") == "n:zoe omadeup|radio example 1"
    assert match_key("", "", "Radio Example") == "n:|radio example"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rádio Éxample", "radio example"),
        ("Radio  Example!", "RADIO-EXAMPLE"),
        ("Rhythm & Example", "rhythm and example"),
        ("Straße FM", "strasse fm"),
        ("Łódź Øst", "lodz ost"),
        ("Ｒａｄｉｏ １", "Radio 1"),
    ],
)
def test_capitals_accents_marks_and_spaces_do_not_count(one: str, other: str) -> None:
    assert outlet_key(one) == outlet_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BBC Radio 1", "BBC Radio 2"),
        ("Radio X", "Radio Y"),
        ("Example FM", "Example FM+"),
        ("🎧", "📻"),
        ("...", "!!!"),
        ("कि", "कु"),
        ("x" * 300 + "a", "x" * 300 + "b"),
    ],
)
def test_what_tells_two_outlets_apart_is_kept(one: str, other: str) -> None:
    assert outlet_key(one) != outlet_key(other)


def test_the_border_between_name_and_outlet_cannot_be_forged() -> None:
    assert match_key("", "A|B", "C") != match_key("", "A", "B|C")


@given(st.text(), st.text(max_size=10))
def test_a_key_is_short_enough_for_an_index_and_stays_itself(name: str, outlet: str) -> None:
    key = match_key("", name * 50, outlet)
    assert len(key.encode("utf-8", "replace")) < 2_600
    assert outlet_key(outlet_key(outlet)) == outlet_key(outlet)
