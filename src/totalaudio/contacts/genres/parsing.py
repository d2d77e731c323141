"""Reads the genres out of a cell such as 'Indie / R&B, drum & bass'."""

import re
from dataclasses import dataclass
from functools import lru_cache

from totalaudio.contacts.genres.tree import canonical

_BREAK = re.compile(r"[,;|\n\r\t•·]+")
_SLASH = re.compile(r"\s*[/\\]\s*")
_JOINT = re.compile(r"\s*(?:&|\+|\band\b|(?<=\s)[-–—](?=\s))\s*", re.IGNORECASE)
_LONGEST = 2_000  # characters of a cell that are read


@dataclass(frozen=True, slots=True)
class GenreWords:
    """The genres that a cell names, and the words in it that are none that we know."""

    genres: tuple[str, ...]
    unknown: tuple[str, ...]


def parse_genres(text: str) -> tuple[str, ...]:
    """The genres that a cell names: only known ones, by their one name, in order, each once."""
    return read_genres(text).genres


@lru_cache(maxsize=16_384)
def read_genres(text: str) -> GenreWords:
    """The genres that a cell names, and what else stands in it, word for word.

    A part that is a genre as it stands ('drum & bass', 'r/b') is not split further.
    """
    genres: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for part in _BREAK.split(text[:_LONGEST]):
        _read(part.strip(), (_SLASH, _JOINT), genres, unknown)
    return GenreWords(tuple(genres), tuple(unknown))


def _read(
    part: str,
    splitters: tuple[re.Pattern[str], ...],
    genres: dict[str, None],
    unknown: dict[str, None],
) -> None:
    if not part:
        return
    if genre := canonical(part):
        genres[genre] = None
    elif not splitters:
        unknown[part] = None
    else:
        for piece in _pieces(part, splitters[0]):
            _read(piece, splitters[1:], genres, unknown)


def _pieces(part: str, splitter: re.Pattern[str]) -> list[str]:
    """Splits a part, but keeps the longest runs that are one genre: 'jazz & r & b' is two."""
    cuts = [(match.start(), match.end()) for match in splitter.finditer(part)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(part)]
    pieces: list[str] = []
    first = 0
    while first < len(starts):
        last = _longest_run(part, starts, ends, first)
        pieces.append(part[starts[first] : ends[last]].strip())
        first = last + 1
    return pieces


def _longest_run(part: str, starts: list[int], ends: list[int], first: int) -> int:
    furthest = min(len(starts) - 1, first + 2)  # no genre's name has more than two joints
    for last in range(furthest, first, -1):
        if canonical(part[starts[first] : ends[last]].strip()):
            return last
    return first
