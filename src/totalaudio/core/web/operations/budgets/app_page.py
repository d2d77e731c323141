"""One app in depth: each objective over its window, what burned, how modes changed and what the gate answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from totalaudio.core.ui.formats import duration, milliseconds, number
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.core.web.operations.reaching import Connection
from totalaudio_ops.slo.asking import AppStanding, Standing, status
from totalaudio_ops.slo.budgets import time_left
from totalaudio_ops.slo.courses import courses
from totalaudio_ops.slo.modes import percent
from totalaudio_ops.slo.objectives import Measure, Objective
from totalaudio_ops.slo.reports import Left
from totalaudio_ops.slo.sources import source_of
from totalaudio_ops.slo.storing import GateAnswer, alerts, gate_answers, mode_changes
from totalaudio_ops.slo.windows import whole_minute

from . import latency, pieces
from .chart import BurnDown
from .overview_page import alerts_title, burns_head, card

HISTORY = timedelta(days=90)
_HOUR = timedelta(hours=1)
_ANSWERS = (
    Column("change", "Change", slot="title", is_sortable=False),
    Column("said", "Answer", slot="meta", is_sortable=False),
    Column("by", "Asked by", is_sortable=False),
    Column("at", "When", is_sortable=False),
    Column("verdict", "Verdict", slot="aside", is_sortable=False),
)


@dataclass(frozen=True, slots=True)
class InDepth:
    """One objective."""

    meter: pieces.Meter
    chart: BurnDown
    facts: tuple[tuple[str, str], ...]
    is_worst: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gate answered once."""

    change: str
    said: str
    override_reason: str
    asked_by: str
    at: datetime
    verdict: str
    tone: str


def figures(
    connection: Connection, objectives: Sequence[Objective], name: str, now: datetime
) -> dict[str, object]:
    """Everything that the page shows."""
    source = source_of(connection, settings.PROMETHEUS_URL)
    [app] = status(connection, source, objectives, now)
    lines = courses(source, objectives, now)
    since = now - HISTORY
    burning = pieces.burning([app])
    return {
        "now": whole_minute(now),
        "unread": list(source.unread.values()),
        "alerts": burning,
        "alerts_title": alerts_title(len(burning)),
        "app": card(app, lines),
        "objectives": [_in_depth(one, app, lines) for one in app.standings],
        "burns_head": burns_head(),
        "burns": [pieces.burn_line(one) for one in app.standings],
        "rules": pieces.rules_words(objectives),
        "latency_head": latency.head(),
        "latencies": latency.lines(connection, [name], now),
        "history": pieces.mode_entries(mode_changes(connection, [name], since, now)),
        "fired": pieces.alert_entries(
            alerts(connection, [name], since, now), {one.name: one.title for one in objectives}
        ),
        "answers_head": table_head(_ANSWERS, {}, default_sort=""),
        "answers": [_answer(one) for one in gate_answers(connection, [name], since, now)],
    }


def _in_depth(one: Standing, app: AppStanding, lines: dict[tuple[str, str], list[Left]]) -> InDepth:
    objective = one.objective
    chart = pieces.course(
        f"Left of the budget, {objective.window.days} days",
        objective,
        lines[objective.app, objective.name],
    )
    return InDepth(pieces.meter(one), chart, tuple(_facts(one)), one in app.holding[:1])


def _facts(one: Standing) -> list[tuple[str, str]]:
    budget = one.budget
    found = [("Slow is over", _thresholds(one.objective))] if _is_slow(one) else []
    if budget.sli is None:
        return [*found, ("Counted", "nothing so far")]
    room = int(budget.allowed) - budget.counts.bad
    lasts = time_left(budget, one.burn(_HOUR))
    return [
        *found,
        ("Good", percent(budget.sli, 3)),
        ("May be bad", number(int(budget.allowed))),
        ("Were bad", number(budget.counts.bad)),
        ("Still may be" if room >= 0 else "Too many", number(abs(room))),
        ("Lasts at the rate of the last hour", _lasts(lasts)),
    ]


def _is_slow(one: Standing) -> bool:
    return one.objective.indicator.measure is Measure.SLOW


def _thresholds(objective: Objective) -> str:
    indicator = objective.indicator
    single = [f"{name} {milliseconds(limit)}" for name, limit in indicator.slower.items()]
    return ", ".join([milliseconds(indicator.threshold), *single])


def _lasts(left: timedelta | None) -> str:
    if left is None:
        return "for years"
    if left > timedelta(days=2):
        return f"{left.days} days"
    return duration(left.total_seconds()) if left else "it is spent"


def _answer(one: GateAnswer) -> Answer:
    verdict, tone = ("Stopped", "bad") if not one.is_let_through else ("Let through", "good")
    if one.override_reason:
        verdict, tone = "Overridden", "warning"
    return Answer(
        one.change, one.said, one.override_reason or "", one.asked_by, one.at, verdict, tone
    )
