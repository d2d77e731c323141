"""Every app at a glance: its mode, its meters, the course of its worst budget, burn and latency."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from totalaudio.core.ui.tables import Column, Head, table_head
from totalaudio.core.web.operations.reaching import Connection
from totalaudio_ops.slo.asking import AppStanding, Standing, status
from totalaudio_ops.slo.courses import courses
from totalaudio_ops.slo.objectives import Objective
from totalaudio_ops.slo.reports import Left
from totalaudio_ops.slo.shorthand import shorthand
from totalaudio_ops.slo.sources import source_of
from totalaudio_ops.slo.storing import mode_changes
from totalaudio_ops.slo.windows import STANDARD, whole_minute
from totalaudio_ops.slo.words import LETS_THROUGH, app_label, held_words, left_words

from . import latency, pieces
from .chart import BurnDown

HISTORY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class AppCard:
    """One app."""

    name: str
    label: str
    mode: str
    tone: str
    says: str
    worst: str
    meters: tuple[pieces.Meter, ...]
    chart: BurnDown | None
    is_worst: bool = False


def figures(
    connection: Connection, objectives: Sequence[Objective], now: datetime
) -> dict[str, object]:
    """Everything that the page shows."""
    source = source_of(connection, settings.PROMETHEUS_URL)
    apps = status(connection, source, objectives, now)
    shown = [one for app in apps if (one := _shown(app))]
    lines = courses(source, [one.objective for one in shown], now)
    standings = [one for app in apps for one in app.standings]
    names = [app.app for app in apps]
    burning = pieces.burning(apps)
    return {
        "now": whole_minute(now),
        "unread": list(source.unread.values()),
        "alerts": burning,
        "alerts_title": alerts_title(len(burning)),
        "apps": [card(app, lines, is_worst=app is _worst(apps)) for app in apps],
        "burns_head": burns_head(),
        "burns": [pieces.burn_line(one) for one in standings],
        "rules": pieces.rules_words(objectives),
        "latency_head": latency.head(),
        "latencies": latency.lines(connection, names, now),
        "history": pieces.mode_entries(mode_changes(connection, names, now - HISTORY, now)),
    }


def card(
    app: AppStanding, lines: Mapping[tuple[str, str], Sequence[Left]], *, is_worst: bool = False
) -> AppCard:
    """An app's mode, its meters and the course of its worst budget."""
    one = _shown(app)
    return AppCard(
        name=app.app,
        label=app_label(app.app),
        mode=app.mode.label,
        tone=pieces.TONES[app.mode],
        says=_says(app),
        worst=_worst_words(app),
        meters=tuple(pieces.meter(each) for each in app.standings),
        chart=_course(one, lines) if one else None,
        is_worst=is_worst,
    )


def _says(app: AppStanding) -> str:
    held = held_words([one.objective.title for one in app.holding])
    return f"{LETS_THROUGH[app.mode]} {held}".strip()


def _course(one: Standing, lines: Mapping[tuple[str, str], Sequence[Left]]) -> BurnDown:
    objective = one.objective
    title = f"{objective.title}: left of the budget, {objective.window.days} days"
    return pieces.course(title, objective, lines[objective.app, objective.name])


def _shown(app: AppStanding) -> Standing | None:
    """The objective whose course is drawn: the worst one, or the first that has any events."""
    return app.worst or next((one for one in app.standings if one.budget.has_data), None)


def _worst(apps: Iterable[AppStanding]) -> AppStanding | None:
    """The one app that needs a look, if any does: the strictest mode, or what burns."""
    troubled = [app for app in apps if app.mode.strictness or app.alerts]
    return max(troubled, key=lambda app: (app.mode.strictness, len(app.alerts)), default=None)


def _worst_words(app: AppStanding) -> str:
    if app.worst is None:
        return "Too few events to judge by"
    return f"{app.worst.objective.title}: {left_words(app.worst.budget.left)}"


def alerts_title(count: int) -> str:
    """How many budgets burn too fast."""
    return "A budget burns too fast" if count == 1 else f"{count} budgets burn too fast"


def burns_head() -> Head:
    """The head of the table of burn rates, one column for each window."""
    windows = (
        Column(shorthand(window), shorthand(window), is_number=True, is_sortable=False)
        for window in STANDARD
    )
    first = (
        Column("objective", "Objective", slot="title", is_sortable=False),
        Column("app", "App", slot="meta", is_sortable=False),
    )
    return table_head((*first, *windows), {}, default_sort="")
