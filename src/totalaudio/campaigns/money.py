"""Money as people in Britain write it, in pence: what cannot be read for sure is not guessed."""

import re
from typing import Final

_POUNDS: Final = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?", re.ASCII)
_LONGEST: Final = 40
MOST: Final = 100_000_000_00


class MoneyError(Exception):
    """The text is no amount that is sure; it says how to write one."""


def parse_pounds(text: str) -> int:
    """The pence of an amount such as 1,000 or £49.50; '' is nothing. MoneyError for all else.

    A comma stands before three digits and means thousands; a full stop stands before pence.
    """
    stripped = text.strip()
    if not stripped:
        return 0
    found = _POUNDS.fullmatch(stripped) if len(stripped) <= _LONGEST else None
    if found is None:
        raise MoneyError(
            f"“{stripped[:_LONGEST]}” is no amount in pounds. Write it as 1,000 or 49.50."
        )
    pence = (found[2] or "").ljust(2, "0")
    amount = int(found[1].replace(",", "")) * 100 + int(pence)
    if amount > MOST:
        raise MoneyError("That is more than 100 million pounds. Check the zeros.")
    return amount


def write_pounds(pence: int) -> str:
    """The amount as a form shows it: 1,000 or 49.50; '' for nothing."""
    if not pence:
        return ""
    pounds, rest = divmod(pence, 100)
    return f"{pounds:,}" + (f".{rest:02d}" if rest else "")
