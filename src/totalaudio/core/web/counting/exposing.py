"""GET /metrics: what this process counted since it began, as Prometheus reads it; only with the token."""

import hmac
from collections.abc import Iterator
from functools import cache
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from totalaudio.core.lib.access import everybody
from totalaudio_ops.requests.bounds import BOUNDS
from totalaudio_ops.requests.counting import Tally

from . import process
from .classes import classes_of

_LABELS: Final = ("app", "class")


@everybody
def metrics(request: HttpRequest) -> HttpResponse:
    """The counts of this process; 404 where no token is set, 401 without the right one."""
    token = settings.METRICS_TOKEN
    if not token:
        raise Http404
    sent = request.headers.get("Authorization", "")
    if not hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_PLAIN_0_0_4)


class Requests(Collector):
    """Reads the counter; a class that nobody asked for stands at 0, so that its first request is an increase."""

    def collect(self) -> Iterator[CounterMetricFamily | HistogramMetricFamily]:
        """The durations of those that count, the bad ones among them, and those that count for nothing."""
        durations = HistogramMetricFamily(
            "totalaudio_request_duration_seconds",
            "Requests that count, by duration; those refused as the client's mistake are not among them.",
            labels=_LABELS,
        )
        bad = CounterMetricFamily(
            "totalaudio_requests_bad", "Those of them that failed by our fault.", labels=_LABELS
        )
        left_out = CounterMetricFamily(
            "totalaudio_requests_left_out",
            "Requests that count for nothing: the client was wrong.",
            labels=_LABELS,
        )
        for labels, tally in _everything():
            durations.add_metric(labels, _buckets(tally), tally.seconds)
            bad.add_metric(labels, tally.bad)
            left_out.add_metric(labels, tally.left_out)
        yield from (durations, bad, left_out)


@cache
def _registry() -> CollectorRegistry:
    found = CollectorRegistry()
    found.register(Requests())
    for standard in (ProcessCollector, PlatformCollector, GCCollector):
        standard(registry=found)
    return found


def _everything() -> Iterator[tuple[tuple[str, str], Tally]]:
    counted = process.counter().totals()
    declared = {(app, name) for app in settings.COUNTED_APPS for name in classes_of(app)}
    for labels in sorted(declared | counted.keys()):
        yield labels, counted.get(labels) or Tally()


def _buckets(tally: Tally) -> list[tuple[str, float]]:
    found, sum_so_far = list[tuple[str, float]](), 0
    for bound, number in zip((*BOUNDS, None), tally.histogram, strict=True):
        sum_so_far += number
        found.append(("+Inf" if bound is None else str(bound / 1000), sum_so_far))
    return found
