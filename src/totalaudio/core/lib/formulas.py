"""Keeps cells from becoming formulas when a spreadsheet opens them."""

import re
from typing import Final

QUOTE: Final = "'"
# What a spreadsheet might run, whatever apostrophes stand before it: so that taking one away gives back what was there.
_RUNS: Final = re.compile(f"{QUOTE}*[=+@\t\r\n＝＋－＠-]")


def formula_safe(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet might run (OWASP's list of first characters)."""
    return QUOTE + text if _RUNS.match(text) else text


def without_quote(text: str) -> str:
    """Take the apostrophe of `formula_safe` away again, so that an export can be imported unchanged."""
    return text[1:] if text[:1] == QUOTE and _RUNS.match(text) else text
