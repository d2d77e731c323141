"""Budget modes: what an app may change while so much of its budget is left, with room to turn round in.

Down: Caution from 50 % left, Freeze below 25 %. Up: Caution is left above 55 %; Freeze is left above 50 %, and
only when its post-mortems are closed: into Caution up to 55 %, above that straight into Development. So a budget that
trembles by no more than 5 % of itself never comes back to a mode that it left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from totalaudio_ops.slo.budgets import Budget

FREEZE_BELOW: Final = Fraction(25, 100)
CAUTION_UP_TO: Final = Fraction(50, 100)
CAUTION_LEFT_ABOVE: Final = Fraction(55, 100)
FREEZE_LEFT_ABOVE: Final = Fraction(50, 100)


class Mode(StrEnum):
    """The modes, from the freest to the strictest."""

    DEVELOPMENT = "development"
    CAUTION = "caution"
    FREEZE = "freeze"

    @property
    def label(self) -> str:
        """Its name on pages."""
        return self.value.capitalize()

    @property
    def strictness(self) -> int:
        """0 for the freest."""
        return list(Mode).index(self)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an app's budgets say: its mode before and now, the objective that decided, and why."""

    before: Mode
    mode: Mode
    objective: str | None
    left: Fraction | None
    reason: str

    @property
    def is_change(self) -> bool:
        """Whether the mode is another than before."""
        return self.mode is not self.before


def next_mode(now: Mode, left: Fraction, *, are_post_mortems_closed: bool = True) -> Mode:
    """The mode of an app in mode `now` when its worst objective has so much of its budget left."""
    if left < FREEZE_BELOW:
        return Mode.FREEZE
    if now is Mode.FREEZE and not (left > FREEZE_LEFT_ABOVE and are_post_mortems_closed):
        return Mode.FREEZE
    if left <= CAUTION_UP_TO:
        return Mode.CAUTION
    if now is not Mode.DEVELOPMENT and left <= CAUTION_LEFT_ABOVE:
        return Mode.CAUTION
    return Mode.DEVELOPMENT


def judge(
    now: Mode,
    budgets: Sequence[Budget],
    *,
    because: str | None = None,
    are_post_mortems_closed: bool = True,
) -> Judgement:
    """The mode that an app's budgets demand; `because` is the objective that brought the mode it is in.

    Objectives that decide nothing are left out. Without events enough an objective changes nothing: it makes no mode
    worse, and a mode that it brought is not left before it has them again.
    """
    able = [one for one in budgets if one.objective.decides and one.can_judge]
    if not able:
        return Judgement(now, now, None, None, "No objective has events enough to judge by.")
    worst = min(able, key=_left)
    mode = next_mode(now, _left(worst), are_post_mortems_closed=are_post_mortems_closed)
    if mode.strictness > now.strictness:
        return _worsened(now, able, worst)
    is_silent = because is not None and because in _silent(budgets)
    if mode is not now and is_silent:
        said = f"{because} has no events enough to say that it recovered."
        return Judgement(now, now, because, None, said)
    return _judged(now, mode, worst)


def _judged(now: Mode, mode: Mode, worst: Budget) -> Judgement:
    return Judgement(now, mode, worst.objective.name, _left(worst), _reason(now, mode, worst))


def _worsened(now: Mode, able: Sequence[Budget], worst: Budget) -> Judgement:
    """The stricter mode, if an objective with bad events enough demands it."""
    telling = min((one for one in able if one.can_worsen), key=_left, default=None)
    if telling:
        mode = next_mode(now, _left(telling))
        if mode.strictness > now.strictness:
            return _judged(now, mode, telling)
    said = f"{worst.objective.name} has {percent(_left(worst))} of its budget left, after too few bad events to tell."
    return Judgement(now, now, worst.objective.name, _left(worst), said)


def _silent(budgets: Sequence[Budget]) -> set[str]:
    return {one.objective.name for one in budgets if one.objective.decides and not one.can_judge}


def _left(budget: Budget) -> Fraction:
    return budget.left if budget.left is not None else Fraction(1)


def _reason(before: Mode, mode: Mode, worst: Budget) -> str:
    left = _left(worst)
    said = f"{worst.objective.name} has {percent(left)} of its budget left"
    if mode is Mode.FREEZE:
        if left < FREEZE_BELOW:
            return f"{said}, below 25 %."
        if left <= FREEZE_LEFT_ABOVE:
            return f"{said}; Freeze is left above 50 %."
        return f"{said}; Freeze is left when its post-mortems are closed."
    if mode is Mode.CAUTION and left > CAUTION_UP_TO:
        return f"{said}; Caution is left above 55 %."
    if mode is Mode.CAUTION:
        return f"{said}, between 25 and 50 %."
    return f"{said}, above {'50' if before is Mode.DEVELOPMENT else '55'} %."


def percent(share: Fraction, places: int = 1) -> str:
    """A share in per cent, rounded down, so that nothing that is not reached looks reached: 24.9 %."""
    scale = 10**places
    whole = share * 100 * scale // 1
    return f"{int(whole) / scale:.{places}f} %"
