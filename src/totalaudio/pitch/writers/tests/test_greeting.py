"""First names are as they are written, and nobody is given one that they do not have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.lib.text import one_line
from totalaudio.pitch.writers.greeting import first_name, other_names


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ann Example", "Ann"),
        ("andré example", "andré"),
        ("O'Neil Example", "O'Neil"),
        ("O’Neil", "O’Neil"),
        ("Jean-Luc Example", "Jean-Luc"),
        ("Ann van der Example", "Ann"),
        ("Dr Ann Example", "Ann"),
        ("Dr. Ann Example", "Ann"),
        ("Dr Example", "Dr Example"),
        ("Prof Dr Ann Example", "Ann"),
        ("Example, Ann", "Ann"),
        ("Ann (she/her) Example", "Ann"),
        ("DJ Example", "DJ Example"),
        ("JP Example", "JP"),
        ("ÅSA Example", "ÅSA"),
        ("石川 例", "石川"),
        ("van der Example", ""),
        ("A. Example", ""),
        ("A Example", ""),
        ("J.P. Example", ""),
        ("Ann & Jo", ""),
        ("Ann and Jo Example", ""),
        ("ann@example.com", ""),
        ("https://example.com", ""),
        ("BBC Radio 6 Music", ""),
        ("The Example Show", ""),
        ("Music team", ""),
        ("Studio 2", ""),
        ("", ""),
        ("-", ""),
    ],
)
def test_a_first_name_is_one_or_none(name: str, first: str) -> None:
    assert first_name(name) == first


def test_an_outlet_is_nobody_even_when_it_sounds_like_a_person() -> None:
    assert first_name("Kerrang", "Kerrang") == ""
    assert other_names("Kerrang", "Kerrang") == ()


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Ann Example", ("Example",)),
        ("Ann van der Example", ("Example",)),
        ("Example, Ann", ("Example",)),
        ("Example", ("Example",)),
        ("Dr Example", ("Example",)),
        ("A. Example", ("Example",)),
        ("Ann & Jo Example", ("Ann", "Jo", "Example")),
        ("BBC Radio 6 Music", ()),
    ],
)
def test_other_names_are_all_that_tell_who_it_is(name: str, others: tuple[str, ...]) -> None:
    assert other_names(name) == others


@given(st.text(max_size=40))
def test_a_first_name_is_always_copied_never_made(name: str) -> None:
    first = first_name(name)
    assert "\n" not in first
    assert all(word in one_line(name) for word in first.split())
