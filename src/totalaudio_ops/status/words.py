"""What the status page says, in words that somebody understands at three in the morning."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from totalaudio_ops.apps import Deployable
from totalaudio_ops.status.model import Incident, Progress, State, utc

STATES: Final = {
    State.OPERATIONAL: "Works",
    State.DEGRADED: "Works in part",
    State.DOWN: "Down",
    State.MAINTENANCE: "Maintenance",
    State.UNKNOWN: "Not known",
}
LEVELS: Final = {
    "P0": "Complete outage",
    "P1": "A main feature is down",
    "P2": "Works in part",
    "P3": "Minor",
}
PROGRESS: Final = {
    Progress.OPEN: "We are looking into it",
    Progress.ACKNOWLEDGED: "We are working on it",
    Progress.MITIGATED: "Works again; we are watching it",
    Progress.RESOLVED: "Over",
}
# The worst first: what people came to hear.
_HEADLINES: Final = (
    (State.DOWN, "is down", "are down"),
    (State.DEGRADED, "works in part", "work in part"),
    (State.MAINTENANCE, "is under maintenance", "are under maintenance"),
)
_NAMES: Final = {Deployable.WORKER: "Work in the background"}


def name_of(app: Deployable | None) -> str:
    """An app as its users know it."""
    return _NAMES.get(app, app.label) if app else "All apps"


def headline(states: Mapping[Deployable, State]) -> str:
    """The page in one sentence."""
    for state, one, many in _HEADLINES:
        apps = [name_of(app) for app, found in states.items() if found is state]
        if apps and len(apps) == len(states):
            return f"Everything {one}."
        if apps:
            return f"{_listed(apps)} {one if len(apps) == 1 else many}."
    unknown = [name_of(app) for app, found in states.items() if found is State.UNKNOWN]
    if len(unknown) == len(states):
        return "How it is now is not known."
    if unknown:
        return f"What we can see works. Not known: {_listed(unknown)}."
    return "Everything works."


def moment(at: datetime) -> str:
    """A moment with its zone."""
    at = utc(at)
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def span(start: datetime, end: datetime) -> str:
    """From when to when."""
    start, end = utc(start), utc(end)
    if start.date() == end.date():
        return f"{start.day} {start:%b %Y, %H:%M} to {end:%H:%M} UTC"
    return f"{start.day} {start:%b %Y, %H:%M} to {moment(end)}"


def day(found: date) -> str:
    """A day."""
    return f"{found.day} {found:%b %Y}"


def percent(found: Decimal | None) -> str:
    """An availability; a hundred only when nothing failed."""
    if found is None:
        return "no data"
    return "100 %" if found == Decimal(100) else f"{found:.2f} %"


def length(found: timedelta) -> str:
    """How long something lasted, in two figures at most."""
    minutes = max(0, round(found.total_seconds() / 60))
    if minutes < 1:
        return "less than a minute"
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min"


def lasted(incident: Incident, now: datetime) -> str:
    """How long an incident took, or takes so far."""
    taken = length((incident.resolved_at or now) - incident.started_at)
    return f"lasted {taken}" if incident.resolved_at else f"for {taken} so far"


def _listed(names: Sequence[str]) -> str:
    first, last = names[:-1], names[-1]
    names = [first[0], *(_inside(name) for name in first[1:]), _inside(last)] if first else [last]
    return f"{', '.join(names[:-1])} and {names[-1]}" if first else last


def _inside(name: str) -> str:
    """A name in the middle of a sentence."""
    return name.lower() if name in _NAMES.values() else name
