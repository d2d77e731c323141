"""Ninety days as bars: taller is better, the lowest is not measured; bad days stand below in words."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from totalaudio_ops.status import words
from totalaudio_ops.status.html import Html, fill, join
from totalaudio_ops.status.model import AppDays, Day

PITCH: Final = 7
HEIGHT: Final = 36
# Availability from which a day is shown so, the class of its bar, and how tall it is.
_STEPS: Final = (
    (Decimal("99.9"), "g", HEIGHT),
    (Decimal(99), "w", 24),
    (Decimal(0), "b", 14),
)
_NOT_MEASURED: Final = ("n", 6)


def bars(app: AppDays, name: str) -> Html:
    """The picture, named for readers by its figures."""
    drawn = join(_bar(day, number) for number, day in enumerate(app.days))
    return fill(
        '<svg class="bars" viewBox="0 0 {width} {height}" preserveAspectRatio="none" role="img" aria-label="{label}">'
        "{drawn}</svg>",
        width=max(1, len(app.days) * PITCH - 1),
        height=HEIGHT,
        label=summary(app, name),
        drawn=drawn,
    )


def summary(app: AppDays, name: str) -> str:
    """The picture in words: the whole, the worst day, and how many days were not measured."""
    days, found = app.days, app.availability
    if found is None:
        return f"{name}, {len(days)} days: nothing was measured yet"
    known = [day for day in days if day.availability is not None]
    worst = min(known, key=lambda day: day.availability or Decimal(0))
    said = f"{name}, {len(days)} days: {words.percent(found)}"
    if found != Decimal(100):
        said += f", least on {words.day(worst.day)} with {words.percent(worst.availability)}"
    missing = len(days) - len(known)
    return said + (f"; {missing} without data" if missing else "")


def troubled(days: Sequence[Day]) -> Html:
    """The days that were not perfect, the latest first, for those who cannot point at a bar."""
    bad = [day for day in reversed(days) if day.availability not in (None, Decimal(100))]
    if not bad:
        return Html("")
    rows = join(
        fill(
            "<li><span>{day}</span> <b>{figure}</b></li>",
            day=words.day(day.day),
            figure=words.percent(day.availability),
        )
        for day in bad
    )
    count = "1 day" if len(bad) == 1 else f"{len(bad)} days"
    return fill(
        "<details class=days><summary>{count} below 100 %</summary><ul>{rows}</ul></details>",
        count=count,
        rows=rows,
    )


def _bar(day: Day, number: int) -> Html:
    kind, height = _NOT_MEASURED
    if day.availability is not None:
        found = day.availability
        kind, height = next((kind, tall) for least, kind, tall in _STEPS if found >= least)
    return fill(
        "<rect class={kind} x={x} y={y} width=6 height={height}><title>{day}: {figure}</title></rect>",
        kind=kind,
        x=number * PITCH,
        y=HEIGHT - height,
        height=height,
        day=words.day(day.day),
        figure=words.percent(day.availability),
    )
