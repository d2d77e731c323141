"""Charts as shapes in a box of 100 by 100: the server draws them, a table behind them says the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from totalaudio.core.ui.formats import number


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `width` is its share of the longest in percent, `text` the figure beside it."""

    label: str
    value: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart; it is a table already, so readers need no second one."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line with its label on the x axis."""

    label: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line over time: `path` and `area` are SVG path data, `top` the end of the y axis."""

    title: str
    points: tuple[Point, ...]
    path: str
    area: str
    top: str

    @property
    def ticks(self) -> tuple[str, ...]:
        """The labels under the line: first, middle and last, as far as they differ."""
        if len(self.points) < 3:
            return tuple(point.label for point in self.points)
        return tuple(self.points[i].label for i in (0, len(self.points) // 2, -1))


def bars(title: str, values: Iterable[tuple[str, float]]) -> Bars:
    """Lay out a bar for every label; values below zero are refused."""
    pairs = _checked(values)
    longest = max((value for _, value in pairs), default=0.0)
    return Bars(title, tuple(
        Bar(label, value, round(100 * value / longest, 2) if longest else 0.0, number(value))
        for label, value in pairs
    ))  # fmt: skip


def line(title: str, values: Iterable[tuple[str, float]]) -> Line:
    """Lay out a line from zero to a round number above the highest value."""
    pairs = _checked(values)
    top = round_up(max((value for _, value in pairs), default=0.0))
    step = 100 / max(1, len(pairs) - 1)
    spots = [f"{i * step:.2f} {100 - 100 * value / top:.2f}" for i, (_, value) in enumerate(pairs)]
    path = "M" + " L".join(spots) if spots else ""
    area = f"{path} L{(len(pairs) - 1) * step:.2f} 100 L0 100 Z" if spots else ""
    points = tuple(Point(label, value, number(value)) for label, value in pairs)
    return Line(title, points, path, area, number(top))


def round_up(value: float) -> float:
    """Give the next of 1, 2, 5 times a power of ten that is not below a value; 1 for zero."""
    if value <= 0:
        return 1
    power: float = 10.0 ** floor(log10(value))
    factor = next(step for step in (1, 2, 5, 10) if step * power >= value or step == 10)
    top = factor * power
    return ceil(top) if top >= 1 else top


def _checked(values: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    pairs = list(values)
    for label, value in pairs:
        if value < 0:
            raise ValueError(f"A chart starts at zero; {label!r} is {value}.")
    return pairs
