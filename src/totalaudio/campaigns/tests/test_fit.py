"""The fit of a contact: 0 to 100, explained part by part, and never worse for knowing something better."""

import re
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.campaigns.fit import Fit, History, Prospect, Release, fit
from totalaudio.campaigns.stages import ReleaseType
from totalaudio.contacts.genres import distance, names

GENRES = st.lists(st.sampled_from(sorted(names())), max_size=4)
KINDS = st.sampled_from(["", "station", "show", "blog", "publication", "playlist", "nonsense"])
COUNTRIES = st.sampled_from(["", "GB", "IE", "US"])
HISTORIES = st.builds(History, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
RELEASES = st.builds(
    Release,
    GENRES,
    st.sampled_from(ReleaseType),
    st.lists(COUNTRIES.filter(bool), max_size=3, unique=True),
)
PROSPECTS = st.builds(Prospect, GENRES, KINDS, COUNTRIES, HISTORIES)


@given(RELEASES, PROSPECTS)
def test_the_score_is_what_its_four_reasons_add_up_to(release: Release, prospect: Prospect) -> None:
    found = fit(release, prospect)
    parts = [re.search(r" \((\d+) of (\d+)\)$", reason) for reason in found.reasons]
    points = [(int(part[1]), int(part[2])) for part in parts if part]
    assert [most for _, most in points] == [50, 20, 10, 20]
    assert sum(got for got, _ in points) == found.score
    assert all(0 <= got <= most for got, most in points)


@given(RELEASES, PROSPECTS, st.randoms())
def test_the_order_of_genres_says_nothing(
    release: Release, prospect: Prospect, random: Random
) -> None:
    wanted, played = list(release.genres), list(prospect.genres)
    random.shuffle(wanted)
    random.shuffle(played)
    assert fit(replace(release, genres=wanted), replace(prospect, genres=played)) == fit(
        release, prospect
    )


@given(RELEASES, PROSPECTS, st.sampled_from(sorted(names())))
def test_playing_one_genre_more_never_makes_it_worse(
    release: Release, prospect: Prospect, genre: str
) -> None:
    if not prospect.genres:
        return
    more = replace(prospect, genres=[*prospect.genres, genre])
    assert fit(release, more).score >= fit(release, prospect).score


@given(PROSPECTS, st.sampled_from(sorted(names())), st.sampled_from(sorted(names())))
def test_a_nearer_genre_is_never_worse(prospect: Prospect, one: str, other: str) -> None:
    release = Release(["house"])
    near, far = distance("house", one), distance("house", other)
    scores = [fit(release, replace(prospect, genres=[genre])).score for genre in (one, other)]
    if near is not None and (far is None or near <= far):
        assert scores[0] >= scores[1]


@given(RELEASES, PROSPECTS, HISTORIES)
def test_an_outcome_is_the_best_history(
    release: Release, prospect: Prospect, history: History
) -> None:
    best = replace(prospect, history=History(1, 1, 1))
    assert fit(release, best).score >= fit(release, replace(prospect, history=history)).score


def test_nothing_known_is_the_middle_and_says_so() -> None:
    assert fit(Release(["house"], countries=["GB"]), Prospect()) == Fit(
        50,
        (
            "Their genres are not known (25 of 50)",
            "The kind of outlet is not known (10 of 20)",
            "Their country is not known (5 of 10)",
            "Never pitched before (10 of 20)",
        ),
    )


def test_the_best_and_the_worst() -> None:
    release = Release(["deep house"], ReleaseType.ALBUM, ["GB", "IE"])
    best = Prospect(["rock", "deep house"], "publication", "IE", History(4, 3, 2))
    worst = Prospect(["opera", "bebop", "polka"], "label", "US", History(4, 0, 0))
    assert fit(release, best) == Fit(
        100,
        (
            "Plays deep house (50 of 50)",
            "Publication, for an album (20 of 20)",
            "In IE (10 of 10)",
            "2 outcomes from them before (20 of 20)",
        ),
    )
    assert fit(release, worst) == Fit(
        6,
        (
            "Plays bebop, opera and 1 more, far from deep house (0 of 50)",
            "Label, for an album (4 of 20)",
            "In US, not in GB, IE (0 of 10)",
            "Never answered 4 pitches (2 of 20)",
        ),
    )


def test_a_genre_beside_it_is_named_with_what_it_is_near() -> None:
    found = fit(Release(["deep house"]), Prospect(["house"]))
    assert found.reasons[0] == "Plays house, near deep house (42 of 50)"
