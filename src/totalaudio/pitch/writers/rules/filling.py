"""Rules for gaps: no field without a value, and none of the marks that people leave to fill in later."""

import re
from collections.abc import Iterator
from typing import Final

from totalaudio.pitch.writers.fields import FIELDS
from totalaudio.pitch.writers.findings import Finding, Level

from .text import Text

_TO_FILL: Final = (
    r"add|insert|your|first|last|name|artist|band|track|song|title|outlet|show|station|publication|playlist|podcast"
    r"|link|url|date|genre|contact|company|xxx|tbc|tba|blank|here"
)
_GAPS: Final = re.compile(
    r"(?P<field>\[add\b[^\[\]\n]{0,40}(?:\]|…|$)|\{{1,3}[^{}\n]{0,80}\}{1,3})"
    rf"|\[[^\[\]\n]{{0,60}}\b(?:{_TO_FILL})\b[^\[\]\n]{{0,60}}\]|<(?:{_TO_FILL})[^<>\n]{{0,40}}>"
    r"|\*\|\w{1,40}\|\*|%\w{0,20}NAME%|\blorem ipsum\b|(?-i:\bX{3,}\b)",
    re.IGNORECASE,
)
_LABELS: Final = {f"[add the {field.label}]": field for field in FIELDS}


def unfilled(text: Text) -> Iterator[Finding]:
    """No gap that is still to be filled."""
    for found in _GAPS.finditer(text.covered):
        gap = text.raw[found.start() : found.end()]
        field = _LABELS.get(gap)
        known = (
            f"The {field.label} is not known." if field else f"“{gap}” is still to be filled in."
        )
        remedy = (
            "Write it here, add it to the contact or the campaign, or give the field a fallback."
            if field
            else "Write what belongs there, or take it out."
        )
        rule = "unfilled" if found["field"] else "placeholder"
        yield Finding(rule, Level.REFUSE, known, remedy, *found.span())
