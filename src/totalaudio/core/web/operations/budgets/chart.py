"""How a budget went down over its window, as shapes in a box of 100 by 100; a table behind them says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

# What is overspent beyond this is drawn at the edge; the table has the figure.
_LOWEST = -100.0


@dataclass(frozen=True, slots=True)
class Left:
    """What was left of a budget at a moment, in percent; None before anything was counted."""

    label: str
    percent: float | None


@dataclass(frozen=True, slots=True)
class Spot:
    """One line of the table behind the chart."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class BurnDown:
    """The line of a budget: `bottom` is the lower end of the scale, `marks` the heights of 50, 25 and 0 %."""

    title: str
    spots: tuple[Spot, ...]
    path: str
    area: str
    zero: str
    caution: str
    freeze: str
    bottom: str
    ticks: tuple[str, ...]
    has_marks: bool


def burn_down(title: str, lefts: Sequence[Left], *, has_marks: bool = True) -> BurnDown:
    """Lay out what was left after each part of the window; a part before the first count is no part of the line."""
    known = [left.percent for left in lefts if left.percent is not None]
    bottom = _bottom(min(known, default=0.0))
    step = 100 / max(1, len(lefts) - 1)
    places = [
        (f"{at * step:.2f}", _height(left.percent, bottom))
        for at, left in enumerate(lefts)
        if left.percent is not None
    ]
    path = "M" + " L".join(f"{x} {y}" for x, y in places) if places else ""
    if len(places) == 1:
        path += " h0"  # with its round end a dot
    zero = _height(0, bottom)
    return BurnDown(
        title=title,
        spots=tuple(Spot(left.label, percent_text(left.percent)) for left in lefts),
        path=path,
        area=f"{path} L{places[-1][0]} {zero} L{places[0][0]} {zero} Z" if len(places) > 1 else "",
        zero=zero,
        caution=_height(50, bottom),
        freeze=_height(25, bottom),
        bottom=percent_text(bottom),
        ticks=_ticks(lefts),
        has_marks=has_marks,
    )


def percent_text(value: float | None) -> str:
    """Write 62.4 %, −412 %, and `no data` for None; what is nearly 0 or nearly 100 is never written as that."""
    if value is None:
        return "no data"
    digits = 0 if value == round(value) or abs(value) >= 1000 else 1
    if value != round(value) and f"{abs(value):.{digits}f}" in {"0.0", "100.0"}:
        digits = 2
        value = _not_quite(value)
    return f"{value:.{digits}f}\u00a0%".replace("-", "\u2212")


def _not_quite(value: float) -> float:
    size = abs(value)
    kept = max(size, 0.01) if size < 1 else min(size, 99.99) if size < 100 else max(size, 100.01)
    return kept if value > 0 else -kept


def _bottom(lowest: float) -> float:
    if lowest >= 0:
        return 0.0
    return max(_LOWEST, -25.0 * ceil(-lowest / 25))


def _height(percent: float, bottom: float) -> str:
    kept = max(bottom, min(100.0, percent))
    return f"{100 * (100 - kept) / (100 - bottom):.2f}"


def _ticks(lefts: Sequence[Left]) -> tuple[str, ...]:
    if len(lefts) < 3:
        return tuple(left.label for left in lefts)
    return tuple(lefts[at].label for at in (0, len(lefts) // 2, -1))
