"""What the gate says of one pitch: why it may not go, or what is to be thought of before it goes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from totalaudio.pitch.states import Basis, Subscriber


class Code(StrEnum):
    """The rule that speaks."""

    NOT_FOUND = "not-found"
    NOT_APPROVED = "not-approved"
    SUPPRESSED = "suppressed"
    ADDRESS = "address"
    BASIS = "basis"
    DUPLICATE = "duplicate"
    ALREADY_PITCHED = "already-pitched"
    NOT_KNOWN = "not-known"
    ANSWERED = "answered"
    NO_FIRST = "no-first"
    TEXT = "text"
    CAMPAIGN = "campaign"
    MAILBOX = "mailbox"
    IDENTITY = "identity"
    PLAN = "plan"
    PITCHED_ELSEWHERE = "pitched-elsewhere"
    CAP = "cap"
    MISFIT = "misfit"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, and what can be done about it, each a plain sentence."""

    code: Code
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that stands against a send, all that is worth knowing, and the basis on which it would go."""

    refusals: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    basis: Basis | None = None
    subscriber: Subscriber = Subscriber.UNKNOWN

    @property
    def is_open(self) -> bool:
        """Whether it may go."""
        return not self.refusals

    @property
    def text(self) -> str:
        """The refusals in a line."""
        return " ".join(str(reason) for reason in self.refusals)


GONE: Final = Verdict(
    (
        Reason(
            Code.NOT_FOUND,
            "This pitch is not there any more.",
            "Write a new one, if the contact still is.",
        ),
    )
)
MOVED: Final = Verdict(
    (
        Reason(
            Code.ADDRESS,
            "The contact has another address than when this was queued.",
            "Check the address, then queue the pitch again.",
        ),
    )
)
