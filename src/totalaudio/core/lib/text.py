"""Text that people type."""

import re
from typing import Final

# Control characters, and marks that turn the order of all letters behind them around. Marks that a word in Arabic or
# Hebrew needs (U+200E, U+200F) and joiners of emoji stay.
_UNSEEN: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """The text on one line, single spaces, nothing that hides or turns letters; safe in a mail's header."""
    return " ".join(_UNSEEN.sub("", text).split())
