"""A table of cohorts: who began together, and how many of them were back after one, two, three weeks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from totalaudio.core.ui.formats import number, rate
from totalaudio.core.ui.numbers import is_rate, percent

SHADES: Final = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """Those of a cohort who were back: as a share, or as a count where the cohort is too small for one."""

    text: str
    says: str
    shade: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """One line; `cells` ends with what is known so far, `missing` more are still to come."""

    label: str
    size: str
    cells: tuple[Cell, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class Cohorts:
    """The whole table; `heads` are the headings of the cells."""

    title: str
    unit: str
    heads: tuple[str, ...]
    rows: tuple[Cohort, ...]


def cohorts(
    title: str, rows: Iterable[tuple[str, int, Sequence[int]]], unit: str = "Week"
) -> Cohorts:
    """Lay out lines of label, size and the counts of those who were back after each unit of time."""
    known = list(rows)
    longest = max((len(back) for _, _, back in known), default=0)
    lines = (
        Cohort(label, number(size), tuple(_cell(hits, size) for hits in back), longest - len(back))
        for label, size, back in known
    )
    return Cohorts(title, unit, tuple(str(i) for i in range(1, longest + 1)), tuple(lines))


def _cell(hits: int, size: int) -> Cell:
    says = rate(hits, size, "were back")
    if not is_rate(size):
        return Cell(f"{hits} of {size}", says, 0)
    return Cell(f"{percent(hits / size)}", says, ceil(SHADES * hits / size))
