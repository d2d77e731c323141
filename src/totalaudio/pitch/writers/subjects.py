"""Three subjects: each under 50 characters, cut between words, and no two the same."""

from collections.abc import Iterable
from typing import Final

from totalaudio.core.lib.text import one_line

MOST_LETTERS: Final = 49
_ELLIPSIS: Final = "…"
_SPARE: Final = ("A new record", "New music", "A record to hear", "Something to listen to")


def fit(text: str) -> str:
    """The text on one line, under 50 characters: cut between words, '' when its first word is longer than that."""
    line = one_line(text)
    if len(line) <= MOST_LETTERS:
        return line
    cut = line[:MOST_LETTERS].rpartition(" ")[0].rstrip(" ,;:–—-&(")
    return f"{cut}{_ELLIPSIS}" if cut else ""


def three(candidates: Iterable[str]) -> tuple[str, str, str]:
    """The first three different subjects of these, and plain ones where there are not enough."""
    found: dict[str, str] = {}
    for candidate in (*candidates, *_SPARE):
        subject = fit(candidate)
        if subject:
            found.setdefault(subject.casefold(), subject)
    first, second, third = list(found.values())[:3]
    return first, second, third
