"""Why a quota refuses, in words for the person who asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from totalaudio.core.billing.plans import Limit
from totalaudio.core.ui.formats import day, number, plural

NOUNS: Final = {
    Limit.ENRICHMENTS: "enrichment",
    Limit.SENDS: "send",
    Limit.ACTIVE_CAMPAIGNS: "active campaign",
}


class QuotaRefusedError(Exception):
    """The plan in force does not allow it; the text says why and what to do."""


class ReadOnlyError(QuotaRefusedError):
    """The workspace is read-only, because its subscription has ended or was not paid."""

    def __init__(self) -> None:
        super().__init__(
            "This workspace is read-only, because its plan ended or was not paid. Renew the plan to go on."
        )


@dataclass
class LimitReachedError(QuotaRefusedError):
    """Not that much is left: `left` of `allowed` until `ends_at`, and `wanted` was asked for."""

    limit: Limit
    allowed: int
    left: int
    wanted: int
    ends_at: datetime | None = None

    def __str__(self) -> str:
        if self.ends_at is None:
            held = plural(self.allowed, NOUNS[self.limit])
            return f"Your plan allows {held} at one time. End one, or upgrade."
        return f"{self.what_is_left}; this takes {number(self.wanted)}. Take less, or upgrade."

    @property
    def what_is_left(self) -> str:
        """The sentence without its end, as "You have 3 of 10 enrichments left until 14 Dec 2026"."""
        allowed = plural(self.allowed, NOUNS[self.limit])
        until = f" until {day(self.ends_at)}" if self.ends_at else ""
        return f"You have {number(self.left)} of {allowed} left{until}"
