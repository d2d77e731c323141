"""How somebody is greeted: a first name as it is written, and none where there is none to be sure of."""

import re
from typing import Final

from totalaudio.core.lib.text import one_line

from .words import NOBODY, PARTICLES, STAGE_NAMES, TITLES

_BRACKETED: Final = re.compile(r"[(\[][^()\[\]]{0,80}[)\]]")
_JOINING: Final = frozenset(("and", "und", "et", "y"))
_SEVERAL: Final = re.compile(r"[&+/;|]|\b(?:and|und|et|y)\b", re.IGNORECASE)


def first_name(name: str, outlet: str = "") -> str:
    """The first name of a person, as written; '' for desks, outlets, several people, initials and addresses.

    "Dr Ann Example" is Ann, "Dr Example" stays as it is, "Example, Ann" is Ann, and "DJ Example" is all of it.
    """
    plain = _BRACKETED.sub(" ", one_line(name)).strip(" ,.")
    if not plain or _is_nobody(plain, outlet):
        return ""
    last, comma, rest = plain.partition(",")
    words = (rest.strip() or last).split() if comma else plain.split()
    return _first_of(words)


def other_names(name: str, outlet: str = "") -> tuple[str, ...]:
    """All words of a person's name but the first name and titles: what is never told to a model."""
    plain = _BRACKETED.sub(" ", one_line(name)).strip(" ,.")
    if _is_outlet(plain, outlet):
        return ()
    first = first_name(name, outlet)
    words = re.findall(r"[^\s,\"“”&+/;|]+", plain)
    known = set() if first.casefold() == plain.casefold() else {first.casefold()}
    return tuple(word for word in words if _tells_who(word, known))


def _tells_who(word: str, known: set[str]) -> bool:
    plain = word.casefold().strip(".")
    small = TITLES | STAGE_NAMES | PARTICLES | _JOINING
    return len(plain) > 1 and plain not in known and plain not in small


def _first_of(words: list[str]) -> str:
    if words and words[0].casefold() in STAGE_NAMES:
        return " ".join(words)
    if words and words[0].casefold().rstrip(".") in TITLES:
        return _first_of(words[1:]) if len(words) > 2 else " ".join(words)
    if not words or words[0].casefold() in PARTICLES:
        return ""
    first = words[0].strip("\"“”'")
    letters = [char for char in first if char.isalpha()]
    is_initial = len(letters) < 2 or first.endswith(".") or re.fullmatch(r"(?:\w\.)+\w?", first)
    return "" if is_initial else first


def _is_nobody(plain: str, outlet: str) -> bool:
    return (
        _is_outlet(plain, outlet)
        or "@" in plain
        or "://" in plain
        or bool(_SEVERAL.search(plain))
        or not any(char.isalpha() for char in plain)
    )


def _is_outlet(plain: str, outlet: str) -> bool:
    words = {word.casefold() for word in re.findall(r"\w+", plain)}
    return (
        bool(words & NOBODY)
        or any(char.isdigit() for char in plain)
        or plain.casefold() == one_line(outlet).casefold()
    )
