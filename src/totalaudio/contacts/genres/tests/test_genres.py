"""Genres are read from what people write, by one name each."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.contacts import genres


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("drum & bass, r&b", ("drum and bass", "r&b")),
        ("DnB / D'n'B / drum n bass", ("drum and bass",)),
        ("Indie/Alternative, R&B / Hip-Hop", ("indie", "alternative", "r&b", "hip hop")),
        ("House & Techno & Drum & Bass", ("house", "techno", "drum and bass")),
        ("UKG; grime | Amapiano", ("uk garage", "grime", "amapiano")),
        ("Rock & Pop", ("rock", "pop")),
        ("Rock & Roll", ("rock and roll",)),
        ("Folk, Americana, Country and Blues", ("folk", "americana", "country", "blues")),
        ("House music\nSOUL MUSIC", ("house", "soul")),
        ("hip-hop, hip hop, HIPHOP", ("hip hop",)),
        ("Gospel • Raï", ("gospel", "raï")),
        ("", ()),
        (" , ;/ & ", ()),
    ],
)
def test_a_cell_gives_known_genres_in_order_each_once(
    written: str, expected: tuple[str, ...]
) -> None:
    assert genres.parse_genres(written) == expected


def test_words_that_are_no_genre_are_told_apart_and_never_become_one() -> None:
    assert genres.read_genres("Specialist, unsigned, all genres, jazz") == genres.GenreWords(
        ("jazz",), ("Specialist", "unsigned", "all genres")
    )


def test_formats_and_stray_words_are_no_genres() -> None:
    written = ["specialist", "unsigned", "wood", "hard", "everything", "BBC Radio 1", "x" * 5000]
    assert [genres.canonical(word) for word in written] == [None] * len(written)


def test_parents_go_from_the_closest_up() -> None:
    assert genres.parents("symphonic black metal") == ("black metal", "heavy metal", "rock")
    assert genres.parents("uk drill") == ("drill", "hip hop")
    assert genres.parents("not a genre") == ()


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("house", "house", 0),
        ("house", "electronic", 1),
        ("grime", "uk garage", 2),
        ("jazz", "techno", None),
    ],
)
def test_distance_counts_the_steps_through_the_tree(
    one: str, other: str, steps: int | None
) -> None:
    assert genres.distance(one, other) == steps
    assert genres.distance(other, one) == steps


def test_every_genre_is_its_own_canonical_name_and_has_no_loop_above() -> None:
    for name in genres.names():
        assert genres.canonical(name) == name
        assert name not in genres.parents(name)
        assert set(genres.parents(name)) <= genres.names()


def test_our_own_additions_are_built_into_the_tree() -> None:
    """Fails when radio.toml was changed and build.py was not run."""
    radio = tomllib.loads((files(genres) / "radio.toml").read_text(encoding="utf-8"))
    assert {name for name in radio["genres"] if genres.canonical(name) != name} == set()
    assert {
        spelling: genres.canonical(spelling)
        for spelling, name in radio["aliases"].items()
        if genres.canonical(spelling) != genres.canonical(name)
    } == {}
    assert {word for word in radio["drop"]["words"] if genres.canonical(word) == word} == set()


def test_the_vendored_files_carry_their_licence() -> None:
    assert "Adrian Sampson" in (files(genres) / "beets" / "LICENSE").read_text(encoding="utf-8")


@given(st.lists(st.sampled_from(sorted(genres.names())), max_size=6, unique=True))
def test_a_list_of_genres_joined_by_commas_is_read_back(names: list[str]) -> None:
    plain = [name for name in names if "," not in name]
    assert genres.parse_genres(", ".join(plain)) == tuple(plain)


@given(st.text(max_size=200))
def test_any_text_gives_only_known_genres(text: str) -> None:
    assert set(genres.parse_genres(text)) <= genres.names()
