"""Rules for words: no hype, no closeness that was never there, British spelling, one exclamation mark at most."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from totalaudio.pitch.writers.findings import Finding, Level
from totalaudio.pitch.writers.words import BRITISH, FAMILIARITY, HYPE, KEEPS_Z

from .text import Text

_QUOTED: Final = re.compile(r"“[^“”\n]{0,400}”|\"[^\"\n]{0,400}\"")
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_IZE: Final = re.compile(r"(?P<stem>[a-z]{3,})iz(?P<end>e|es|ed|er|ers|ing|ation|ations)")


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    words = (
        re.escape(phrase).replace("'", "['’]").replace(r"\ ", r"\s+") for phrase in longest_first
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)


_HYPE: Final = _any_of(HYPE)
_FAMILIAR: Final = _any_of(FAMILIARITY)


def hype(text: Text) -> Iterator[Finding]:
    """No word that promises more than the record."""
    for found in _HYPE.finditer(text.covered):
        yield Finding(
            "hype",
            Level.WARN,
            f"“{text.raw[found.start() : found.end()]}” is hype.",
            "Say what is to be heard instead.",
            *found.span(),
        )


def familiarity(text: Text) -> Iterator[Finding]:
    """No claim to have met, spoken or listened."""
    for found in _FAMILIAR.finditer(text.covered):
        yield Finding(
            "familiarity",
            Level.WARN,
            f"“{text.raw[found.start() : found.end()]}” says that you know each other.",
            "Keep it only if it is true.",
            *found.span(),
        )


def spelling(text: Text) -> Iterator[Finding]:
    """British spelling; names and quotations keep theirs."""
    plain = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text.covered)
    for found in _LETTERS.finditer(plain):
        british = british_for(found[0])
        if british and not _is_name(plain, found):
            yield Finding(
                "spelling",
                Level.WARN,
                f"“{found[0]}” is American spelling.",
                f"Write “{british}”.",
                *found.span(),
            )


def exclamation(text: Text) -> Iterator[Finding]:
    """One exclamation mark at most."""
    marks = [at for at, char in enumerate(text.covered) if char == "!"]
    if len(marks) > 1:
        yield Finding(
            "exclamation",
            Level.WARN,
            f"There are {len(marks)} exclamation marks.",
            "Keep one, or none.",
            marks[1],
            marks[1] + 1,
        )


def british_for(word: str) -> str:
    """The British spelling of an American one; '' for a word that is none."""
    plain = word.lower()
    british = BRITISH.get(plain, "")
    if not british and plain not in KEEPS_Z and (found := _IZE.fullmatch(plain)):
        british = f"{found['stem']}is{found['end']}"
    return british.capitalize() if british and word[0].isupper() else british


def _is_name(plain: str, found: re.Match[str]) -> bool:
    """Whether a capital stands within a sentence."""
    before = plain[: found.start()].rstrip(" ")
    return found[0][0].isupper() and bool(before) and before[-1] not in ".!?\n:"
