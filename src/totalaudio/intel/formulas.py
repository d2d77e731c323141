"""Keeps cells from becoming formulas when a spreadsheet opens them."""

from typing import Final

_STARTERS: Final = frozenset("=+-@\t\r\n＝＋－＠")
QUOTE: Final = "'"


def formula_safe(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet might run (OWASP's list of first characters)."""
    return QUOTE + text if text and text[0] in _STARTERS else text


def without_quote(text: str) -> str:
    """Take the apostrophe of `formula_safe` away again, so that an export can be imported unchanged."""
    return text[1:] if text[:1] == QUOTE and text[1:2] in _STARTERS and text[1:] else text
