"""The judgement of each minute: modes, alerts and the incidents that they open, written in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from totalaudio_ops.happenings import Connection, Kind, tell
from totalaudio_ops.incidents.post_mortems import has_open_post_mortems

from . import storing
from .alarming import Alarms, alarm
from .asking import AppStanding, status
from .budgets import rounded
from .modes import Judgement, Mode, judge
from .objectives import Objective, Source
from .windows import settled
from .words import app_label


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How every app stood, and what the judgement changed."""

    apps: tuple[AppStanding, ...]
    changes: tuple[storing.ModeChange, ...]
    alarms: Alarms


def evaluate(
    connection: Connection, source: Source, objectives: Sequence[Objective], now: datetime
) -> Evaluated:
    """Judge every app at the last minute that is counted to its end. Whoever judges meanwhile waits, and finds it done.

    Without events nothing changes. A clock that goes backwards takes nothing back: what was written later stays.
    """
    storing.lock(connection)
    at = settled(now)
    apps = status(connection, source, objectives, at)
    changes = tuple(change for app in apps if (change := _change(connection, app, at)))
    for change in changes:
        storing.add_mode_change(connection, change)
        _tell(connection, change)
    return Evaluated(tuple(apps), changes, alarm(connection, source, apps, at))


def _change(connection: Connection, app: AppStanding, at: datetime) -> storing.ModeChange | None:
    if app.change and at <= app.change.at:
        return None
    found = _judge(connection, app)
    if not found.is_change or found.objective is None or found.left is None:
        return None
    return storing.ModeChange(
        app=app.app,
        at=at,
        from_mode=found.before,
        to_mode=found.mode,
        objective=found.objective,
        budget_left=rounded(found.left),
        reason=found.reason,
    )


def _judge(connection: Connection, app: AppStanding) -> Judgement:
    return judge(
        app.mode,
        [one.budget for one in app.standings],
        because=app.change.objective if app.change else None,
        are_post_mortems_closed=app.mode is not Mode.FREEZE
        or not has_open_post_mortems(connection, app.app),
    )


def _tell(connection: Connection, change: storing.ModeChange) -> None:
    said = f"{app_label(change.app)} went from {Mode(change.from_mode).label} to {Mode(change.to_mode).label}"
    key = f"{change.app} {change.at.isoformat()}"
    text = f"{said}: {change.reason}"
    tell(connection, Kind.MODE, text, key=key, app=change.app, at=change.at)
