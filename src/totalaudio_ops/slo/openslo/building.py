"""From objects to objectives: references are followed, and what cannot be together is refused."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from totalaudio_ops.slo.judging import counts
from totalaudio_ops.slo.objectives import Indicator, Measure, Objective
from totalaudio_ops.slo.openslo.checking import Checked
from totalaudio_ops.slo.openslo.indicators import BadEvents, SLISpec
from totalaudio_ops.slo.openslo.kinds import DataSourceSpec, ServiceSpec, SLOSpec
from totalaudio_ops.slo.openslo.notes import DECIDES, MINIMUM, MINIMUM_BAD, notes
from totalaudio_ops.slo.openslo.parts import Metadata, Part
from totalaudio_ops.slo.openslo.registry import Registry
from totalaudio_ops.slo.openslo.rules import build_rules
from totalaudio_ops.slo.shorthand import read_shorthand
from totalaudio_ops.strict_yaml import Fault

# Hours are kept for longer than this, and in a shorter window a promise is an alert.
_SHORTEST: Final = timedelta(days=1)
_LONGEST: Final = timedelta(days=90)
_BAD: Final = ("ratioMetric", "bad", "metricSource")


def build(
    found: Iterable[Checked[Part]], known: set[tuple[str, str]] | None
) -> tuple[list[Objective], list[Fault]]:
    """The objectives, in order, and every mistake between objects.

    `known` are the kinds and names of objects with mistakes of their own, None when nobody can know them: a reference
    to one of them is no second mistake.
    """
    registry = Registry(found, known)
    built = [_objective(one, registry) for one in registry.all_of("SLO", SLOSpec)]
    return [one for one in built if one], registry.faults


def _objective(slo: Checked[SLOSpec], registry: Registry) -> Objective | None:
    app, before = slo.spec.service, len(registry.faults)
    registry.find("Service", ServiceSpec, app, slo, ("spec", "service"))
    name = slo.metadata.name.removeprefix(f"{app}-")
    if name == slo.metadata.name:
        said = f"metadata.name {name!r} does not say the app; write {app}-{name}."
        registry.say(slo, ("metadata", "name"), said)
    sli = _sli(slo, registry)
    window = _window(slo, registry)
    noted = notes(slo, registry)
    rules = build_rules(slo, window, registry)
    if sli is None or len(registry.faults) > before:
        return None
    return Objective(
        app=app,
        name=name,
        title=slo.metadata.display_name or name,
        target=slo.spec.objectives[0].share,
        window=window,
        indicator=_indicator(sli.spec.ratio_metric.bad.metric_source.spec),
        source=_source(sli, registry) or "postgres",
        decides=noted[DECIDES] != 0,
        minimum=noted[MINIMUM],
        minimum_bad=noted[MINIMUM_BAD],
        rules=rules,
    )


def _sli(slo: Checked[SLOSpec], registry: Registry) -> Checked[SLISpec] | None:
    """The indicator, by reference or in place, when it fits the promise."""
    at = ("spec", "indicator")
    if slo.spec.indicator_ref:
        found = registry.find("SLI", SLISpec, slo.spec.indicator_ref, slo, ("spec", "indicatorRef"))
    else:
        found = (
            _inline(slo, slo.spec.indicator.metadata, slo.spec.indicator.spec, at)
            if slo.spec.indicator
            else None
        )
    if found is None:
        return None
    _source(found, registry)
    bad = found.spec.ratio_metric.bad.metric_source.spec
    where = ("spec", *_BAD, "spec")
    if bad.app != slo.spec.service:
        said = f"{slo.metadata.name} promises for {slo.spec.service}, and its indicator counts {bad.app}."
        registry.say(found, (*where, "app"), said)
    indicator = _indicator(bad)
    for name in bad.threshold_ms_by_class:
        if not counts(indicator, name):
            said = f"{name} has a threshold, and is not among the classes that count; add it there, or leave it out."
            registry.say(found, (*where, "thresholdMsByClass", name), said)
    return found


def _inline(
    slo: Checked[SLOSpec], metadata: Metadata, spec: SLISpec, at: tuple[str, ...]
) -> Checked[SLISpec]:
    return Checked("SLI", metadata, spec, slo.document, at)


def _source(sli: Checked[SLISpec], registry: Registry) -> str | None:
    source = sli.spec.ratio_metric.bad.metric_source
    if source.metric_source_ref is None:
        return source.type
    path = ("spec", *_BAD, "metricSourceRef")
    found = registry.find("DataSource", DataSourceSpec, source.metric_source_ref, sli, path)
    return found.spec.type if found else None


def _indicator(bad: BadEvents) -> Indicator:
    return Indicator(
        measure=Measure(bad.measure),
        classes=tuple(bad.classes or ()),
        threshold=bad.threshold_ms,
        slower=dict(bad.threshold_ms_by_class),
    )


def _window(slo: Checked[SLOSpec], registry: Registry) -> timedelta:
    written = slo.spec.time_window[0].duration
    window = read_shorthand(written) or timedelta(0)
    if not _SHORTEST <= window <= _LONGEST:
        path = ("spec", "timeWindow", 0, "duration")
        registry.say(slo, path, f"A window of {written} is not kept; write one from 1d to 90d.")
    return window
