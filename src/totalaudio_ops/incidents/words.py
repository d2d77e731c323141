"""Texts that people and alerts give, made fit to be kept: no control characters, no endless lines."""

import re

from totalaudio_ops.problems import Problem

LONGEST_LINE, LONGEST_TEXT = 200, 20_000
# Also what turns the direction of writing round: a title must read as it is stored.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")


def one_line(given: str, what: str, longest: int = LONGEST_LINE) -> str:
    """The text on one line; raises Problem when nothing is left of it or it is too long."""
    return _fitting(" ".join(_CONTROLS.sub(" ", given).split()), what, longest)


def paragraphs(given: str, what: str, longest: int = LONGEST_TEXT) -> str:
    """The text with its lines; raises Problem when nothing is left of it or it is too long."""
    return _fitting(tidy(given), what, longest)


def tidy(given: str) -> str:
    """The text with its lines, also when nothing is left."""
    lines = _CONTROLS.sub("", _BREAKS.sub("\n", given)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _fitting(text: str, what: str, longest: int) -> str:
    if not text:
        raise Problem(f"{what} is empty: write what is to be kept.")
    if len(text) > longest:
        raise Problem(f"{what} has {len(text)} characters: keep it under {longest + 1}.")
    return text
