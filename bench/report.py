"""Figures beside their limits: a table for people, or JSON."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number; with a limit, the ratio to it says how well it did (1.0 is just good enough).

    A limit is the most that is allowed, or the least with `at_least`.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """The number divided by its limit, or the other way round when more is better."""
        if self.limit is None:
            return None
        if self.limit == 0:  # none is allowed: each one is over it
            return 1 + self.value if self.value else 0.0
        return self.limit / self.value if self.at_least else self.value / self.limit

    @property
    def is_ok(self) -> bool:
        """Whether it is within its limit."""
        return self.ratio is None or self.ratio <= 1


def report(name: str, figures: Sequence[Figure], *, json_output: bool) -> int:
    """Prints the figures; returns 1 when a limit was passed, else 0."""
    if json_output:
        _print_json(name, figures)
    else:
        _print_table(name, figures)
    return 0 if all(figure.is_ok for figure in figures) else 1


def _print_json(name: str, figures: Sequence[Figure]) -> None:
    rows = [
        {
            "name": figure.name,
            "value": round(figure.value, 3),
            "unit": figure.unit,
            "limit": figure.limit,
            "ratio": None if figure.ratio is None else round(figure.ratio, 3),
            "ok": figure.is_ok,
        }
        for figure in figures
    ]
    json.dump({"benchmark": name, "figures": rows}, sys.stdout, indent=2)
    sys.stdout.write("\n")


def _print_table(name: str, figures: Sequence[Figure]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=name, title_justify="left")
    for heading in ("figure", "value", "limit", "ratio", ""):
        table.add_column(heading, justify="left" if heading in ("figure", "") else "right")
    for figure in figures:
        bound = "at least " if figure.at_least else ""
        limit = "" if figure.limit is None else f"{bound}{figure.limit:g} {figure.unit}"
        ratio, verdict = (
            ("", "")
            if figure.ratio is None
            else (f"{figure.ratio:.2f}", "ok" if figure.is_ok else "over")
        )
        table.add_row(figure.name, f"{figure.value:,.2f} {figure.unit}", limit, ratio, verdict)
    Console().print(table)
