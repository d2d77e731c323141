"""Counts from a Prometheus that scrapes /metrics of every process: the same histogram, as far as scraping saw it.

How far it may differ from what the apps counted, in each process and window:
- what a process counted after its last scrape, when it ends without another, is lost: its traffic of one interval;
- at both ends of a window the increase is extended from the scrapes within it, by the traffic of one interval at most;
- numbers are not whole, and are rounded.
So the difference is at most the traffic of two scrape intervals, and of one more for each process that ended.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import httpx

from totalaudio_ops.problems import Problem
from totalaudio_ops.requests.bounds import BOUNDS, PLACES

from .judging import Tallies, counts_of, total_of
from .objectives import Counts, Objective, Span

_DURATION: Final = "totalaudio_request_duration_seconds"
_BAD: Final = "totalaudio_requests_bad_total"
_SECONDS: Final = 10.0
_PLACE: Final = {float(bound / 1000): place for place, bound in enumerate(BOUNDS)}

type Announced = Sequence[tuple[str | None, Span]]


class PrometheusSource:
    """Reads what a Prometheus scraped; `maintenance` are spans to leave out, each of an app or of all."""

    def __init__(
        self, url: str, maintenance: Announced = (), *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._url = url.rstrip("/")
        self._maintenance = maintenance
        self._transport = transport

    def count(
        self, objectives: Sequence[Objective], spans: Sequence[Span]
    ) -> Mapping[tuple[str, str], Sequence[Counts]]:
        """The counts of every span, in their order, by app and name of each objective; maintenance is left out."""
        read: dict[tuple[str, Span], Mapping[str, Tallies]] = {}
        found: dict[tuple[str, str], Sequence[Counts]] = {}
        for objective in objectives:
            counts: list[Counts] = []
            for span in spans:
                parts = list(without(span, self._left_out(objective.app)))
                for part in parts:
                    if (objective.app, part) not in read:
                        read[objective.app, part] = self.tallies(objective.app, part)
                counts.append(
                    total_of(counts_of(objective, read[objective.app, part]) for part in parts)
                )
            found[objective.app, objective.name] = counts
        return found

    def tallies(self, app: str, span: Span) -> dict[str, Tallies]:
        """What was counted of an app by class."""
        histograms: dict[str, list[float]] = {}
        for labels, value in self._increase(f"{_DURATION}_bucket", app, span, "class, le"):
            place = _PLACE.get(float(labels["le"]), PLACES - 1)
            histograms.setdefault(labels["class"], [0.0] * PLACES)[place] = value
        bad = {labels["class"]: value for labels, value in self._increase(_BAD, app, span, "class")}
        return {
            name: _tallies(bad.get(name, 0), _apart(histogram))
            for name, histogram in histograms.items()
        }

    def _left_out(self, app: str) -> list[Span]:
        return [span for of, span in self._maintenance if of in {None, app}]

    def _increase(
        self, metric: str, app: str, span: Span, by: str
    ) -> Iterator[tuple[dict[str, str], float]]:
        seconds = max(1, round((span.end - span.start).total_seconds()))
        query = f'sum by ({by}) (increase({metric}{{app="{app}"}}[{seconds}s]))'
        for one in self._ask(query, span.end):
            yield one["metric"], float(one["value"][1])

    def _ask(self, query: str, at: datetime) -> list[dict[str, Any]]:
        try:
            with httpx.Client(timeout=_SECONDS, transport=self._transport) as client:
                asked: dict[str, str | float] = {"query": query, "time": at.timestamp()}
                told = client.get(f"{self._url}/api/v1/query", params=asked).json()
            if told["status"] == "success":
                return list(told["data"]["result"])
            cause = str(told["error"])
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            cause = str(error) or type(error).__name__
        raise Problem(
            f"Prometheus at {self._url} gave no counts: {cause}; see that it runs and can be reached from here."
        )


def without(span: Span, left_out: Sequence[Span]) -> Iterator[Span]:
    """What is left of a span, in order."""
    start = span.start
    for out in sorted(left_out, key=lambda one: one.start):
        if start < min(out.start, span.end):
            yield Span(start, min(out.start, span.end))
        start = max(start, out.end)
    if start < span.end:
        yield Span(start, span.end)


def _tallies(bad: float, histogram: Sequence[int]) -> Tallies:
    """Two series are estimated apart: in an outage more may seem to have failed than were asked."""
    return Tallies(min(round(bad), sum(histogram)), histogram)


def _apart(cumulative: Sequence[float]) -> list[int]:
    """The number in each place, of what Prometheus has as the number up to each bound."""
    whole = [round(value) for value in cumulative]
    return [max(0, b - a) for a, b in zip([0, *whole], whole, strict=False)]
