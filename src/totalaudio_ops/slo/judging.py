"""Which events an objective counts, and which of them are bad: the same for every source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from totalaudio_ops.requests.bounds import place_of

from .objectives import Counts, Indicator, Measure, Objective

PROBE: Final = "probe"  # the class of answers to probes


@dataclass(frozen=True, slots=True)
class Tallies:
    """What was counted of one class: the bad ones, and all by duration."""

    bad: int
    histogram: Sequence[int]


def together(one: Tallies | None, other: Tallies) -> Tallies:
    """Both added up."""
    if one is None:
        return other
    places = [a + b for a, b in zip(one.histogram, other.histogram, strict=True)]
    return Tallies(one.bad + other.bad, places)


def counts_of(objective: Objective, classes: Mapping[str, Tallies]) -> Counts:
    """The events of an objective, from what was counted of its app by class."""
    wanted = [(name, one) for name, one in classes.items() if counts(objective.indicator, name)]
    return Counts(
        sum(sum(one.histogram) for _, one in wanted),
        sum(_bad(objective.indicator, name, one) for name, one in wanted),
    )


def total_of(parts: Iterable[Counts]) -> Counts:
    """Counts of times that do not overlap, together."""
    found = list(parts)
    return Counts(sum(one.total for one in found), sum(one.bad for one in found))


def counts(indicator: Indicator, route_class: str) -> bool:
    """Whether a class is among those of an indicator; work and statements are only where they are named.

    Probes ask for the lightest page there is, day and night: they tell whether an app is there, and would make the
    pages of people look faster than they are.
    """
    if not indicator.classes:
        is_for_all = route_class != PROBE or indicator.measure is Measure.FAILED
        return ":" not in route_class and is_for_all
    return any(_fits(wanted, route_class) for wanted in indicator.classes)


def _fits(wanted: str, route_class: str) -> bool:
    if wanted.endswith("*"):
        return route_class.startswith(wanted[:-1])
    return route_class == wanted


def _bad(indicator: Indicator, name: str, one: Tallies) -> int:
    if indicator.measure is Measure.FAILED:
        return one.bad
    threshold = indicator.slower.get(name, indicator.threshold)
    if threshold is None:
        raise ValueError(f"no threshold for {name}")
    return sum(one.histogram[place_of(threshold) + 1 :])
