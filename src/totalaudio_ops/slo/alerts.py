"""Burn-rate alerts by the rule of several windows (The Site Reliability Workbook, chapter 5, method 6).

A rule fires when its long window burned at least so fast, which proves that it matters, and its short window too, which
proves that it still goes on. Factors and windows are the same for every objective; the share of the budget that is
gone when a rule fires is factor × long / window: 2, 5 and 10 % (the workbook) for 30 days, 8.6, 21.4 and 42.9 % for 7.
To keep the shares for 7 days, factors would fall below 1, which alerts about promises that are kept, or windows
shrink until they hold too few events. Every rule still fires before three quarters are gone, where Freeze begins.
"""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from totalaudio_ops.slo.budgets import allowance, allowance_of, burn
from totalaudio_ops.slo.objectives import Counts, Measure, Objective, Rule

OUTAGE: Final = "P0"
_MINUTE: Final = timedelta(minutes=1)


def is_burning(objective: Objective, rule: Rule, long: Counts, short: Counts) -> bool | None:
    """Whether the rule fires; None when there are too few events to tell, which changes nothing."""
    burned_long, burned_short = burn(objective, long), burn(objective, short)
    if burned_long is None or burned_short is None:
        return None
    factor = Fraction(rule.burn)
    if burned_long < factor or burned_short < factor:
        return False
    is_enough = long.total >= objective.minimum and long.bad >= objective.minimum_bad
    return True if is_enough else None


def level_of(objective: Objective, rule: Rule, short: Counts) -> str:
    """The level of the incident: the rule's, or P0 when in the short window everything an app was asked failed."""
    is_everything = (
        objective.indicator.measure is Measure.FAILED and not objective.indicator.classes
    )
    if is_everything and short.bad == short.total >= max(objective.minimum_bad, 1):
        return OUTAGE
    return rule.level


def can_fire(target: Decimal, rule: Rule) -> bool:
    """Whether the rule fires at all: with a target of 90 %, even a complete outage burns but ten times too fast."""
    return Fraction(rule.burn) * allowance_of(target) <= 1


def detection_time(objective: Objective, rule: Rule, failing: Fraction) -> timedelta | None:
    """How long after all was well such a share of failures fires the rule: factor × (1 − target) × long / share.

    Traffic is taken as even. None when so few failures never fire it.
    """
    limit = Fraction(rule.burn) * allowance(objective)
    return None if failing < limit else _times(rule.long, limit / failing)


def spent_when_fired(objective: Objective, rule: Rule) -> Fraction:
    """The share of the budget that is gone when the rule fires: factor × long / window."""
    return Fraction(rule.burn) * Fraction(rule.long // _MINUTE, objective.window // _MINUTE)


def _times(length: timedelta, share: Fraction) -> timedelta:
    """Rounded to whole microseconds."""
    return timedelta(microseconds=round(length // timedelta(microseconds=1) * share))
