"""The columns of a campaign's file: what they are called, and how their cells are written and read."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from totalaudio.campaigns.stages import LABELS, FollowUpState, OutcomeKind, Stage

WHO: Final = ("Contact", "Email", "Outlet", "Role", "Kind of outlet", "Country", "Stage")
COUNTED: Final = ("Fit", "Touches", "Replies", "Last touch")
OUTCOME: Final = ("", " date", " outlet", " evidence", " link")
FOLLOW_UP: Final = ("", " state", " note")
_KEYS: Final = ("name", "email", "outlet", "role", "kind", "country", "stage")
_ALIASES: Final = {
    "name": "contact name|name|full name|who",
    "email": "e mail|email address|e mail address|mail|address",
    "outlet": "outlet name|station|publication|show|organisation|company",
    "role": "job title|position",
    "kind": "outlet kind|outlet type|type of outlet",
    "country": "country code",
    "stage": "status",
}
_PARTS: Final = {
    **{f"outcome{part}": key for part, key in zip(OUTCOME, ("kind", "date", "outlet", "evidence", "url"), strict=True)},
    **{f"follow up{part}": key for part, key in zip(FOLLOW_UP, ("due", "state", "note"), strict=True)},
}  # fmt: skip
_NUMBERED: Final = re.compile(r"(outcome|follow up) ([1-9][0-9]{0,2})( [a-z]+)?")
_KNOWN: Final = {
    alias: key
    for key, heading in zip(_KEYS, WHO, strict=True)
    for alias in (heading.lower(), *_ALIASES[key].split("|"))
}
_IGNORED: Final = frozenset(heading.lower() for heading in COUNTED)
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def headings(outcomes: int) -> list[str]:
    """The headings of a file in which no target has more than so many outcomes."""
    found = [*WHO, *COUNTED]
    for number in range(1, outcomes + 1):
        found += [f"Outcome {number}{part}" for part in OUTCOME]
    for number in (1, 2):
        found += [f"Follow-up {number}{part}" for part in FOLLOW_UP]
    return found


def key_of(heading: str) -> str:
    """What a column says: a field of a line, `outcome 3 date` or `follow up 1 note`; '' for none of ours.

    What is only counted is `counted`.
    """
    plain = " ".join(re.sub(r"[-_]", " ", heading.casefold()).split())
    if plain in _IGNORED:
        return "counted"
    numbered = _NUMBERED.fullmatch(plain)
    if not numbered:
        return _KNOWN.get(plain, "")
    what, number, part = numbered[1], numbered[2], numbered[3] or ""
    key = _PARTS.get(f"{what}{part}")
    if key is None or (what == "follow up" and number not in {"1", "2"}):
        return ""
    return f"{what} {number} {key}"


def known(cells: Sequence[str]) -> int:
    """How many of these headings are ours."""
    return sum(1 for cell in cells if key_of(cell))


def word_of[W: StrEnum](words: type[W], text: str) -> W | None:
    """The word that a cell means, by its name or its label; None when it is none."""
    plain = text.strip().casefold().replace("_", "-")
    named: Iterator[W] = (
        w for w in words if plain in (w.value, w.value.replace("-", " "), LABELS[w].casefold())
    )
    return next(named, None)


def date_of(text: str) -> date | None:
    """The day that a cell means: 2026-11-02, 2/11/2026 as it is written in Britain, or 2 Nov 2026."""
    plain = text.strip().casefold()
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]00:00(?::00)?(?:\.0+)?)?", plain)
    british = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", plain)
    written = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})", plain)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if british:
            return date(int(british[3]), int(british[2]), int(british[1]))
        if written and written[2][:3] in MONTHS:
            return date(int(written[3]), MONTHS.index(written[2][:3]) + 1, int(written[1]))
    except ValueError:
        return None
    return None


def stage_words() -> str:
    """The stages as a file may name them."""
    return ", ".join(LABELS[stage] for stage in Stage)


def outcome_words() -> str:
    """The kinds of outcome as a file may name them."""
    return ", ".join(LABELS[kind] for kind in OutcomeKind)


def state_words() -> str:
    """The states of a follow-up as a file may name them."""
    return ", ".join(LABELS[state] for state in FollowUpState)
