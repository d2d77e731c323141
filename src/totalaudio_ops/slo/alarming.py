"""Burn-rate alerts, opened and ended, and one incident for each objective that burns, however many rules say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

from totalaudio_ops.happenings import Connection, Kind, tell
from totalaudio_ops.incidents.opening import open_incident

from . import storing
from .alerts import is_burning, level_of
from .asking import AppStanding, Standing
from .budgets import burn, rounded
from .objectives import Objective, Rule, Source, Span
from .words import app_label, burn_words, left_words

_SLICES = 60


@dataclass(frozen=True, slots=True)
class Alarms:
    """What began and what ended, as in `tracker availability 1h and 5m`; and the refs of incidents told of it."""

    begun: tuple[str, ...]
    ended: tuple[str, ...]
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Burning:
    """A rule that fires now and must be reported: it is new, worse than it was, or goes on after its incident ended."""

    rule: Rule
    level: str
    alert_id: UUID


def alarm(
    connection: Connection, source: Source, apps: Sequence[AppStanding], at: datetime
) -> Alarms:
    """Begin and end alerts at a moment, and report what is new to the incident of its objective."""
    standings = [one for app in apps for one in app.standings if one.objective.decides]
    later = storing.ended_after(connection, at)
    begun: list[str] = []
    ended = list(_end_undeclared(connection, standings, at))
    refs: list[str] = []
    for one in standings:
        news = list(_begin(connection, one, later, at, begun))
        ended.extend(_end(connection, one, at))
        if news:
            refs.append(_report(connection, source, one, news, at))
    return Alarms(tuple(begun), tuple(ended), tuple(refs))


def _begin(
    connection: Connection,
    one: Standing,
    later: set[tuple[str, str, str]],
    at: datetime,
    begun: list[str],
) -> Iterator[_Burning]:
    there = {alert.rule: alert for alert in one.alerts}
    objective = one.objective
    for rule in objective.rules:
        long, short = one.counts[rule.long], one.counts[rule.short]
        key = (objective.app, objective.name, rule.name)
        if key in later or not is_burning(objective, rule, long, short):
            continue
        level, alert = level_of(objective, rule, short), there.get(rule.name)
        if alert is None:
            begun.append(" ".join(key))
            yield _Burning(rule, level, _begun(connection, one, rule, level, at))
        elif level < alert.level and at >= alert.started_at:
            storing.worsen_alert(connection, alert.id, level)
            yield _Burning(rule, level, alert.id)
        elif _goes_on(alert, rule, at):
            yield _Burning(rule, level, alert.id)


def _goes_on(alert: storing.Alert, rule: Rule, at: datetime) -> bool:
    """Its incident was resolved, and all of the short window, which still burns, came after that."""
    resolved = alert.incident_resolved_at
    return resolved is not None and at >= resolved + rule.short


def _begun(connection: Connection, one: Standing, rule: Rule, level: str, at: datetime) -> UUID:
    return storing.begin_alert(
        connection,
        app=one.objective.app,
        objective=one.objective.name,
        rule=rule.name,
        level=level,
        at=at,
        burn_long=rounded(one.burn(rule.long) or Fraction(0)),
        burn_short=rounded(one.burn(rule.short) or Fraction(0)),
    )


def _end(connection: Connection, one: Standing, at: datetime) -> Iterator[str]:
    rules = {rule.name: rule for rule in one.objective.rules}
    for alert in one.alerts:
        rule = rules.get(alert.rule)
        if at > alert.started_at and (rule is None or _is_over(one, rule)):
            yield _ended(connection, alert, at)


def _is_over(one: Standing, rule: Rule) -> bool:
    """It burns no longer, or nothing that burned is left in its long window.

    Then it must end: what would come back later would be the same alert, and tell nobody. But a source that counts
    nothing at all could not be read, which says nothing.
    """
    long, short = one.counts[rule.long], one.counts[rule.short]
    if long.total == 0:
        return one.budget.has_data
    return is_burning(one.objective, rule, long, short) is False


def _end_undeclared(
    connection: Connection, standings: Sequence[Standing], at: datetime
) -> Iterator[str]:
    declared = {(one.objective.app, one.objective.name) for one in standings}
    for alert in storing.open_alerts(connection):
        if (alert.app, alert.objective) not in declared and at > alert.started_at:
            yield _ended(connection, alert, at)


def _ended(connection: Connection, alert: storing.Alert, at: datetime) -> str:
    storing.end_alert(connection, alert.id, at)
    said = f"{app_label(alert.app)}: {alert.objective} no longer burns too fast over {alert.rule}."
    tell(connection, Kind.ALERT, said, key=f"{alert.id} ended", app=alert.app, at=at)
    return f"{alert.app} {alert.objective} {alert.rule}"


def _report(
    connection: Connection, source: Source, one: Standing, news: Sequence[_Burning], at: datetime
) -> str:
    """Open the incident of an objective or add to it; the alerts learn which one it is."""
    objective, worst = one.objective, min(news, key=lambda new: (new.level, -new.rule.burn))
    detail = "\n".join(_sentence(one, new.rule) for new in news)
    for new in news:
        said = f"{app_label(objective.app)}: {_sentence(one, new.rule)}"
        key = f"{new.alert_id} {at.isoformat()}"
        tell(connection, Kind.ALERT, said, key=key, app=objective.app, at=at)
    incident = open_incident(
        connection,
        level=worst.level,
        title=f"{app_label(objective.app)}: the budget of “{objective.title}” burns too fast",
        app=objective.app,
        source="alert",
        key=f"slo {objective.app} {objective.name}",
        started_at=_began_at(source, objective, worst.rule, at),
        by="alerts",
        now=at,
        detail=f"{detail}\nOf its budget: {left_words(one.budget.left)}.",
    )
    storing.link_incident(connection, [new.alert_id for new in news], incident.id)
    return incident.ref


def _sentence(one: Standing, rule: Rule) -> str:
    long, short = burn_words(one.burn(rule.long)), burn_words(one.burn(rule.short))
    return (
        f"“{one.objective.title}” burned {long} and {short} times too fast over {rule.name};"
        f" {rule.burn} is an alert."
    )


def _began_at(source: Source, objective: Objective, rule: Rule, at: datetime) -> datetime:
    """The first part of the long window that burned as fast as the rule: when the trouble began, as far as known."""
    step = max(timedelta(minutes=1), rule.long // _SLICES)
    parts = [Span(start, start + step) for start in _starts(at - rule.long, at, step)]
    counts = source.count([objective], parts)[objective.app, objective.name]
    for part, found in zip(parts, counts, strict=True):
        if (burn(objective, found) or 0) >= rule.burn:
            return part.start
    return at


def _starts(first: datetime, until: datetime, step: timedelta) -> Iterator[datetime]:
    while first + step <= until:
        yield first
        first += step
