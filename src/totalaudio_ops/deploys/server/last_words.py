"""What a process said last, fit to be told and kept: one line of it, without any setting that it was given; pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, unquote

SHORTEST: Final = 6  # a shorter text is in too many words that are no secret
HIDDEN: Final = "[hidden]"
LONGEST: Final = 300
_IN_ADDRESS: Final = re.compile(r"://([^:@/]*):(.*)@", re.DOTALL)
_BETWEEN: Final = re.compile(r"[\s,]+")  # several keys may stand in one setting
_ASKED: Final = re.compile(r"password=([^&\s]+)")


def tellable(line: str, settings: Iterable[str]) -> str:
    """The line without what a terminal would obey, without these values and the passwords in them, and not too long."""
    text = " ".join("".join(one if one.isprintable() else " " for one in line).split())
    forms = {form for value in settings for form in _forms(value)}
    for form in sorted(forms, key=len, reverse=True):
        if len(form) >= SHORTEST:
            text = text.replace(form, HIDDEN)
    return (f"{text[: LONGEST - 1]}…" if len(text) > LONGEST else text).rstrip(".")


def _forms(value: str) -> Iterator[str]:
    found = [*_BETWEEN.split(value), *(match[1] for match in _ASKED.finditer(value))]
    if address := _IN_ADDRESS.search(value):
        found.append(address[2])
    for one in (value, *found):
        plain = unquote(one)
        yield from (one, plain, quote(plain, safe=""))
