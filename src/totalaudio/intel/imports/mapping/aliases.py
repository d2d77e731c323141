"""The headings that people give to columns, and the target that each one means."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from totalaudio.intel.imports.mapping.targets import Target

_HEADINGS: Final[dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("headings.toml").read_text(encoding="utf-8")
)
KNOWN: Final = {
    " ".join(alias.split()): Target(target)
    for target, aliases in _HEADINGS.items()
    for alias in aliases.split(",")
}
_KEYWORDS: Final = {
    alias: target
    for alias, target in KNOWN.items()
    if " " not in alias and len(alias) > 1 and target is not Target.SKIP
} | {"address": Target.SKIP, "mail": Target.EMAIL}

# These words decorate a heading and decide nothing by themselves.
_NOISE: Final = frozenset(
    {"the", "a", "an", "your", "our", "main", "primary", "preferred", "default", "value", "work"}
)
_WEAK: Final = frozenset(
    {"name", "names", "contact", "contacts", "info", "details", "type", "list", "lists", "links"}
    | {"title", "first", "last", "who"}
)
_SUBJECT_ENDS: Final = frozenset(
    {"for", "of", "on", "about", "from", "re", "regarding", "with", "to", "via", "per"}
)

_SEPARATORS: Final = re.compile(r"[^\w]+|_+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DIGITS: Final = re.compile(r"\b\d+\b")
_LONGEST: Final = 60
_SURE: Final = 90
_LIKELY: Final = 80
_SHORTEST_SLIP: Final = 5


def normalise(heading: str) -> str:
    """Return the heading in lower case, its words separated by one space, without punctuation."""
    text = _CAMEL.sub(" ", heading[:_LONGEST].strip())
    return " ".join(_SEPARATORS.sub(" ", text).casefold().split())


def known_heading(text: str) -> bool:
    """Say whether the text is surely a heading of a column."""
    return bool(text) and len(text) <= _LONGEST and match_heading(text)[1] >= _SURE / 100


@lru_cache(maxsize=4_096)
def match_heading(heading: str) -> tuple[Target, float, str]:
    """Return what a heading means, how surely (0 to 1), and the heading that it was taken for."""
    text = normalise(heading)
    if not text:
        return Target.SKIP, 0.0, ""
    without_digits = " ".join(_DIGITS.sub(" ", text).split())
    for candidate, confidence in (
        (text, 1.0),
        (without_digits, 0.97),
        (_bare(without_digits), 0.95),
    ):
        if candidate in KNOWN:
            return KNOWN[candidate], confidence, candidate
    return _by_spelling(without_digits) or _by_keyword(without_digits) or (Target.SKIP, 0.0, "")


def _bare(text: str) -> str:
    return " ".join(word for word in text.split() if word not in _NOISE)


def _by_spelling(text: str) -> tuple[Target, float, str] | None:
    """A whole heading with a slip of the fingers; parts do not count, or "hotel" would be "tel"."""
    if len(text) < _SHORTEST_SLIP:
        return None
    found = process.extractOne(text, KNOWN.keys(), scorer=fuzz.ratio, score_cutoff=_LIKELY)
    if found is None or KNOWN[found[0]] is Target.SKIP:
        return None
    return KNOWN[found[0]], round(found[1] / 100, 2), found[0]


def _by_keyword(text: str) -> tuple[Target, float, str] | None:
    """The noun that the heading ends in: "station email" is an e-mail, "email notes" are notes."""
    words = text.split()
    for index, word in enumerate(words):
        if index and word in _SUBJECT_ENDS:
            words = words[:index]
            break
    strong = [word for word in words if word in _KEYWORDS and word not in _WEAK]
    if strong:
        return _KEYWORDS[strong[-1]], 0.9 if words[-1] == strong[-1] else 0.8, strong[-1]
    weak = [word for word in words if word in _KEYWORDS]
    return (_KEYWORDS[weak[-1]], 0.7, weak[-1]) if weak else None
