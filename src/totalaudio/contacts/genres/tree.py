"""The genre tree: one name per genre, its parents, and how far apart two genres are."""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from totalaudio.contacts.genres.spelling import fold

_LONGEST = 60  # characters; no genre is longer, and patterns never see a whole page


@dataclass(frozen=True, slots=True)
class _Tree:
    parents: dict[str, str]
    spellings: dict[str, str]
    patterns: tuple[tuple[str, str], ...]


@cache
def _tree() -> _Tree:
    text = files(__package__).joinpath("genres.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    patterns = tuple((pattern, name) for pattern, name in raw["patterns"])
    return _Tree(raw["parents"], raw["spellings"], patterns)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), name) for pattern, name in _tree().patterns)


def names() -> frozenset[str]:
    """Every genre by its one name."""
    return frozenset(_tree().parents)


@lru_cache(maxsize=16_384)
def canonical(text: str) -> str | None:
    """The one name of the genre that is written here, or None when it is not one that we know."""
    if not text or len(text) > _LONGEST:
        return None
    tree = _tree()
    folded = fold(text)
    found = tree.spellings.get(folded) or tree.spellings.get(folded.removesuffix(" music"))
    return found or _by_pattern(" ".join(text.casefold().split()))


def _by_pattern(text: str) -> str | None:
    for pattern, template in _patterns():
        if match := pattern.fullmatch(text):
            found = _tree().spellings.get(fold(match.expand(template)))
            if found:
                return found
    return None


def parents(genre: str) -> tuple[str, ...]:
    """What a genre belongs to, the closest first, such as 'drill', 'hip hop' for 'uk drill'."""
    tree = _tree()
    above: list[str] = []
    here = tree.parents.get(genre, "")
    while here:
        above.append(here)
        here = tree.parents.get(here, "")
    return tuple(above)


def distance(one: str, other: str) -> int | None:
    """The steps from one genre to the other in the tree, None when they share no parent."""
    mine = (one, *parents(one))
    theirs = (other, *parents(other))
    for up, genre in enumerate(mine):
        if genre in theirs:
            return up + theirs.index(genre)
    return None
