"""The days that a campaign can have: others are slips of the keyboard, and calendars end before them."""

from datetime import date
from typing import Final

EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2100, 1, 1)
REFUSAL: Final = f"That day is too far off. Choose one from {EARLIEST.year} to {LATEST.year - 1}, as in 2026-11-30."


def is_of_our_time(day: date) -> bool:
    """Whether it is a day that a campaign can have."""
    return EARLIEST <= day < LATEST
