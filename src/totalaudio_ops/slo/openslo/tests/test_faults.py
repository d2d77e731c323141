"""Every mistake is named with its file and line, what is wrong, and what to write instead."""

# ruff: noqa: E501 - a mistake is one line

import pytest

from totalaudio_ops.slo.openslo import UnreadableObjectives, parse
from totalaudio_ops.slo.openslo.tests.written import POLICY, SMALL

BAD = "spec.indicator.spec.ratioMetric.bad.metricSource.spec"
BOUNDS = "5, 10, 20, 35, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 4000, 5000, 10000, 30000"
KINDS = "'Service', 'DataSource', 'SLI', 'SLO', 'AlertPolicy', 'AlertCondition' or 'AlertNotificationTarget'"


def said(text: str) -> list[str]:
    with pytest.raises(UnreadableObjectives) as raised:
        parse({"slos.yaml": text})
    return [f"{fault.line}: {fault.said}" for fault in raised.value.faults]


def changed(before: str, after: str, text: str = SMALL) -> str:
    assert before in text
    return text.replace(before, after, 1)


@pytest.mark.parametrize(
    ("before", "after", "faults"),
    [
        # Targets
        ("target: 0.95", "target: 99.5", ["37: spec.objectives[0]: target is 99.5, and a share lies between 0 and 1; write target: 0.995 or targetPercent: 99.5."]),
        ("target: 0.95", "targetPercent: 0.995", ["37: spec.objectives[0]: targetPercent is 0.995, which is less than one in a hundred; write target: 0.995 or targetPercent: 99.5."]),
        ("target: 0.95", "target: 1", ["37: spec.objectives[0]: a target lies between 0 and 1 (targetPercent 0 and 100), both excluded."]),
        ("target: 0.95", "target: 0", ["37: spec.objectives[0]: a target lies between 0 and 1 (targetPercent 0 and 100), both excluded."]),
        ("target: 0.95", "target: -0.5", ["37: spec.objectives[0]: a target lies between 0 and 1 (targetPercent 0 and 100), both excluded."]),
        ("target: 0.95", "targetPercent: 100", ["37: spec.objectives[0]: a target lies between 0 and 1 (targetPercent 0 and 100), both excluded."]),
        ("target: 0.95", "displayName: one", ["37: spec.objectives[0]: write target or targetPercent, one of both."]),
        ("target: 0.95", "target: 0.95\n      targetPercent: 95", ["37: spec.objectives[0]: write target or targetPercent, one of both."]),
        ("target: 0.95", "target: '0.95'", ["37: spec.objectives[0].target is '0.95'; write a plain number, without quotes and exponent."]),
        ("target: 0.95", "target: true", ["37: spec.objectives[0].target is true; write a plain number, without quotes and exponent."]),
        ("target: 0.95", "target: 0.95\n      op: lte", ["38: spec.objectives[0].op: this key of OpenSLO is not read here; leave it out: thresholds stand with the indicator."]),
        ("objectives:\n    - target: 0.95", "objectives: []", ["36: spec.objectives is a list of 0; write at least one."]),
        ("objectives:\n    - target: 0.95", "objectives: 0.95", ["36: spec.objectives is 0.95; write a list."]),
        ("    - target: 0.95", "    - target: 0.95\n    - target: 0.5", ["36: spec.objectives is a list of 2; write no more than 1."]),
        # Windows
        ("duration: 7d", "duration: 7 days", ["33: spec.timeWindow[0].duration: '7 days' is no length of time here; write it as in 5m, 6h, 30d or 4w."]),
        ("duration: 7d", "duration: 1M", ["33: spec.timeWindow[0].duration: '1M' is no length of time here; write it as in 5m, 6h, 30d or 4w."]),
        ("duration: 7d", "duration: 7", ["33: spec.timeWindow[0].duration is 7; write a text, in quotes where it looks like a number or like true."]),
        ("duration: 7d", "duration: 23h", ["33: A window of 23h is not kept; write one from 1d to 90d."]),
        ("duration: 7d", "duration: 91d", ["33: A window of 91d is not kept; write one from 1d to 90d."]),
        ("isRolling: true", "isRolling: false", ["34: spec.timeWindow[0].isRolling is false; write true."]),
        ("isRolling: true", "calendar: {}", ["33: spec.timeWindow[0].isRolling is missing; add it.", "34: spec.timeWindow[0].calendar: this key of OpenSLO is not read here; write isRolling: true: windows roll, and end now."]),
        ("budgetingMethod: Occurrences", "budgetingMethod: Timeslices", ["35: spec.budgetingMethod is 'Timeslices'; write 'Occurrences'."]),
        # Indicators
        ("thresholdMs: 4000", "thresholdMs: 4100", [f"26: {BAD}.thresholdMs: 4100 is no bound by which durations are counted; write one of {BOUNDS}."]),
        ("thresholdMs: 4000", "thresholdMs: 4s", [f"26: {BAD}.thresholdMs is '4s'; write a whole number, without quotes."]),
        ("thresholdMs: 4000", "thresholdMs: 4000\n              thresholdMsByClass: {home: 123}", [f"27: {BAD}.thresholdMsByClass.home: 123 is no bound by which durations are counted; write one of {BOUNDS}."]),
        ("thresholdMs: 4000", "thresholdMs: 4000\n              thresholdMsByClass: {'work:one': 100}", ["27: work:one has a threshold, and is not among the classes that count; add it there, or leave it out."]),
        ("              thresholdMs: 4000\n", "", [f"23: {BAD}: measure slow needs thresholdMs: the most milliseconds that are not slow."]),
        ("measure: slow", "measure: failed", [f"23: {BAD}: measure failed has no threshold; leave it out, or write measure: slow."]),
        ("measure: slow", "measure: late", [f"25: {BAD}.measure is 'late'; write 'failed' or 'slow'."]),
        ("thresholdMs: 4000", "treshold: 4000", [f"26: {BAD}.treshold: this key is unknown; known here: app, classes, measure, thresholdMs, thresholdMsByClass."]),
        ("measure: slow", "classes: []\n              measure: slow", [f"25: {BAD}.classes is a list of 0; write at least one."]),
        ("measure: slow", "classes: [Home]\n              measure: slow", [f"25: {BAD}.classes[0] is 'Home'; write small letters, digits and hyphens, from a letter or digit to one."]),
        ("app: tracker\n", "app: worker\n", ["18: spec.indicator.spec.ratioMetric: bad and total count different events; give both the same app and classes."]),
        ("counter: true", "counter: false", ["19: spec.indicator.spec.ratioMetric.counter is false; write true."]),
        ("counter: true", "counter: true\n        good: x", ["20: spec.indicator.spec.ratioMetric.good: this key of OpenSLO is not read here; give bad and total: what is bad is what is counted."]),
        ("ratioMetric:", "thresholdMetric: {}\n      ratioMetric:", ["18: spec.indicator.spec.thresholdMetric: this key of OpenSLO is not read here; write ratioMetric: a latency is the share of events within a threshold."]),
        ("type: postgres", "type: mysql", ["22: spec.indicator.spec.ratioMetric.bad.metricSource.type is 'mysql'; write 'postgres' or 'prometheus'."]),
        ("type: postgres", "type: prometheus", ["18: spec.indicator.spec.ratioMetric: bad and total come from two sources; count both in one."]),
        ("            type: postgres\n", "", ["21: spec.indicator.spec.ratioMetric.bad.metricSource: a metricSource names its metricSourceRef or its type, one of both."]),
        ("indicator:", "indicatorRef: x\n  indicator:", ["12: spec: write indicator or indicatorRef, one of both."]),
        # Names and references
        ("service: tracker", "service: trackr", ["13: spec.service: 'trackr' is no app that is deployed; write one of audio-intel, tracker, pitch-generator, worker."]),
        ("service: tracker", "service: worker", ["10: metadata.name 'tracker-latency' does not say the app; write worker-tracker-latency.", "13: There is no Service called worker; known here: tracker.", "24: tracker-latency promises for worker, and its indicator counts tracker."]),
        ("name: tracker\n", "name: worker\n", ["13: There is no Service called tracker; known here: worker."]),
        ("name: tracker-latency\n", "name: latency\n", ["10: metadata.name 'latency' does not say the app; write tracker-latency."]),
        ("name: tracker-latency\n", "name: Tracker Latency\n", ["10: metadata.name is 'Tracker Latency'; write small letters, digits and hyphens, from a letter or digit to one."]),
        ("name: tracker-latency\n", "name: 12\n", ["10: metadata.name is 12; write a text, in quotes where it looks like a number or like true."]),
        ("Occurrences", "Occurrences\n  alertPolicies: [{alertPolicyRef: x}]", ["36: There is no AlertPolicy called x; known here: none."]),
        ("Occurrences", "Occurrences\n  alertPolicies: [{kind: AlertPolicy}]", ["36: spec.alertPolicies[0]: write alertPolicyRef, or kind, metadata and spec in place."]),
        # Around them
        ("kind: SLO", "kind: Slo", [f"8: kind is 'Slo'; write {KINDS}."]),
        ("apiVersion: openslo/v1", "apiVersion: openslo/v2alpha", ["1: apiVersion is 'openslo/v2alpha'; write 'openslo/v1'."]),
        ("metadata:\n", "annotations: {}\nmetadata:\n", ["3: annotations: this key is unknown; known here: apiVersion, kind, metadata, spec."]),
        ("spec: {}", "spec: {descripton: x}", ["5: spec.descripton: this key is unknown; known here: description."]),
        ("spec: {}", "spec: x", ["5: spec is 'x'; write keys with their values."]),
        ("spec: {}\n", "", ["1: spec is missing; add it."]),
        ("displayName: Fast enough", "displayName: a\n  displayName: b", ["12: The key 'displayName' stands twice, first on line 11; keep one."]),
        ("displayName: Fast enough", "annotations: {totalaudio/decides: 'no'}", ["11: totalaudio/decides is 'no'; write \"true\" or \"false\"."]),
        ("displayName: Fast enough", "annotations: {totalaudio/decides: false}", ["11: metadata.annotations.totalaudio/decides is false; write a text, in quotes where it looks like a number or like true."]),
        ("displayName: Fast enough", "annotations: {totalaudio/minimum-events: '0'}", ["11: totalaudio/minimum-events is '0'; write a whole number above 0 in quotes, as in \"100\"."]),
        ("displayName: Fast enough", "annotations: {totalaudio/minimum: '1'}", ["11: totalaudio/minimum is unknown; known here: totalaudio/decides, totalaudio/minimum-events, totalaudio/minimum-bad-events."]),
        ("displayName: Fast enough", "labels: {team: [1]}", ["11: metadata.labels.team: the value of a label is a text, or a list of texts."]),
        (SMALL, "- a\n", ["1: the document is a list of 1; write keys with their values."]),
        (SMALL, "", ["1: No document of kind SLO is here; add one."]),
        (SMALL, "a: [b\n", ["2: This is no YAML: expected ',' or ']', but got '<stream end>'."]),
    ],
)  # fmt: skip
def test_a_mistake_says_where_what_and_what_instead(
    before: str, after: str, faults: list[str]
) -> None:
    assert said(changed(before, after)) == faults


