"""How well a contact fits a release: 0 to 100, with the reasons for it; what is not known counts half."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from totalaudio.campaigns.stages import ReleaseType
from totalaudio.contacts.genres import distance


@dataclass(frozen=True, slots=True)
class Release:
    """What is promoted, and where; without countries it is worked everywhere."""

    genres: Sequence[str] = ()
    kind: ReleaseType = ReleaseType.SINGLE
    countries: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class History:
    """What came of earlier campaigns with a contact: how many pitched, answered, and with an outcome."""

    pitched: int = 0
    answered: int = 0
    outcomes: int = 0


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is known of a contact that matters here."""

    genres: Sequence[str] = ()
    outlet_kind: str = ""
    country: str = ""
    history: History = History()


@dataclass(frozen=True, slots=True)
class Fit:
    """The score, and a sentence for each part of it, as "Plays house (50 of 50)"."""

    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    points: int
    most: int
    why: str


_GENRE: Final = 50
_KIND: Final = 20
_COUNTRY: Final = 10
_HISTORY: Final = 20
# The points for the genre by the steps in the tree between the release's and the contact's.
_BY_DISTANCE: Final = (50, 42, 30, 18, 8)
_BY_KIND: Final = {
    "station": {ReleaseType.SINGLE: 20, ReleaseType.EP: 14, ReleaseType.ALBUM: 14},
    "show": {ReleaseType.SINGLE: 20, ReleaseType.EP: 16, ReleaseType.ALBUM: 16},
    "playlist": {ReleaseType.SINGLE: 20, ReleaseType.EP: 12, ReleaseType.ALBUM: 10},
    "publication": {ReleaseType.SINGLE: 12, ReleaseType.EP: 16, ReleaseType.ALBUM: 20},
    "blog": {ReleaseType.SINGLE: 18, ReleaseType.EP: 20, ReleaseType.ALBUM: 18},
    "podcast": {ReleaseType.SINGLE: 10, ReleaseType.EP: 12, ReleaseType.ALBUM: 18},
    "group": {ReleaseType.SINGLE: 10, ReleaseType.EP: 10, ReleaseType.ALBUM: 10},
    "label": {ReleaseType.SINGLE: 4, ReleaseType.EP: 4, ReleaseType.ALBUM: 4},
    "agency": {ReleaseType.SINGLE: 4, ReleaseType.EP: 4, ReleaseType.ALBUM: 4},
}
_RELEASES: Final = {
    ReleaseType.SINGLE: "a single",
    ReleaseType.EP: "an EP",
    ReleaseType.ALBUM: "an album",
}
_PATIENCE: Final = 3  # so often may a contact stay silent before it counts against them


def fit(release: Release, prospect: Prospect) -> Fit:
    """Judge one contact for one release, always alike for the same facts."""
    parts = (
        _genre(release.genres, prospect.genres),
        _kind(release.kind, prospect.outlet_kind),
        _country(release.countries, prospect.country),
        _history(prospect.history),
    )
    reasons = tuple(f"{part.why} ({part.points} of {part.most})" for part in parts)
    return Fit(sum(part.points for part in parts), reasons)


def _genre(wanted: Sequence[str], played: Sequence[str]) -> _Part:
    if not wanted:
        return _Part(_GENRE // 2, _GENRE, "The campaign names no genre")
    if not played:
        return _Part(_GENRE // 2, _GENRE, "Their genres are not known")
    pairs = [(distance(one, other), one, other) for one in wanted for other in played]
    near = min(((steps, o, p) for steps, o, p in pairs if steps is not None), default=None)
    if near is None or near[0] >= len(_BY_DISTANCE):
        return _Part(0, _GENRE, f"Plays {_few(played)}, far from {_few(wanted)}")
    steps, one, other = near
    why = f"Plays {other}" if steps == 0 else f"Plays {other}, near {one}"
    return _Part(_BY_DISTANCE[steps], _GENRE, why)


def _few(genres: Sequence[str]) -> str:
    named = sorted(genres)
    more = f" and {len(named) - 2} more" if len(named) > 2 else ""
    return ", ".join(named[:2]) + more


def _kind(release: ReleaseType, outlet: str) -> _Part:
    points = _BY_KIND.get(outlet, {}).get(release)
    if points is None:
        return _Part(_KIND // 2, _KIND, "The kind of outlet is not known")
    return _Part(points, _KIND, f"{outlet.capitalize()}, for {_RELEASES[release]}")


def _country(wanted: Sequence[str], country: str) -> _Part:
    if not wanted:
        return _Part(_COUNTRY, _COUNTRY, "Worked in every country")
    if not country:
        return _Part(_COUNTRY // 2, _COUNTRY, "Their country is not known")
    if country in wanted:
        return _Part(_COUNTRY, _COUNTRY, f"In {country}")
    return _Part(0, _COUNTRY, f"In {country}, not in {', '.join(sorted(wanted))}")


def _history(history: History) -> _Part:
    if history.outcomes:
        return _Part(_HISTORY, _HISTORY, f"{_times(history.outcomes, 'outcome')} from them before")
    if history.answered:
        return _Part(16, _HISTORY, f"Answered {_times(history.answered, 'pitch')} before")
    if history.pitched >= _PATIENCE:
        return _Part(2, _HISTORY, f"Never answered {_times(history.pitched, 'pitch')}")
    if history.pitched:
        return _Part(8, _HISTORY, f"Has not answered {_times(history.pitched, 'pitch')} so far")
    return _Part(10, _HISTORY, "Never pitched before")


def _times(number: int, noun: str) -> str:
    ending = "" if number == 1 else "es" if noun.endswith("ch") else "s"
    return f"{number} {noun}{ending}"
