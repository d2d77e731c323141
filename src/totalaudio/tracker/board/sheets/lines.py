"""What one row of a campaign's file says about one target."""

from dataclasses import dataclass
from datetime import date

from totalaudio.campaigns.stages import FollowUpState, OutcomeKind, Stage


@dataclass(frozen=True, slots=True)
class Came:
    """An outcome."""

    kind: OutcomeKind
    date: date
    outlet: str = ""
    evidence: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A follow-up; `number` is 1 or 2."""

    number: int
    due_date: date
    state: FollowUpState = FollowUpState.OPEN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A target: who it is, where it stands (None says nothing of it), what came of it, what is to be done."""

    name: str = ""
    email: str = ""
    outlet: str = ""
    role: str = ""
    kind: str = ""
    country: str = ""
    stage: Stage | None = None
    outcomes: tuple[Came, ...] = ()
    follow_ups: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What is written beside a line and not read again, because a number makes no touch."""

    fit: int | None = None
    touches: int = 0
    replies: int = 0
    last_touch: date | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was left out: its number in the file, and why."""

    row: int
    reason: str
