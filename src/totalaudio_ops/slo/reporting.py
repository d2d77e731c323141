"""Collects what a report of a week or a month needs from what was counted and written down."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from totalaudio_ops.happenings import Connection
from totalaudio_ops.incidents.incident import Incident
from totalaudio_ops.incidents.incident import select as select_incidents

from .judging import counts
from .modes import Mode
from .objectives import Objective, Source, Span
from .reports import (
    AppReport,
    ClassShare,
    Day,
    Every,
    IncidentLine,
    ModeLine,
    ObjectiveReport,
    Report,
    days_of,
    period,
)
from .storing import ModeChange, last_changes, mode_changes

_CLASSES = """SELECT app, route_class FROM ops.request_hours WHERE hour >= %(start)s AND hour < %(end)s
    UNION SELECT app, route_class FROM ops.request_minutes WHERE minute >= %(start)s AND minute < %(end)s
    ORDER BY 1, 2"""
_INCIDENTS = (
    """WHERE started_at < %s AND coalesce(resolved_at, 'infinity') >= %s ORDER BY started_at, ref"""
)


def report(
    connection: Connection,
    source: Source,
    objectives: Sequence[Objective],
    every: Every,
    *,
    until: datetime,
    now: datetime,
) -> Report:
    """The last week or month that was over at `until`; every figure is of what is stored now."""
    span = period(every, until)
    apps = dict.fromkeys(one.app for one in objectives)
    reports = _objectives(connection, source, objectives, span)
    changes = mode_changes(connection, list(apps), span.start, span.end)[::-1]
    incidents = select_incidents(connection, _INCIDENTS, span.end, span.start)
    modes = last_changes(connection, span.end)
    return Report(
        every=every,
        span=span,
        made_at=now,
        apps=[
            AppReport(
                app=app,
                mode=Mode(modes[app].to_mode) if app in modes else Mode.DEVELOPMENT,
                objectives=[one for one in reports if one.objective.app == app],
                changes=[_mode_line(one) for one in changes if one.app == app],
                incidents=[_incident_line(one) for one in incidents if one.app in (None, app)],
            )
            for app in apps
        ],
    )


def _objectives(
    connection: Connection, source: Source, objectives: Sequence[Objective], span: Span
) -> list[ObjectiveReport]:
    windows = sorted({one.window for one in objectives})
    days = days_of(span)
    spans = [*(Span(span.end - window, span.end) for window in windows), span, *days]
    found = source.count(objectives, spans)
    classes = _by_class(connection, source, objectives, span)
    made = []
    for one in objectives:
        *of_windows, whole = found[one.app, one.name][: len(windows) + 1]
        of_days = found[one.app, one.name][len(windows) + 1 :]
        made.append(
            ObjectiveReport(
                objective=one,
                at_end=of_windows[windows.index(one.window)],
                in_period=whole,
                days=[Day(day.start.date(), its) for day, its in zip(days, of_days, strict=True)],
                classes=classes[one.app, one.name],
            )
        )
    return made


def _by_class(
    connection: Connection, source: Source, objectives: Sequence[Objective], span: Span
) -> Mapping[tuple[str, str], list[ClassShare]]:
    """What was counted of each objective in each single class, as objectives of one class each."""
    rows = connection.execute(_CLASSES, {"start": span.start, "end": span.end}).fetchall()
    narrow = [
        (one, name, _narrowed(one, name))
        for one in objectives
        for app, name in ((str(app), str(name)) for app, name in rows)
        if app == one.app and counts(one.indicator, name)
    ]
    found = source.count([each for _, _, each in narrow], [span]) if narrow else {}
    shares: dict[tuple[str, str], list[ClassShare]] = {
        (one.app, one.name): [] for one in objectives
    }
    for one, name, each in narrow:
        [counted] = found[each.app, each.name]
        shares[one.app, one.name].append(ClassShare(name, counted))
    return shares


def _narrowed(one: Objective, route_class: str) -> Objective:
    indicator = replace(one.indicator, classes=(route_class,))
    return replace(one, name=f"{one.name} {route_class}", indicator=indicator)


def _mode_line(change: ModeChange) -> ModeLine:
    return ModeLine(change.at, Mode(change.from_mode), Mode(change.to_mode), change.reason)


def _incident_line(one: Incident) -> IncidentLine:
    return IncidentLine(one.ref, one.level, one.title, one.started_at, one.resolved_at)
