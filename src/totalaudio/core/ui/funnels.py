"""A funnel: steps in their order, each with its share of the step before."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `before` is the count of the step before it, None for the first, `width` their ratio in percent."""

    label: str
    n: int
    what: str
    before: int | None
    width: float

    @property
    def is_share(self) -> bool:
        """Whether it can be a share of the step before: a later step may have been reached by another way."""
        return self.before is not None and self.n <= self.before


@dataclass(frozen=True, slots=True)
class Funnel:
    """The steps from first to last."""

    title: str
    steps: tuple[Step, ...]


def funnel(title: str, counts: Iterable[tuple[str, int, str]]) -> Funnel:
    """Lay out a funnel of label, count and what those of the step before did (`signed up`)."""
    steps: list[Step] = []
    for label, n, what in counts:
        before = steps[-1].n if steps else None
        steps.append(Step(label, n, what, before, _width(n, before)))
    return Funnel(title, tuple(steps))


def _width(n: int, before: int | None) -> float:
    if n <= 0 or before == 0:
        return 0.0
    return 100.0 if before is None else min(100.0, round(100 * n / before, 2))
