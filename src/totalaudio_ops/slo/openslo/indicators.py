"""The kind SLI: which events count, and which of them are bad."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from totalaudio_ops.slo.openslo.parts import (
    App,
    Bound,
    Description,
    Metadata,
    Name,
    Part,
    RouteClass,
)


class Events(Part):
    """The events that count: classes of routes of an app, or all of its web requests."""

    app: App
    classes: Annotated[list[RouteClass], Field(min_length=1)] | None = None


class BadEvents(Events):
    """Those of them that are bad: failed, or slower than a bound in milliseconds."""

    measure: Literal["failed", "slow"]
    threshold_ms: Bound | None = None
    threshold_ms_by_class: dict[str, Bound] = {}

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.measure == "slow" and self.threshold_ms is None:
            raise ValueError(
                "measure slow needs thresholdMs: the most milliseconds that are not slow"
            )
        if self.measure == "failed" and (self.threshold_ms or self.threshold_ms_by_class):
            raise ValueError(
                "measure failed has no threshold; leave it out, or write measure: slow"
            )
        return self


class _Source(Part):
    metric_source_ref: Name | None = None
    type: Literal["postgres", "prometheus"] | None = None

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if (self.metric_source_ref is None) == (self.type is None):
            raise ValueError("a metricSource names its metricSourceRef or its type, one of both")
        return self


class EventSource(_Source):
    """Events and where they are counted."""

    spec: Events


class BadEventSource(_Source):
    """Bad events and where they are counted."""

    spec: BadEvents


class Total(Part):
    """All events."""

    metric_source: EventSource


class Bad(Part):
    """The bad ones."""

    metric_source: BadEventSource


class Ratio(Part):
    """Bad events among all."""

    instead: ClassVar = dict.fromkeys(
        ("good", "raw", "rawType"), "give bad and total: what is bad is what is counted"
    )
    counter: Literal[True]
    bad: Bad
    total: Total

    @model_validator(mode="after")
    def _is_one_source(self) -> Self:
        bad, total = self.bad.metric_source, self.total.metric_source
        if (bad.metric_source_ref, bad.type) != (total.metric_source_ref, total.type):
            raise ValueError("bad and total come from two sources; count both in one")
        if (bad.spec.app, bad.spec.classes) != (total.spec.app, total.spec.classes):
            raise ValueError(
                "bad and total count different events; give both the same app and classes"
            )
        return self


class SLISpec(Part):
    """What is measured."""

    instead: ClassVar = {
        "thresholdMetric": "write ratioMetric: a latency is the share of events within a threshold"
    }
    description: Description = ""
    ratio_metric: Ratio


class InlineSLI(Part):
    """An SLI in place."""

    metadata: Metadata
    spec: SLISpec
