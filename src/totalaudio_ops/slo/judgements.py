"""The mode of an app: the hardest that any of its objectives holds, each by its own budget and its own past.

So an objective that leaves Freeze ends nothing that another one holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from totalaudio_ops.slo.budgets import Budget
from totalaudio_ops.slo.modes import (
    CAUTION_UP_TO,
    FREEZE_BELOW,
    FREEZE_LEFT_ABOVE,
    Mode,
    hardest,
    next_mode,
    percent,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an app's budgets say: its mode before and now, what each objective holds, and why.

    `objective` is the one of those that hold the mode with the least left, and `left` is None where it has no events
    enough to judge by. Both are None where nothing could be judged.
    """

    before: Mode
    mode: Mode
    objective: str | None
    left: Fraction | None
    reason: str
    held: Mapping[str, Mode]

    @property
    def is_change(self) -> bool:
        """Whether the mode is another than before."""
        return self.mode is not self.before


def judge(
    now: Mode,
    budgets: Sequence[Budget],
    held: Mapping[str, Mode],
    *,
    are_post_mortems_closed: bool = True,
) -> Judgement:
    """The mode that an app's budgets demand; `held` has the modes that its objectives held before, by name.

    Objectives that decide nothing are left out. One without events enough keeps what it holds: it makes no mode worse,
    and what it brought is not left before it has them again. What is declared no more holds nothing.
    """
    past = {one.objective.name: held.get(one.objective.name, Mode.DEVELOPMENT) for one in budgets}
    deciding = [one for one in budgets if one.objective.decides]
    after = {
        one.objective.name: _next(
            past[one.objective.name], one, are_post_mortems_closed=are_post_mortems_closed
        )
        for one in deciding
    }
    if not any(one.can_judge for one in deciding):
        said = "No objective has events enough to judge by."
        return Judgement(now, now, None, None, said, after)
    mode = hardest(after.values())
    holding = sorted((one for one in deciding if after[one.objective.name] is mode), key=_rank)
    named = holding if mode.strictness else holding[:1]
    reasons = [_reason(past[one.objective.name], mode, one) for one in named]
    first = holding[0]
    left = first.left if first.can_judge else None
    return Judgement(now, mode, first.objective.name, left, f"{', and '.join(reasons)}.", after)


def _next(now: Mode, budget: Budget, *, are_post_mortems_closed: bool) -> Mode:
    """What one objective holds next: nothing worse by too few bad events, and nothing else without events enough."""
    if not budget.can_judge or budget.left is None:
        return now
    mode = next_mode(now, budget.left, are_post_mortems_closed=are_post_mortems_closed)
    if mode.strictness <= now.strictness or budget.can_worsen:
        return mode
    return now


def _rank(budget: Budget) -> tuple[bool, Fraction]:
    """Least left first, and last what has no events enough."""
    return not budget.can_judge, budget.left if budget.left is not None else Fraction(1)


def _reason(before: Mode, mode: Mode, budget: Budget) -> str:
    name, left = budget.objective.name, budget.left
    if not budget.can_judge or left is None:
        return f"{name} has no events enough to say that it recovered"
    said = f"{name} has {percent(left)} of its budget left"
    if next_mode(mode, left).strictness > mode.strictness:
        return f"{said}, after too few bad events to tell"
    if mode is Mode.FREEZE:
        if left < FREEZE_BELOW:
            return f"{said}, below 25 %"
        if left <= FREEZE_LEFT_ABOVE:
            return f"{said}; Freeze is left above 50 %"
        return f"{said}; Freeze is left when its post-mortems are closed"
    if mode is Mode.CAUTION:
        is_above = left > CAUTION_UP_TO
        return f"{said}; Caution is left above 55 %" if is_above else f"{said}, between 25 and 50 %"
    return f"{said}, above {'50' if before is Mode.DEVELOPMENT else '55'} %"
