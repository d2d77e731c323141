"""Pages to be shown, made up."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from totalaudio_ops.apps import Deployable
from totalaudio_ops.status.model import (
    AppDays,
    Day,
    Incident,
    Page,
    Progress,
    State,
    Update,
    Window,
    last_days,
)

NOW = datetime(2026, 11, 23, 3, 4, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def app(
    name: Deployable = Deployable.TRACKER,
    measured: State = State.OPERATIONAL,
    figures: dict[int, str] | None = None,
) -> AppDays:
    """An app; `figures` are availabilities by how many days ago they were measured."""
    told = {0: "100"} if figures is None else figures
    days = tuple(
        Day(day, Decimal(told[89 - n]) if 89 - n in told else None)
        for n, day in enumerate(last_days(NOW.date()))
    )
    overall = min((day.availability for day in days if day.availability is not None), default=None)
    return AppDays(name, measured, overall, days)


def incident(number: int = 1, **changes: object) -> Incident:
    """An open P1 of Tracker."""
    told: dict[str, object] = {
        "ref": f"INC-2026-11-23-{number:03}",
        "app": Deployable.TRACKER,
        "level": "P1",
        "title": "Boards do not open",
        "progress": Progress.ACKNOWLEDGED,
        "started_at": NOW - HOUR,
        "updates": (Update(NOW - HOUR / 2, "We are moving the database."),),
    }
    return Incident(**(told | changes))  # type: ignore[arg-type]  # fields of Incident


def resolved(number: int, days_ago: int) -> Incident:
    """One that is over."""
    start = NOW - timedelta(days=days_ago)
    return incident(number, progress=Progress.RESOLVED, started_at=start, resolved_at=start + HOUR)


def window(start: datetime, name: Deployable | None = None) -> Window:
    """An hour of maintenance."""
    return Window(f"w{start:%d%H}", name, start, start + HOUR, "A larger machine.", NOW - 9 * HOUR)


def page(
    *apps: AppDays,
    incidents: tuple[Incident, ...] = (),
    windows: tuple[Window, ...] = (),
    as_of: datetime | None = NOW,
) -> Page:
    """A page; all four apps work where none is given."""
    shown = apps or tuple(app(name) for name in Deployable)
    return Page(as_of, shown, incidents, windows)
