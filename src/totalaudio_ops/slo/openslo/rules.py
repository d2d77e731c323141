"""From alert policies to the rules of an objective."""

from datetime import timedelta

from totalaudio_ops.slo.alerts import can_fire
from totalaudio_ops.slo.budgets import allowance_of
from totalaudio_ops.slo.objectives import Rule
from totalaudio_ops.slo.openslo.alerting import (
    ConditionSpec,
    InlineCondition,
    PolicyRef,
    PolicySpec,
    TargetSpec,
)
from totalaudio_ops.slo.openslo.checking import Checked
from totalaudio_ops.slo.openslo.kinds import SLOSpec
from totalaudio_ops.slo.openslo.notes import SHORT_WINDOW
from totalaudio_ops.slo.openslo.registry import Registry
from totalaudio_ops.slo.shorthand import read_shorthand
from totalaudio_ops.strict_yaml import Path

_MOST = 10_000


def build_rules(slo: Checked[SLOSpec], window: timedelta, registry: Registry) -> tuple[Rule, ...]:
    """The rules that an SLO names, in order; those that cannot be, or can never fire, are mistakes of the SLO."""
    rules = []
    for place, reference in enumerate(slo.spec.alert_policies):
        path = ("spec", "alertPolicies", place)
        rule = _rule(slo, reference, path, registry)
        if rule is None:
            continue
        wrong = _wrong(slo, rule, window) or ("it is named twice." if rule in rules else "")
        if wrong:
            registry.say(
                slo, path, f"The rule of {rule.name} does not fit {slo.metadata.name}: {wrong}"
            )
        rules.append(rule)
    return tuple(rules)


def _wrong(slo: Checked[SLOSpec], rule: Rule, window: timedelta) -> str:
    target = slo.spec.objectives[0].share
    if not can_fire(target, rule):
        most = float(1 / allowance_of(target))
        return (
            f"even when everything fails, its budget burns {most:g} times too fast and never"
            f" {rule.burn} times; lower the threshold, or leave the policy out."
        )
    if rule.long > window:
        return "its window is longer than that of the objective; leave the policy out."
    return ""


def _rule(
    slo: Checked[SLOSpec], reference: PolicyRef, path: Path, registry: Registry
) -> Rule | None:
    policy = _policy(slo, reference, path, registry)
    if policy is None:
        return None
    for place, target in enumerate(policy.spec.notification_targets):
        at = ("spec", "notificationTargets", place, "targetRef")
        registry.find("AlertNotificationTarget", TargetSpec, target.target_ref, policy, at)
    condition = _condition(policy, policy.spec.conditions[0], registry)
    return _read(condition, registry) if condition else None


def _policy(
    slo: Checked[SLOSpec], reference: PolicyRef, path: Path, registry: Registry
) -> Checked[PolicySpec] | None:
    if reference.metadata and reference.spec:
        return Checked("AlertPolicy", reference.metadata, reference.spec, slo.document, path)
    name = reference.alert_policy_ref or ""
    return registry.find("AlertPolicy", PolicySpec, name, slo, (*path, "alertPolicyRef"))


def _condition(
    policy: Checked[PolicySpec], inline: InlineCondition, registry: Registry
) -> Checked[ConditionSpec] | None:
    path: Path = ("spec", "conditions", 0)
    if inline.metadata and inline.spec:
        where = (*policy.path, *path)
        return Checked("AlertCondition", inline.metadata, inline.spec, policy.document, where)
    name = inline.condition_ref or ""
    return registry.find("AlertCondition", ConditionSpec, name, policy, (*path, "conditionRef"))


def _read(condition: Checked[ConditionSpec], registry: Registry) -> Rule | None:
    wanted = condition.spec.condition
    long = read_shorthand(wanted.lookback_window)
    written = condition.metadata.annotations.get(SHORT_WINDOW)
    short = read_shorthand(written) if written else None
    if long is None or short is None or short >= long:
        said = (
            f"The condition {condition.metadata.name} needs a window shorter than"
            f" {wanted.lookback_window} in which it still burns: write {SHORT_WINDOW}: 5m."
        )
        registry.say(condition, ("metadata",), said)
        return None
    if not 0 < wanted.threshold <= _MOST:
        said = f"A threshold of {wanted.threshold} is no burn rate; write how many times too fast, as in 14.4."
        registry.say(condition, ("spec", "condition", "threshold"), said)
        return None
    return Rule(long=long, short=short, burn=wanted.threshold, level=condition.spec.severity)
