"""A text as rules see it: with names and links covered, so that a title is judged as a name and not as words.

Covered letters are replaced one for one, so that offsets in the covered text are offsets in the text itself.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from totalaudio.core.lib.text import one_line
from totalaudio.pitch.writers.facts import Brief

COVER: Final = "x"
LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\"\].,;:!?')]", re.IGNORECASE)
WORD: Final = re.compile(r"\S*\w\S*")
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?]+(?!\s|$)[^.!?\n]+)*[.!?…]*")
_NAMES: Final = (
    "artist",
    "title",
    "outlet",
    "name",
    "genre",
    "genres",
    "format",
    "role",
    "coverage",
)


@dataclass(frozen=True, slots=True)
class Span:
    """Where something is: text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """The text, and the same with names and links covered."""

    raw: str
    covered: str
    links: tuple[Span, ...]

    @property
    def words(self) -> list[Span]:
        """Each word; a link is one."""
        return [Span(*found.span()) for found in WORD.finditer(self.raw)]

    @property
    def sentences(self) -> list[Span]:
        """Each sentence or line, without the blanks around it."""
        return [_trimmed(self.covered, found) for found in _SENTENCE.finditer(self.covered)]


def read(text: str, brief: Brief) -> Text:
    """The text with the names of the brief and all links covered."""
    links = tuple(Span(*found.span()) for found in LINK.finditer(text))
    covered = LINK.sub(_cover, text)
    pattern = _names_of(tuple(name for name in _names(brief) if name))
    return Text(text, pattern.sub(_cover, covered) if pattern else covered, links)


def _names(brief: Brief) -> list[str]:
    values = [*(brief.value(key) for key in _NAMES), brief.voice.sender]
    return [one_line(value) for value in values]


@lru_cache(maxsize=2_000)
def _names_of(names: tuple[str, ...]) -> re.Pattern[str] | None:
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    if not longest_first:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _cover(found: re.Match[str]) -> str:
    return COVER * len(found[0])


def _trimmed(text: str, found: re.Match[str]) -> Span:
    part = found[0]
    return Span(
        found.start() + len(part) - len(part.lstrip()), found.end() - len(part) + len(part.rstrip())
    )
