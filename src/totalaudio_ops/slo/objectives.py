"""What is promised: objectives of an app, each with its indicator, its window and its target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from totalaudio_ops.slo.shorthand import shorthand


class Measure(StrEnum):
    """What makes an event bad."""

    FAILED = "failed"  # answered 500 or above, or a probe that got no good answer
    SLOW = "slow"  # took longer than its threshold


@dataclass(frozen=True, slots=True)
class Indicator:
    """Which events of an app are counted, and which of them are bad.

    `classes` are classes of routes (a name, or a prefix that ends with *); none means all that are web requests, which
    is every class without a colon, and probes for what failed, but not for what was slow. Thresholds are in
    milliseconds, and bounds of requests/bounds.py; `slower` has those of single classes that differ.
    """

    measure: Measure
    classes: tuple[str, ...] = ()
    threshold: int | None = None
    slower: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A burn-rate alert: it fires when the long and the short window both burn at least so fast.

    `burn` is how many times faster than a budget that lasts exactly its window; `level` is the level of the incident.
    """

    long: timedelta
    short: timedelta
    burn: Decimal
    level: str

    @property
    def name(self) -> str:
        """As it is stored and shown: 1h and 5m."""
        return f"{shorthand(self.long)} and {shorthand(self.short)}"


@dataclass(frozen=True, slots=True)
class Objective:
    """A promise: in every window, at least the target's share of events is good."""

    app: str
    name: str
    title: str
    target: Decimal  # above 0, below 1
    window: timedelta
    indicator: Indicator
    source: str = "postgres"
    # A moonshot is measured and shown; it moves no mode and raises no alert.
    decides: bool = True
    minimum: int = 100  # with fewer events in a window, it raises no alert and moves no mode
    minimum_bad: int = 10  # with fewer bad ones, it raises no alert and makes no mode worse
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Events of a window: those that count, and the bad ones among them."""

    total: int
    bad: int


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment, included, to another, which is not; both with a zone."""

    start: datetime
    end: datetime


class Source(Protocol):
    """Where counts come from."""

    def count(
        self, objectives: Sequence[Objective], spans: Sequence[Span]
    ) -> Mapping[tuple[str, str], Sequence[Counts]]:
        """The counts of every span, in their order, by app and name of each objective; maintenance is left out."""
