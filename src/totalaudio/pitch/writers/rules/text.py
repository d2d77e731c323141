"""A text as rules see it: with names and links covered, so that a title is judged as a name and not as words.

Covered letters are replaced one for one, so that offsets in the covered text are offsets in the text itself.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from totalaudio.core.lib.text import one_line
from totalaudio.pitch.writers.facts import Brief

COVER: Final = "x"
LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\"\].,;:!?')]", re.IGNORECASE)
_RUN: Final = re.compile(r"\S+")
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


class Span(NamedTuple):
    """Where something is: text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """The text, and the same with names and links covered; of its words a link is one."""

    raw: str
    covered: str
    links: tuple[Span, ...]
    words: list[Span]

    @property
    def sentences(self) -> list[Span]:
        """Each sentence or line, without the blanks around it."""
        return [_trimmed(self.covered, found) for found in _SENTENCE.finditer(self.covered)]


def read(text: str, brief: Brief) -> Text:
    """The text with the names of the brief and all links covered."""
    links = tuple(Span(*found.span()) for found in LINK.finditer(text))
    covered = LINK.sub(_cover, text)
    for name in _names(brief):
        covered = _without(covered, name)
    return Text(text, covered, links, words_of(text))


def words_of(text: str) -> list[Span]:
    """Each run of characters that has a letter or a digit in it."""
    runs = _RUN.finditer(text)
    return [Span(*run.span()) for run in runs if run[0].isalnum() or _has_word(run[0])]


def _has_word(run: str) -> bool:
    return any(char.isalnum() for char in run)


def _names(brief: Brief) -> list[str]:
    """The names that a text may hold, longest first."""
    values = [*(brief.value(key) for key in _NAMES), brief.voice.sender]
    return sorted({line for value in values if (line := one_line(value))}, key=len, reverse=True)


def _without(text: str, name: str) -> str:
    """The text with this name covered wherever it stands as a whole word."""
    parts, at, found = [], 0, text.find(name)
    while found >= 0:
        end = found + len(name)
        is_whole = not (text[found - 1 : found].isalnum() or text[end : end + 1].isalnum())
        parts.append(text[at:found] + (COVER * len(name) if is_whole else name))
        at, found = end, text.find(name, end)
    return "".join((*parts, text[at:]))


def _cover(found: re.Match[str]) -> str:
    return COVER * len(found[0])


def _trimmed(text: str, found: re.Match[str]) -> Span:
    part = found[0]
    return Span(
        found.start() + len(part) - len(part.lstrip()), found.end() - len(part) + len(part.rstrip())
    )
