"""Rules for a subject: short, in plain letters, honest, one line."""

import re
from collections.abc import Iterator
from typing import Final

from totalaudio.pitch.writers.findings import Finding, Level

from .text import Text

MOST_LETTERS: Final = 49
_CAPITALS: Final = re.compile(r"\b[A-Z]{4,}\b")
_ANSWER: Final = re.compile(r"\s*(?:re|aw|fw|fwd)\s*:", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def subject(text: Text, step: int) -> Iterator[Finding]:
    """All rules that are a subject's own."""
    raw = text.raw
    if not raw.strip():
        yield Finding("subject", Level.REFUSE, "There is no subject.", "Choose or write one.")
    if len(raw) > MOST_LETTERS:
        yield _warn(
            f"The subject has {len(raw)} characters; a phone shows under 50.",
            "Shorten it.",
            MOST_LETTERS,
            len(raw),
        )
    yield from _tricks(text, step)


def _tricks(text: Text, step: int) -> Iterator[Finding]:
    raw = text.raw
    if found := _CONTROL.search(raw):
        yield Finding(
            "subject",
            Level.REFUSE,
            "The subject has a line break.",
            "Write it on one line.",
            *found.span(),
        )
    if step == 1 and (found := _ANSWER.match(raw)):
        yield Finding(
            "subject",
            Level.REFUSE,
            "The subject pretends to be an answer.",
            f"Take “{found[0].strip()}” away.",
            *found.span(),
        )
    shouted = _CAPITALS.findall(text.covered)
    if len(shouted) > 1 or (shouted and _is_all_capitals(text.covered)):
        yield _warn("The subject is in capitals.", "Write it in small letters.", 0, len(raw))


def _is_all_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return all(char.isupper() for char in letters)


def _warn(message: str, remedy: str, start: int, end: int) -> Finding:
    return Finding("subject", Level.WARN, message, remedy, start, end)
