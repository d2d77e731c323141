"""The values that the larger pieces show; each has a template of the same name in templates/ui/."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

RunState = Literal["waiting", "running", "paused", "done", "cancelled", "failed"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one step found for one field; `is_applied` is False for what was found but not used."""

    field: str
    value: str
    source: str
    step: str
    confidence: float | None = None
    url: str = ""
    quote: str = ""
    checked_at: datetime | None = None
    reasons: tuple[str, ...] = ()
    is_applied: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long task is; `seconds_left` and `per_minute` stay None until they are measured."""

    done: int
    total: int
    state: RunState = "running"
    per_minute: float | None = None
    seconds_left: float | None = None
    problems: int = 0
    cancel_url: str = ""
    poll_url: str = ""

    @property
    def is_live(self) -> bool:
        """Whether the numbers can still change."""
        return self.state in {"waiting", "running", "paused"}


@dataclass(frozen=True, slots=True)
class Stat:
    """One figure with what it counts; `note` says the sample or the time it covers."""

    label: str
    value: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Proportion:
    """Hits of a sample; shown with its Wilson interval, and as counts only under n = 5."""

    label: str
    hits: int
    n: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a timeline; `icon` is a name in icons.svg."""

    at: datetime
    title: str
    detail: str = ""
    by: str = ""
    icon: str = "disc"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; tabs are links, so each has its own address."""

    name: str
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a cursor-based list goes on; an empty URL is an end. `total` is None when not counted."""

    shown: int
    newer_url: str = ""
    older_url: str = ""
    total: int | None = None
    noun: str = "row"


@dataclass(frozen=True, slots=True)
class PlanMeter:
    """What the plan allows, what is used and what work in progress holds; a `limit` of None is unlimited."""

    name: str
    used: int
    limit: int | None = None
    resets_on: date | None = None
    held: int = 0

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return self.limit is not None and self.used >= self.limit

    @property
    def is_near(self) -> bool:
        """Whether a tenth or less is left."""
        return self.limit is not None and not self.is_spent and self.used * 10 >= self.limit * 9