WITH_POLICY = (
    changed("Occurrences", "Occurrences\n  alertPolicies: [{alertPolicyRef: fast}]") + POLICY
)


@pytest.mark.parametrize(
    ("before", "after", "faults"),
    [
        ("threshold: 14.4", "threshold: 20.1", ["36: The rule of 1h and 5m does not fit tracker-latency: even when everything fails, its budget burns 20 times too fast and never 20.1 times; lower the threshold, or leave the policy out."]),
        ("threshold: 14.4", "threshold: 0", ["62: A threshold of 0 is no burn rate; write how many times too fast, as in 14.4."]),
        ("threshold: 14.4", "threshold: 10000.1", ["62: A threshold of 10000.1 is no burn rate; write how many times too fast, as in 14.4."]),
        ("lookbackWindow: 1h", "lookbackWindow: 8d", ["36: The rule of 8d and 5m does not fit tracker-latency: its window is longer than that of the objective; leave the policy out."]),
        ("lookbackWindow: 1h", "lookbackWindow: 5m", ["55: The condition fast needs a window shorter than 5m in which it still burns: write totalaudio/short-window: 5m."]),
        ("short-window: 5m", "short-window: soon", ["55: The condition fast needs a window shorter than 1h in which it still burns: write totalaudio/short-window: 5m."]),
        ("lookbackWindow: 1h", "lookbackWindow: 1h\n          alertAfter: 5m", ["64: spec.conditions[0].spec.condition.alertAfter is '5m'; write '0m'."]),
        ("severity: P1", "severity: page", ["60: spec.conditions[0].spec.severity is 'page'; write 'P0', 'P1', 'P2' or 'P3'."]),
        ("alertWhenNoData: false", "alertWhenNoData: true", ["52: spec.alertWhenNoData is true; write false."]),
        ("targetRef: incident", "targetRef: mail", ["65: There is no AlertNotificationTarget called mail; known here: incident."]),
        ("target: incident", "target: slack", ["45: spec.target is 'slack'; write 'incident'."]),
        ("alertPolicyRef: fast}", "alertPolicyRef: fast}, {alertPolicyRef: fast}", ["36: The rule of 1h and 5m does not fit tracker-latency: it is named twice."]),
    ],
)  # fmt: skip
def test_a_mistake_in_a_policy_is_named_where_it_is(
    before: str, after: str, faults: list[str]
) -> None:
    assert said(changed(before, after, WITH_POLICY)) == faults


