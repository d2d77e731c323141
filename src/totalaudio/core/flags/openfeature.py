"""Our flags for code that speaks OpenFeature (openfeature-sdk, specification 0.8)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from openfeature.evaluation_context import EvaluationContext
from openfeature.exception import (
    FlagNotFoundError,
    InvalidContextError,
    TypeMismatchError,
)
from openfeature.flag_evaluation import FlagResolutionDetails, FlagValueType
from openfeature.flag_evaluation import Reason as OpenReason
from openfeature.provider import AbstractProvider, Metadata

from . import current
from .deciding import Decision
from .names import FlagName, Reason

type _Object = Sequence[FlagValueType] | Mapping[str, FlagValueType]

_REASONS = {
    Reason.NOT_BUILT: OpenReason.DISABLED,
    Reason.PREREQUISITE: OpenReason.TARGETING_MATCH,
    Reason.USER_OVERRIDE: OpenReason.TARGETING_MATCH,
    Reason.WORKSPACE_OVERRIDE: OpenReason.TARGETING_MATCH,
    Reason.ALL_OVERRIDE: OpenReason.STATIC,
    Reason.ENVIRONMENT: OpenReason.STATIC,
    Reason.NOBODY: OpenReason.DEFAULT,
    Reason.ROLLOUT: OpenReason.SPLIT,
    Reason.DECLARED: OpenReason.STATIC,
}


class Provider(AbstractProvider):
    """Answers from the flags of this process.

    The targeting key is the user's id, the attribute `workspace_id` that of the workspace; both may be missing. A flag
    is a boolean, and with variants also a string; our own reason and the version are in the metadata.
    """

    def get_metadata(self) -> Metadata:
        return Metadata("total-audio")

    def resolve_boolean_details(
        self,
        flag_key: str,
        default_value: bool,  # noqa: FBT001 - as the specification has it
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[bool]:
        decision = _decision(flag_key, evaluation_context)
        return _details(decision.value, decision, decision.variant or _word(decision))

    def resolve_string_details(
        self,
        flag_key: str,
        default_value: str,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[str]:
        decision = _decision(flag_key, evaluation_context)
        if not decision.value:
            return _details(default_value, decision, _word(decision))
        if decision.variant is None:
            raise TypeMismatchError(f"{flag_key} has no variants: ask for a boolean")
        return _details(decision.variant, decision, decision.variant)

    def resolve_integer_details(
        self,
        flag_key: str,
        default_value: int,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[int]:
        raise _mismatch(flag_key)

    def resolve_float_details(
        self,
        flag_key: str,
        default_value: float,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[float]:
        raise _mismatch(flag_key)

    def resolve_object_details(
        self,
        flag_key: str,
        default_value: _Object,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[_Object]:
        raise _mismatch(flag_key)


def _decision(flag_key: str, context: EvaluationContext | None) -> Decision:
    flag = _named(flag_key)
    if context is None:
        return current.evaluate(flag)
    user_id = _id(context.targeting_key, "the targeting key")
    workspace_id = _id(context.attributes.get("workspace_id"), "workspace_id")
    return current.evaluate(flag, user_id, workspace_id)


def _named(flag_key: str) -> FlagName:
    try:
        return FlagName(flag_key)
    except ValueError:
        raise FlagNotFoundError(f"there is no flag {flag_key}") from None


def _id(given: object, what: str) -> UUID | None:
    if given is None or given == "":
        return None
    try:
        return UUID(str(given))
    except ValueError:
        raise InvalidContextError(f"{what} is not an id of ours (a UUID)") from None


def _mismatch(flag_key: str) -> Exception:
    """As the specification orders errors: a flag that is not there comes before its type."""
    return TypeMismatchError(f"{_named(flag_key)} is a boolean or a string")


def _word(decision: Decision) -> str:
    return "on" if decision.value else "off"


def _details[T](value: T, decision: Decision, variant: str) -> FlagResolutionDetails[T]:
    return FlagResolutionDetails(
        value=value,
        reason=_REASONS[decision.reason],
        variant=variant,
        flag_metadata={"reason": str(decision.reason), "version": decision.version},
    )
