"""A report as values for JSON: the same figures as in words, and null where nothing was counted."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from totalaudio_ops.slo.budgets import rounded
from totalaudio_ops.slo.objectives import Counts
from totalaudio_ops.slo.reports import AppReport, ObjectiveReport, Report


def as_json(report: Report) -> dict[str, object]:
    """The report for programs. Shares are numbers with six places, null where nothing was counted; times are UTC.

    Keys: every, start, end, made_at, apps: app, mode, changes, incidents, objectives: name, title, target, window_days,
    decides, sli, budget_left, spent_in_period, burn, is_met, total, bad, days, classes.
    """
    return {
        "every": report.every.value,
        "start": _iso(report.span.start),
        "end": _iso(report.span.end),
        "made_at": _iso(report.made_at),
        "apps": [_app_json(app) for app in report.apps],
    }


def _app_json(app: AppReport) -> dict[str, object]:
    return {
        "app": app.app,
        "mode": app.mode.value,
        "changes": [
            {
                "at": _iso(one.at),
                "from": one.before.value,
                "to": one.mode.value,
                "reason": one.reason,
            }
            for one in app.changes
        ],
        "incidents": [
            {
                "ref": one.ref,
                "level": one.level,
                "title": one.title,
                "started_at": _iso(one.started_at),
                "resolved_at": _iso(one.resolved_at) if one.resolved_at else None,
            }
            for one in app.incidents
        ],
        "objectives": [_objective_json(one) for one in app.objectives],
    }


def _objective_json(one: ObjectiveReport) -> dict[str, object]:
    promise = one.objective
    return {
        "name": promise.name,
        "title": promise.title,
        "target": float(promise.target),
        "window_days": promise.window / timedelta(days=1),
        "decides": promise.decides,
        "sli": _number(one.budget.sli),
        "budget_left": _number(one.budget.left),
        "spent_in_period": _number(one.spent_in_period) if one.in_period.total else None,
        "burn": _number(one.burn),
        "is_met": one.budget.is_met,
        "total": one.in_period.total,
        "bad": one.in_period.bad,
        "days": [{"day": day.day.isoformat(), **_counts(day.counts)} for day in one.days],
        "classes": [{"class": shown.route_class, **_counts(shown.counts)} for shown in one.classes],
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {"total": counts.total, "bad": counts.bad}


def _number(share: Fraction | None) -> float | None:
    return None if share is None else float(rounded(share))


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
