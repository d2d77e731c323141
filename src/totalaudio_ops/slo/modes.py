"""Budget modes: what an app may change while so much of its budget is left, with room to turn round in.

Down: Caution from 50 % left, Freeze below 25 %. Up: Caution is left above 55 %; Freeze is left above 50 %, and
only when its post-mortems are closed: into Caution up to 55 %, above that straight into Development. So a budget that
trembles by no more than 5 % of itself never comes back to a mode that it left.
"""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import Final

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


def hardest(modes: Iterable[Mode]) -> Mode:
    """The strictest of some modes; Development of none."""
    return max(modes, key=lambda mode: mode.strictness, default=Mode.DEVELOPMENT)


def next_mode(now: Mode, left: Fraction, *, are_post_mortems_closed: bool = True) -> Mode:
    """The mode that an objective holds next which holds `now` and has so much of its budget left."""
    if left < FREEZE_BELOW:
        return Mode.FREEZE
    if now is Mode.FREEZE and not (left > FREEZE_LEFT_ABOVE and are_post_mortems_closed):
        return Mode.FREEZE
    if left <= CAUTION_UP_TO:
        return Mode.CAUTION
    if now is not Mode.DEVELOPMENT and left <= CAUTION_LEFT_ABOVE:
        return Mode.CAUTION
    return Mode.DEVELOPMENT


def percent(share: Fraction, places: int = 1) -> str:
    """A share in per cent, rounded down, so that nothing that is not reached looks reached: 24.9 %."""
    scale = 10**places
    whole = share * 100 * scale // 1
    return f"{int(whole) / scale:.{places}f} %"
