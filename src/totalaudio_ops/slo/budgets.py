"""Error budgets: how many events of a window may be bad, how many were, and how fast they come. All of it is exact."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from totalaudio_ops.slo.objectives import Counts, Objective

_LONGEST: Final = timedelta(days=3650)
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget of an objective over its own window; shares are exact fractions, and None without events."""

    objective: Objective
    counts: Counts

    @property
    def has_data(self) -> bool:
        """Whether anything was counted at all."""
        return self.counts.total > 0

    @property
    def allowed(self) -> Fraction:
        """How many of the events counted may be bad."""
        return self.counts.total * allowance(self.objective)

    @property
    def sli(self) -> Fraction | None:
        """The share of good events."""
        if not self.has_data:
            return None
        return Fraction(self.counts.total - self.counts.bad, self.counts.total)

    @property
    def spent(self) -> Fraction | None:
        """The share of the budget that bad events took; above 1 when they were too many."""
        return burn(self.objective, self.counts)

    @property
    def left(self) -> Fraction | None:
        """The share of the budget that is left; below 0 when it is overspent."""
        return None if self.spent is None else 1 - self.spent

    @property
    def is_met(self) -> bool | None:
        """Whether the promise holds in this window."""
        return None if self.left is None else self.left >= 0

    @property
    def can_judge(self) -> bool:
        """Whether there are events enough to move a mode."""
        return self.has_data and self.counts.total >= self.objective.minimum

    @property
    def can_worsen(self) -> bool:
        """Whether there are bad events enough to make a mode worse: one failure of few is chance."""
        return self.can_judge and self.counts.bad >= self.objective.minimum_bad


def budget(objective: Objective, counts: Counts) -> Budget:
    """The budget that these counts of the objective's window leave."""
    if not 0 <= counts.bad <= counts.total:
        raise ValueError(f"{counts.bad} bad of {counts.total} events cannot be.")
    return Budget(objective, counts)


def allowance(objective: Objective) -> Fraction:
    """The share of events that may be bad."""
    return allowance_of(objective.target)


def allowance_of(target: Decimal) -> Fraction:
    """The share of events that may be bad under a target."""
    return 1 - Fraction(target)


def burn(objective: Objective, counts: Counts) -> Fraction | None:
    """How many times faster than allowed the budget goes: (1 − SLI) / (1 − target); None without events."""
    if counts.total == 0:
        return None
    return Fraction(counts.bad, counts.total) / allowance(objective)


def time_left(budget: Budget, rate: Fraction | None) -> timedelta | None:
    """How long the budget lasts when it goes on burning at this rate; None when it does not run out within years.

    Bad events that leave the window on the way give budget back; that is not counted on.
    """
    if budget.left is None or rate is None:
        return None
    if budget.left <= 0:
        return timedelta(0)
    minutes = budget.left * (budget.objective.window // _MINUTE)
    if rate * (_LONGEST // _MINUTE) < minutes:
        return None
    return _MINUTE * int(minutes / rate)


def rounded(share: Fraction, places: int = 6) -> Decimal:
    """A share as a decimal number, to be stored or shown; never to decide by."""
    scale = 10**places
    return Decimal(round(share * scale)).scaleb(-places)
