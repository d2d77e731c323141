"""A report as Markdown: no figure where nothing was counted, and no text of people that says anything in Markdown."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from totalaudio_ops.slo.modes import percent
from totalaudio_ops.slo.objectives import Counts
from totalaudio_ops.slo.reports import (
    AppReport,
    Every,
    IncidentLine,
    ModeLine,
    ObjectiveReport,
    Report,
)
from totalaudio_ops.slo.words import NO_DATA, app_label

_TITLES = {Every.WEEK: "Weekly report", Every.MONTH: "Monthly report"}
_HEAD = (
    "| objective | target | kept | left of the budget | spent in the period | burn | met |",
    "|---|---|---|---|---|---|---|",
)


def as_markdown(report: Report) -> str:
    """The report to be read or mailed; it ends with a line break."""
    last = report.span.end - timedelta(seconds=1)
    lines = [
        f"# {_TITLES[report.every]}: {_day(report.span.start)} to {_day(last)}",
        "",
        f"Written {_moment(report.made_at)}. Days and hours are of UTC.",
        "Each objective is judged over its own window, which ends with the period; burn is that of the period.",
    ]
    for app in report.apps:
        lines += ["", *_app(app)]
    return "\n".join(lines) + "\n"


def _app(app: AppReport) -> Iterator[str]:
    yield f"## {app_label(app.app)}"
    yield ""
    yield f"Mode at the end: **{app.mode.label}**."
    yield ""
    if app.objectives:
        yield from _HEAD
        yield from (_row(one) for one in app.objectives)
    else:
        yield "No objective is declared."
    yield from _list("Changes of mode", [_change(one) for one in app.changes])
    yield from _list("Incidents", [_incident(one) for one in app.incidents])
    yield from _list("Worst days", [_days(one) for one in app.objectives if one.worst_days()])
    yield from _list(
        "Where it failed", [_classes(one) for one in app.objectives if one.top_classes()]
    )


def _row(one: ObjectiveReport) -> str:
    promise = one.objective
    name = _cell(promise.title) + ("" if promise.decides else " (decides nothing)")
    window = f"{promise.window.days} days"
    cells = [
        name,
        f"{(promise.target * 100).normalize():f} % in {window}",
        _share(one.budget.sli, 3),
        _share(one.budget.left),
        _share(one.spent_in_period) if one.in_period.total else NO_DATA,
        NO_DATA if one.burn is None else f"{float(one.burn):.2f}",
        {True: "yes", False: "no", None: NO_DATA}[one.budget.is_met],
    ]
    return f"| {' | '.join(cells)} |"


def _list(title: str, lines: list[str]) -> Iterator[str]:
    yield from ("", f"{title}:" if lines else f"{title}: none.")
    if lines:
        yield ""
        yield from (f"- {line}" for line in lines)


def _change(one: ModeLine) -> str:
    return f"{_moment(one.at)}: {one.before.label} to {one.mode.label}. {_cell(one.reason)}"


def _incident(one: IncidentLine) -> str:
    end = f"resolved {_moment(one.resolved_at)}" if one.resolved_at else "still open"
    return f"{one.ref}, {one.level}: {_cell(one.title)} (since {_moment(one.started_at)}, {end})"


def _days(one: ObjectiveReport) -> str:
    days = [f"{day.day:%d %b %Y} {_of(day.counts)}" for day in one.worst_days()]
    return f"{_cell(one.objective.title)}: {', '.join(days)}"


def _classes(one: ObjectiveReport) -> str:
    found = [f"{shown.route_class} {_of(shown.counts)}" for shown in one.top_classes()]
    return f"{_cell(one.objective.title)}: {', '.join(found)}"


def _of(counts: Counts) -> str:
    return f"({counts.bad:,} of {counts.total:,})"


def _share(share: Fraction | None, places: int = 1) -> str:
    return NO_DATA if share is None else percent(share, places)


def _cell(text: str) -> str:
    """A text of people, which stays one line and one cell, and says nothing in Markdown or HTML."""
    plain = " ".join(text.split())
    return "".join(f"\\{one}" if one in "\\`*_{}[]<>()#+!|~&" else one for one in plain)


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%d %b %Y}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%d %b %Y %H:%M}"
