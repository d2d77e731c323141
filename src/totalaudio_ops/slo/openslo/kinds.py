"""The kinds of OpenSLO v1 that are understood, and what of each: everything else is refused, not passed over."""

from decimal import Decimal
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from totalaudio_ops.slo.openslo.alerting import ConditionSpec, PolicyRef, PolicySpec, TargetSpec
from totalaudio_ops.slo.openslo.indicators import InlineSLI, SLISpec
from totalaudio_ops.slo.openslo.parts import App, Description, Length, Name, Number, Part


class ServiceSpec(Part):
    """An app."""

    description: Description = ""


class DataSourceSpec(Part):
    """Where counts come from; the address is a setting, so that no file holds one."""

    instead: ClassVar = {"connectionDetails": "leave it out: addresses come from the settings"}
    description: Description = ""
    type: Literal["postgres", "prometheus"]


class TimeWindow(Part):
    """The window of a promise."""

    instead: ClassVar = {"calendar": "write isRolling: true: windows roll, and end now"}
    duration: Length
    is_rolling: Literal[True]


class Target(Part):
    """The share of events that must be good."""

    instead: ClassVar = dict.fromkeys(
        ("op", "value"), "leave it out: thresholds stand with the indicator"
    ) | dict.fromkeys(
        ("timeSliceTarget", "timeSliceWindow"), "leave it out: events are counted, not slices"
    )
    display_name: str | None = None
    target: Number | None = None
    target_percent: Number | None = None

    @property
    def share(self) -> Decimal:
        """Above 0 and below 1."""
        if self.target is not None:
            return self.target
        return (self.target_percent or Decimal(0)) / 100

    @model_validator(mode="after")
    def _is_share(self) -> Self:
        if (self.target is None) == (self.target_percent is None):
            raise ValueError("write target or targetPercent, one of both")
        if self.target is not None and 1 < self.target < 100:
            share = f"{(self.target / 100).normalize():f}"
            raise ValueError(
                f"target is {self.target}, and a share lies between 0 and 1;"
                f" write target: {share} or targetPercent: {self.target}"
            )
        if self.target_percent is not None and 0 < self.target_percent < 1:
            raise ValueError(
                f"targetPercent is {self.target_percent}, which is less than one in a hundred;"
                f" write target: {self.target_percent} or targetPercent:"
                f" {(self.target_percent * 100).normalize():f}"
            )
        if not 0 < self.share < 1:
            raise ValueError(
                "a target lies between 0 and 1 (targetPercent 0 and 100), both excluded"
            )
        return self


class SLOSpec(Part):
    """A promise."""

    description: Description = ""
    service: App
    indicator: InlineSLI | None = None
    indicator_ref: Name | None = None
    time_window: Annotated[list[TimeWindow], Field(min_length=1, max_length=1)]
    budgeting_method: Literal["Occurrences"]
    objectives: Annotated[list[Target], Field(min_length=1, max_length=1)]
    alert_policies: list[PolicyRef] = []

    @model_validator(mode="after")
    def _has_indicator(self) -> Self:
        if (self.indicator is None) == (self.indicator_ref is None):
            raise ValueError("write indicator or indicatorRef, one of both")
        return self


SPECS: Final[dict[str, type[Part]]] = {
    "Service": ServiceSpec,
    "DataSource": DataSourceSpec,
    "SLI": SLISpec,
    "SLO": SLOSpec,
    "AlertPolicy": PolicySpec,
    "AlertCondition": ConditionSpec,
    "AlertNotificationTarget": TargetSpec,
}
