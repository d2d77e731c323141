"""What a deploy works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from totalaudio_ops.deploys.gating import Gate
from totalaudio_ops.deploys.journal import Deploy, Journal
from totalaudio_ops.deploys.judging import Rules
from totalaudio_ops.deploys.knocking import CHECK_SECONDS
from totalaudio_ops.deploys.steps import Entry
from totalaudio_ops.deploys.targets import Target

type Say = Callable[[Deploy, Entry], None]
type Record = Callable[[Deploy], None]


def _now() -> datetime:
    return datetime.now(UTC)


def _quiet(_deploy: Deploy, _entry: Entry) -> None:
    """Nobody listens."""


def _unrecorded(_deploy: Deploy) -> None:
    """There is no copy."""


@dataclass(frozen=True, slots=True)
class Means:
    """Its place, journal, gate, how long to watch; who hears, and who keeps a copy."""

    target: Target
    journal: Journal
    gate: Gate
    rules: Rules = field(default_factory=Rules)
    check_seconds: float = CHECK_SECONDS
    say: Say = _quiet
    record: Record = _unrecorded
    now: Callable[[], datetime] = _now
