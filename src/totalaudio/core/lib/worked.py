"""What the worker did, told to whoever counts it: parts of the product that know nothing of operations say it here."""

from collections.abc import Callable
from enum import StrEnum


class Work(StrEnum):
    """Work that an objective measures; these are classes of its counts."""

    ENRICHMENT = "work:enrichment"
    PAYMENT = "work:payment"


class Outcome(StrEnum):
    """What came of it: left out is what failed and was nobody's fault here."""

    GOOD = "good"
    BAD = "bad"
    LEFT_OUT = "left out"


type Listener = Callable[[Work, Outcome, float], None]

_listener: Listener | None = None


def listen(listener: Listener | None) -> None:
    """Let this be told of every piece of work that is done in this process."""
    global _listener
    _listener = listener


def worked(work: Work, outcome: Outcome, seconds: float = 0.0) -> None:
    """Say that a piece of work was done, once it is committed, and how long it took."""
    if _listener is not None:
        _listener(work, outcome, seconds)
