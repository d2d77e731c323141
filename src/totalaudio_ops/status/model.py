"""What the status page shows: only what may be public, so nothing else can leak from it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Final

from totalaudio_ops.apps import Deployable

DAYS: Final = 90
OLD_AFTER: Final = timedelta(minutes=3)


class State(StrEnum):
    """How an app is, from best to worst but for the last two."""

    OPERATIONAL = "operational"
    DEGRADED = "degraded"
    DOWN = "down"
    MAINTENANCE = "maintenance"
    UNKNOWN = "unknown"


class Progress(StrEnum):
    """How far an incident is dealt with."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Day:
    """One day in UTC: the percentage of what was asked that was answered well; None when nothing was measured."""

    day: date
    availability: Decimal | None


@dataclass(frozen=True, slots=True)
class AppDays:
    """An app: how its requests and probes say that it is, its days, the oldest first, and the share over all."""

    app: Deployable
    measured: State
    availability: Decimal | None
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """What people were told of an incident."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Incident:
    """A public incident; `app` None means all apps."""

    ref: str
    app: Deployable | None
    level: str
    title: str
    progress: Progress
    started_at: datetime
    resolved_at: datetime | None = None
    updates: tuple[Update, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """Announced maintenance; `app` None means all apps."""

    id: str
    app: Deployable | None
    starts_at: datetime
    ends_at: datetime
    reason: str
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Everything shown; `as_of` is when the figures were read, None when they never were."""

    as_of: datetime | None
    apps: tuple[AppDays, ...] = ()
    incidents: tuple[Incident, ...] = ()
    windows: tuple[Window, ...] = ()

    @property
    def open(self) -> tuple[Incident, ...]:
        """Incidents that go on."""
        return tuple(one for one in self.incidents if one.progress is not Progress.RESOLVED)

    @property
    def past(self) -> tuple[Incident, ...]:
        """Incidents that are over."""
        return tuple(one for one in self.incidents if one.progress is Progress.RESOLVED)

    def is_old(self, now: datetime) -> bool:
        """Whether the figures are older than they should ever be."""
        return self.as_of is None or now - self.as_of > OLD_AFTER


@dataclass(frozen=True, slots=True)
class Sight:
    """What a probe of this process saw of an app last."""

    is_good: bool
    at: datetime


def availability(total: int, bad: int) -> Decimal | None:
    """The good share in percent, rounded down, so that only a day without a failure has 100."""
    if total <= 0:
        return None
    share = Decimal(100) * (total - bad) / total
    return max(share, Decimal(0)).quantize(Decimal("0.01"), ROUND_FLOOR)


def last_days(today: date) -> list[date]:
    """The days that are shown, the oldest first, today last."""
    return [today - timedelta(days=n) for n in range(DAYS - 1, -1, -1)]


def state_of(app: AppDays, page: Page, now: datetime, sight: Sight | None = None) -> State:
    """How an app is now: announced maintenance first, then the worst of what is seen and what people were told."""
    if any(concerns(window.app, app.app) and is_now(window, now) for window in page.windows):
        return State.MAINTENANCE
    seen = _seen(app, page, now, sight)
    told = [_TOLD.get(one.level) for one in page.open if _is_felt(one, app.app)]
    if State.DOWN in (seen, *told):
        return State.DOWN
    return State.DEGRADED if State.DEGRADED in told else seen


def concerns(named: Deployable | None, app: Deployable) -> bool:
    """Whether what names an app, or all, is about this one."""
    return named is None or named is app


def is_now(window: Window, now: datetime) -> bool:
    """Whether the maintenance goes on."""
    return window.starts_at <= now < window.ends_at


def utc(moment: datetime) -> datetime:
    """The same moment in UTC."""
    return moment.astimezone(UTC)


# An open incident is shown on its apps at least as bad as it was told; a minor one is told in words alone.
_TOLD: Final = {"P0": State.DOWN, "P1": State.DEGRADED, "P2": State.DEGRADED}


def _is_felt(incident: Incident, app: Deployable) -> bool:
    return concerns(incident.app, app) and incident.progress is not Progress.MITIGATED


def _seen(app: AppDays, page: Page, now: datetime, sight: Sight | None) -> State:
    measured = State.UNKNOWN if page.is_old(now) else app.measured
    if sight is None:
        return measured
    if not sight.is_good:
        return State.DOWN
    return State.DEGRADED if measured is State.DEGRADED else State.OPERATIONAL
