"""Objectives written as OpenSLO, in one small file each, to be read again and to be broken."""

from collections.abc import Sequence

from totalaudio_ops.slo.objectives import Objective, Rule
from totalaudio_ops.slo.shorthand import shorthand

SMALL = """\
apiVersion: openslo/v1
kind: Service
metadata:
  name: tracker
spec: {}
---
apiVersion: openslo/v1
kind: SLO
metadata:
  name: tracker-latency
  displayName: Fast enough
spec:
  service: tracker
  indicator:
    metadata:
      name: tracker-latency
    spec:
      ratioMetric:
        counter: true
        bad:
          metricSource:
            type: postgres
            spec:
              app: tracker
              measure: slow
              thresholdMs: 4000
        total:
          metricSource:
            type: postgres
            spec:
              app: tracker
  timeWindow:
    - duration: 7d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - target: 0.95
"""
POLICY = """\
---
apiVersion: openslo/v1
kind: AlertNotificationTarget
metadata:
  name: incident
spec:
  target: incident
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata:
  name: fast
spec:
  alertWhenNoData: false
  conditions:
    - kind: AlertCondition
      metadata:
        name: fast
        annotations:
          totalaudio/short-window: 5m
      spec:
        severity: P1
        condition:
          threshold: 14.4
          lookbackWindow: 1h
  notificationTargets:
    - targetRef: incident
"""


def written(objectives: Sequence[Objective]) -> str:
    """One text that declares them all."""
    apps = dict.fromkeys(one.app for one in objectives)
    services = [_document("Service", app, "spec: {}") for app in apps]
    target = _document("AlertNotificationTarget", "incident", "spec: {target: incident}")
    return "---\n".join([*services, target, *map(_slo, objectives)])


def _document(kind: str, name: str, spec: str, more: str = "") -> str:
    return f"apiVersion: openslo/v1\nkind: {kind}\nmetadata:\n  name: {name}\n{more}{spec}\n"


def _slo(one: Objective) -> str:
    more = f"""\
  displayName: {_text(one.title)}
  annotations:
    totalaudio/decides: "{str(one.decides).lower()}"
    totalaudio/minimum-events: "{one.minimum}"
    totalaudio/minimum-bad-events: "{one.minimum_bad}"
"""
    spec = f"""\
spec:
  service: {one.app}
  indicator:
    metadata: {{name: one}}
    spec:
      ratioMetric:
        counter: true
        bad: {{metricSource: {{type: {one.source}, spec: {{{_bad(one)}}}}}}}
        total: {{metricSource: {{type: {one.source}, spec: {{{_events(one)}}}}}}}
  timeWindow: [{{duration: {shorthand(one.window)}, isRolling: true}}]
  budgetingMethod: Occurrences
  objectives: [{{target: {one.target:f}}}]
  alertPolicies: [{", ".join(map(_policy, one.rules))}]"""
    return _document("SLO", f"{one.app}-{one.name}", spec, more)


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _events(one: Objective) -> str:
    classes = ", ".join(_text(name) for name in one.indicator.classes)
    return f"app: {one.app}" + (f", classes: [{classes}]" if classes else "")


def _bad(one: Objective) -> str:
    said = f"{_events(one)}, measure: {one.indicator.measure}"
    if one.indicator.threshold is None:
        return said
    slower = ", ".join(f"{name}: {most}" for name, most in one.indicator.slower.items())
    return f"{said}, thresholdMs: {one.indicator.threshold}, thresholdMsByClass: {{{slower}}}"


def _policy(rule: Rule) -> str:
    short = f"annotations: {{totalaudio/short-window: {shorthand(rule.short)}}}"
    condition = f"threshold: {rule.burn:f}, lookbackWindow: {shorthand(rule.long)}"
    inside = (
        f"{{kind: AlertCondition, metadata: {{name: one, {short}}}, spec: {{severity: {rule.level},"
        f" condition: {{{condition}}}}}}}"
    )
    targets = "notificationTargets: [{targetRef: incident}]"
    return f"{{kind: AlertPolicy, metadata: {{name: one}}, spec: {{conditions: [{inside}], {targets}}}}}"
