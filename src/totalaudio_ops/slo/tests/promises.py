"""Objectives and counts for tests of the arithmetic, which needs no database."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from totalaudio_ops.slo.budgets import Budget, budget
from totalaudio_ops.slo.objectives import Counts, Indicator, Measure, Objective, Rule

MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FAST = Rule(timedelta(hours=1), timedelta(minutes=5), Decimal("14.4"), "P1")
STEADY = Rule(timedelta(hours=6), timedelta(minutes=30), Decimal(6), "P1")
SLOW = Rule(timedelta(days=1), timedelta(hours=2), Decimal(3), "P2")
CREEPING = Rule(timedelta(days=3), timedelta(hours=6), Decimal(1), "P3")
RULES = (FAST, STEADY, SLOW, CREEPING)


def promise(
    target: str = "0.995",
    days: int = 30,
    *,
    name: str = "availability",
    decides: bool = True,
    minimum: int = 100,
    minimum_bad: int = 10,
    measure: Measure = Measure.FAILED,
    classes: tuple[str, ...] = (),
) -> Objective:
    return Objective(
        app="tracker",
        name=name,
        title=name.capitalize(),
        target=Decimal(target),
        window=timedelta(days=days),
        indicator=Indicator(measure, classes, 4000 if measure is Measure.SLOW else None),
        decides=decides,
        minimum=minimum,
        minimum_bad=minimum_bad,
        rules=RULES,
    )


def with_left(left: Fraction, name: str = "availability", *, decides: bool = True) -> Budget:
    """A budget of which exactly this share is left, after bad events enough to tell."""
    scale = ceil(100 / (1 - left)) if left < 1 else 100
    allowed = left.denominator * scale
    bad = (1 - left) * allowed
    return budget(promise("0.9", name=name, decides=decides), Counts(allowed * 10, int(bad)))
