"""What the pages of budgets are made of: meters, burn rates, alerts and entries of a history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.utils import timezone

from totalaudio.core.ui.formats import MONTHS, milliseconds, number
from totalaudio.core.ui.pieces import Entry
from totalaudio_ops.slo.asking import AppStanding, Standing
from totalaudio_ops.slo.modes import CAUTION_UP_TO, FREEZE_BELOW, Mode
from totalaudio_ops.slo.objectives import Measure, Objective
from totalaudio_ops.slo.reports import Left
from totalaudio_ops.slo.shorthand import shorthand
from totalaudio_ops.slo.storing import Alert, ModeChange
from totalaudio_ops.slo.windows import STANDARD
from totalaudio_ops.slo.words import app_label, burn_words, left_words

from . import chart

TONES = {Mode.DEVELOPMENT: "good", Mode.CAUTION: "warning", Mode.FREEZE: "bad"}
_ICONS = {Mode.DEVELOPMENT: "check", Mode.CAUTION: "info", Mode.FREEZE: "warning"}


@dataclass(frozen=True, slots=True)
class Meter:
    """What is left of a budget; `width` is from 0 to 100."""

    title: str
    text: str
    promise: str
    note: str
    tone: str
    width: str


@dataclass(frozen=True, slots=True)
class Burn:
    """How fast a budget burns over a window; the one that `is_first` is shown on a phone."""

    text: str
    tone: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class BurnLine:
    """An objective's burn over every window."""

    app: str
    title: str
    burns: tuple[Burn, ...]


@dataclass(frozen=True, slots=True)
class Burning:
    """An alert that has not ended."""

    text: str
    since: datetime
    incident: str


def meter(one: Standing) -> Meter:
    """What is left of an objective's budget, and of how many events that is."""
    left, counts = one.budget.left, one.budget.counts
    note = f"{number(counts.bad)} bad of {number(counts.total)}" if one.budget.has_data else ""
    if one.budget.has_data and not one.budget.can_judge:
        note += ", too few to judge by"
    return Meter(
        title=one.objective.title,
        text=left_words(left),
        promise=promise(one.objective),
        note=note,
        tone=_tone(one),
        width=f"{100 * min(1.0, max(0.0, float(left or 0))):.2f}",
    )


def promise(objective: Objective) -> str:
    """The promise in a few words: 95 % within 3 s, 7 days; a moonshot says that it is one."""
    target = f"{(objective.target * 100).normalize():f}\u00a0%"
    how = "good"
    if objective.indicator.measure is Measure.SLOW:
        how = f"within {milliseconds(objective.indicator.threshold)}"
    said = f"{target} {how}, {objective.window.days} days"
    return said if objective.decides else f"{said}, moonshot"


def _tone(one: Standing) -> str:
    left = one.budget.left
    if left is None or not one.objective.decides or not one.budget.can_judge:
        return "neutral"
    return "bad" if left < FREEZE_BELOW else "warning" if left <= CAUTION_UP_TO else "good"


def burn_line(one: Standing) -> BurnLine:
    """The burn of every window that alerts look at."""
    burns = tuple(
        Burn(burn_words(rate), _burn_tone(one.objective, window, rate), window == STANDARD[2])
        for window, rate in ((window, one.burn(window)) for window in STANDARD)
    )
    title = one.objective.title if one.objective.decides else f"{one.objective.title}, moonshot"
    return BurnLine(app_label(one.objective.app), title, burns)


def _burn_tone(objective: Objective, window: timedelta, rate: Fraction | None) -> str:
    limits = [rule.burn for rule in objective.rules if window in (rule.long, rule.short)]
    if rate is None or not objective.decides:
        return ""
    if limits and rate >= Fraction(min(limits)):
        return "bad"
    return "warning" if rate >= 1 else ""


def course(title: str, objective: Objective, lefts: Sequence[Left]) -> chart.BurnDown:
    """The line of a budget, its moments in the zone of the person; what decides nothing has no marks of modes."""
    points = [
        chart.Left(_label(one.at), None if one.left is None else 100 * float(one.left))
        for one in lefts
    ]
    return chart.burn_down(title, points, has_marks=objective.decides)


def _label(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {MONTHS[local.month - 1]}, {local:%H:%M}"


def burning(apps: Iterable[AppStanding]) -> list[Burning]:
    """What burns too fast now, a line for each objective: its worst level's rule and since when."""
    found = []
    for one in (one for app in apps for one in app.standings if one.alerts):
        first = min(one.alerts, key=lambda alert: alert.started_at)
        rules = "; ".join(alert.rule for alert in one.alerts)
        text = f"{app_label(one.objective.app)}: “{one.objective.title}” over {rules}."
        refs = [alert.incident_ref for alert in one.alerts if alert.incident_ref]
        found.append(Burning(text, first.started_at, refs[-1] if refs else ""))
    return found


def mode_entries(changes: Iterable[ModeChange]) -> list[Entry]:
    """Changes of modes as a timeline."""
    return [
        Entry(
            at=change.at,
            title=f"{app_label(change.app)}: {Mode(change.from_mode).label} to {Mode(change.to_mode).label}",
            detail=change.reason,
            icon=_ICONS[Mode(change.to_mode)],
        )
        for change in changes
    ]


def alert_entries(alerts: Iterable[Alert], titles: Mapping[str, str]) -> list[Entry]:
    """Alerts as a timeline; `titles` are those of the objectives by name."""
    return [
        Entry(
            at=alert.started_at,
            title=f"{titles.get(alert.objective, alert.objective)} over {alert.rule}",
            detail=f"Burned {alert.burn_long:.1f} and {alert.burn_short:.1f} times too fast. {_end(alert)}",
            icon="warning" if alert.ended_at is None else "check",
        )
        for alert in alerts
    ]


def _end(alert: Alert) -> str:
    told = f" Told to {alert.incident_ref}." if alert.incident_ref else ""
    if alert.ended_at is None:
        return f"It still does.{told}"
    return f"Until {_label(alert.ended_at)}.{told}"


def rules_words(objectives: Iterable[Objective]) -> str:
    """The pairs of windows with their rates: 14.4 over 1h and 5m, 6 over 6h and 30m."""
    rules = dict.fromkeys(
        (rule.burn.normalize(), shorthand(rule.long), shorthand(rule.short))
        for one in objectives
        for rule in one.rules
    )
    return ", ".join(f"{burn:f} over {long} and {short}" for burn, long, short in rules)
