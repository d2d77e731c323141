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
from .judgements import Judgement, judge
from .modes import Mode
from .objective_modes import ObjectiveMode, forget_undeclared, keep_objective_mode
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
    deciding = [(one.app, one.name) for one in objectives if one.decides]
    forget_undeclared(connection, deciding, at)
    changes = tuple(change for app in apps if (change := _judged(connection, app, at)))
    return Evaluated(tuple(apps), changes, alarm(connection, source, apps, at))


def _judged(connection: Connection, app: AppStanding, at: datetime) -> storing.ModeChange | None:
    """Keep what the objectives of an app hold, and its change of mode if there is one."""
    moments = (app.change.at if app.change else None, app.moved_at)
    if any(moment and at <= moment for moment in moments):
        return None
    found = _judge(connection, app)
    for one in app.standings:
        mode = found.held.get(one.objective.name, one.holds)
        if mode is not one.holds:
            taken = ObjectiveMode(app.app, one.objective.name, mode, at)
            keep_objective_mode(connection, taken)
    change = _change(app, found, at)
    if change:
        storing.add_mode_change(connection, change)
        _tell(connection, change)
    elif found.mode is not Mode.DEVELOPMENT and found.objective and _is_otherwise_held(app, found):
        said = f"{app_label(app.app)} stays in {found.mode.label}: {found.reason}"
        key = f"{app.app} {at.isoformat()} held"
        tell(connection, Kind.MODE, said, key=key, app=app.app, at=at)
    return change


def _is_otherwise_held(app: AppStanding, found: Judgement) -> bool:
    """Whether an objective came to those that hold the mode, or left them."""
    holding = {one.objective.name for one in app.holding}
    return holding != {name for name, mode in found.held.items() if mode is found.mode}


def _change(app: AppStanding, found: Judgement, at: datetime) -> storing.ModeChange | None:
    if not found.is_change or found.objective is None:
        return None
    return storing.ModeChange(
        app=app.app,
        at=at,
        from_mode=found.before,
        to_mode=found.mode,
        objective=found.objective,
        budget_left=None if found.left is None else rounded(found.left),
        reason=found.reason,
    )


def _judge(connection: Connection, app: AppStanding) -> Judgement:
    return judge(
        app.mode,
        [one.budget for one in app.standings],
        {one.objective.name: one.holds for one in app.standings},
        are_post_mortems_closed=app.mode is not Mode.FREEZE
        or not has_open_post_mortems(connection, app.app),
    )


def _tell(connection: Connection, change: storing.ModeChange) -> None:
    said = f"{app_label(change.app)} went from {Mode(change.from_mode).label} to {Mode(change.to_mode).label}"
    key = f"{change.app} {change.at.isoformat()}"
    text = f"{said}: {change.reason}"
    tell(connection, Kind.MODE, text, key=key, app=change.app, at=change.at)
