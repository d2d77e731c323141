"""Which archives are kept: by days, or fewer the older they are; the newest proved one always."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from totalaudio_ops.problems import Problem

_PART: Final = re.compile(r"(?P<count>[0-9]{1,4})(?P<unit>[dwm])")
_PERIODS: Final[dict[str, Callable[[datetime], tuple[int, ...]]]] = {
    "d": lambda at: (at.year, at.month, at.day),
    "w": lambda at: tuple(at.isocalendar()[:2]),
    "m": lambda at: (at.year, at.month),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """An archive and whether it was proved."""

    archive: str
    at: datetime
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """`days`: all that are younger; or of so many days, weeks and months the last archive each."""

    days: int = 0
    periods: tuple[tuple[str, int], ...] = ()


def rule_of(text: str, days: int) -> Rule:
    """Read BACKUP_KEEP, as 7d,4w,12m; when it is empty everything is kept for these days."""
    if not text.strip():
        return Rule(days=days)
    found = [_PART.fullmatch(part.strip()) for part in text.split(",")]
    periods = tuple((part["unit"], int(part["count"])) for part in found if part)
    units = [unit for unit, _ in periods]
    if len(periods) < len(found) or len(set(units)) < len(units) or not sum(n for _, n in periods):
        raise Problem(
            "BACKUP_KEEP is not a rule: write how many days, weeks and months, as in 7d,4w,12m."
        )
    return Rule(periods=periods)


def to_prune(backups: Iterable[Kept], rule: Rule, now: datetime) -> list[Kept]:
    """The archives that the rule no longer keeps, the oldest first.

    Never the newest verified one, nor, while none is verified, the newest of all; never one from the future.
    """
    ordered = sorted(backups, key=lambda one: (one.at, one.archive), reverse=True)
    held = {one.archive for one in _by_rule(ordered, rule, now)}
    held |= {one.archive for one in ordered if one.at > now}
    newest = next((one for one in ordered if one.is_verified), next(iter(ordered), None))
    if newest:
        held.add(newest.archive)
    return [one for one in reversed(ordered) if one.archive not in held]


def _by_rule(ordered: list[Kept], rule: Rule, now: datetime) -> Iterable[Kept]:
    if not rule.periods:
        return [one for one in ordered if one.at > now - timedelta(days=rule.days)]
    return [one for unit, count in rule.periods for one in _last_of_each(ordered, unit, count)]


def _last_of_each(ordered: list[Kept], unit: str, count: int) -> Iterable[Kept]:
    """Of each of the newest periods that have any, the last archive, one that is verified before any other."""
    groups: dict[tuple[int, ...], Kept] = {}
    for one in ordered:
        period = _PERIODS[unit](one.at)
        there = groups.get(period)
        if there is None or (one.is_verified and not there.is_verified):
            groups[period] = one
    return [groups[period] for period in sorted(groups, reverse=True)[:count]]