def test_the_policy_is_read_when_nothing_is_wrong() -> None:
    [found] = parse({"slos.yaml": WITH_POLICY})
    assert [(rule.name, float(rule.burn), rule.level) for rule in found.rules] == [
        ("1h and 5m", 14.4, "P1")
    ]


def test_a_rule_may_burn_as_fast_and_look_back_as_far_as_can_be() -> None:
    fastest = changed("threshold: 14.4", "threshold: 20", WITH_POLICY)
    [found] = parse({"slos.yaml": changed("lookbackWindow: 1h", "lookbackWindow: 7d", fastest)})
    assert [(rule.name, float(rule.burn)) for rule in found.rules] == [("7d and 5m", 20.0)]


def test_names_are_given_once_in_all_files() -> None:
    with pytest.raises(UnreadableObjectives) as raised:
        parse({"one.yaml": SMALL, "two.yaml": SMALL})
    assert [str(fault) for fault in raised.value.faults] == [
        "two.yaml:4: A second Service is called tracker; the first is at one.yaml:4.",
        "two.yaml:10: A second SLO is called tracker-latency; the first is at one.yaml:10.",
    ]


def test_all_mistakes_of_all_files_are_named_at_once() -> None:
    with pytest.raises(UnreadableObjectives) as raised:
        parse({"one.yaml": changed("7d", "7 days"), "two.yaml": "a: [", "three.yaml": "kind: SLI"})
    assert [(fault.file, fault.line) for fault in raised.value.faults] == [
        ("one.yaml", 33),
        *[("three.yaml", 1)] * 3,
        ("two.yaml", 1),
    ]
    assert str(raised.value).count("\n") == 4


def test_a_reference_to_what_has_a_mistake_is_no_second_mistake() -> None:
    assert said(changed("spec: {}", "spec: {a: b}")) == [
        "5: spec.a: this key is unknown; known here: description."
    ]


def test_a_percentage_is_the_same_share() -> None:
    [percent] = parse({"slos.yaml": changed("target: 0.95", "targetPercent: 99.95")})
    [share] = parse({"slos.yaml": changed("target: 0.95", "target: 0.9995")})
    assert percent == share
