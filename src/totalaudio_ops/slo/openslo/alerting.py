"""The kinds AlertPolicy, AlertCondition and AlertNotificationTarget: when a burning budget is told."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from totalaudio_ops.slo.openslo.parts import Description, Length, Metadata, Name, Number, Part


class Condition(Part):
    """How fast a budget must burn, over the longer window."""

    kind: Literal["burnrate"] = "burnrate"
    threshold: Number
    lookback_window: Length
    alert_after: Literal["0m"] = "0m"


class ConditionSpec(Part):
    """When to tell, and how bad it is."""

    description: Description = ""
    severity: Literal["P0", "P1", "P2", "P3"]
    condition: Condition


class TargetSpec(Part):
    """Who is told: an alert opens an incident, and incidents tell people."""

    description: Description = ""
    target: Literal["incident"]


class TargetRef(Part):
    """A reference to an AlertNotificationTarget."""

    target_ref: Name


class InlineCondition(Part):
    """An AlertCondition by reference, or in place."""

    condition_ref: Name | None = None
    kind: Literal["AlertCondition"] | None = None
    metadata: Metadata | None = None
    spec: ConditionSpec | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        _one_of("conditionRef", self.condition_ref, [self.kind, self.metadata, self.spec])
        return self


class PolicySpec(Part):
    """When an alert is raised; silence raises none, and its end tells itself."""

    description: Description = ""
    alert_when_breaching: Literal[True] = True
    alert_when_no_data: Literal[False] = False
    alert_when_resolved: Literal[False] = False
    conditions: Annotated[list[InlineCondition], Field(min_length=1, max_length=1)]
    notification_targets: Annotated[list[TargetRef], Field(min_length=1, max_length=1)]


class PolicyRef(Part):
    """An AlertPolicy by reference, or in place."""

    alert_policy_ref: Name | None = None
    kind: Literal["AlertPolicy"] | None = None
    metadata: Metadata | None = None
    spec: PolicySpec | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        _one_of("alertPolicyRef", self.alert_policy_ref, [self.kind, self.metadata, self.spec])
        return self


def _one_of(key: str, reference: str | None, inline: Sequence[object]) -> None:
    if (reference is None) == any(one is None for one in inline):
        raise ValueError(f"write {key}, or kind, metadata and spec in place")
    if reference is not None and any(one is not None for one in inline):
        raise ValueError(f"write {key} alone, or kind, metadata and spec in place")
