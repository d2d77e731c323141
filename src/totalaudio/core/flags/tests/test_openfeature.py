from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from openfeature import api
from openfeature.client import OpenFeatureClient
from openfeature.evaluation_context import EvaluationContext
from openfeature.exception import ErrorCode
from openfeature.flag_evaluation import Reason

from totalaudio.core.flags import current
from totalaudio.core.flags.deciding import Place, Snapshot
from totalaudio.core.flags.declarations import Flag, Variant
from totalaudio.core.flags.openfeature import Provider

from .declaring import NAME, OTHER, flag, override

ALICE, HERE = uuid4(), uuid4()


@pytest.fixture
def client() -> Iterator[OpenFeatureClient]:
    api.set_provider(Provider(), "flags")
    yield api.get_client("flags")
    api.clear_providers()
    current.publish(Snapshot())


def declared(*flags: Flag, environment: str = "production") -> None:
    overrides = (override(False, user=ALICE), override(False, workspace=HERE))
    current.publish(Snapshot(9, overrides), flags, Place(environment))


def about(user: UUID | str | None = None, **attributes: str) -> EvaluationContext:
    return EvaluationContext(None if user is None else str(user), attributes)


def test_a_boolean_comes_with_its_reason_and_its_version(client: OpenFeatureClient) -> None:
    declared(flag())
    found = client.get_boolean_details(NAME, False, about(uuid4()))
    assert (found.value, found.reason, found.variant) == (True, Reason.STATIC, "on")
    assert found.flag_metadata == {"reason": "declared", "version": 9}


def test_the_targeting_key_is_the_user_and_the_workspace_an_attribute(
    client: OpenFeatureClient,
) -> None:
    declared(flag())
    for context in (about(ALICE), about(uuid4(), workspace_id=str(HERE))):
        found = client.get_boolean_details(NAME, True, context)
        assert (found.value, found.reason, found.variant) == (False, Reason.TARGETING_MATCH, "off")


@pytest.mark.parametrize(
    ("changed", "user", "reason"),
    [
        ({"rollout": 50}, uuid4(), Reason.SPLIT),
        ({"rollout": 50}, None, Reason.DEFAULT),
        ({"is_built": False}, uuid4(), Reason.DISABLED),
        ({"environments": frozenset({"test"})}, uuid4(), Reason.STATIC),
    ],
)
def test_reasons_are_those_of_the_specification(
    client: OpenFeatureClient, changed: dict[str, object], user: UUID | None, reason: Reason
) -> None:
    declared(flag(**changed))
    assert client.get_boolean_details(NAME, False, about(user)).reason == reason


def test_a_string_is_the_variant_and_the_default_while_it_is_off(
    client: OpenFeatureClient,
) -> None:
    declared(flag(variants=(Variant("short", 100),)))
    assert client.get_string_value(NAME, "none", about(uuid4())) == "short"
    assert client.get_string_value(NAME, "none", about(ALICE)) == "none"


def test_what_a_flag_is_not_is_an_error_and_the_default_comes_back(
    client: OpenFeatureClient,
) -> None:
    declared(flag(), flag(name=OTHER))
    for found in (
        client.get_string_details(NAME, "none", about()),
        client.get_integer_details(NAME, 3, about()),
        client.get_float_details(NAME, 0.5, about()),
        client.get_object_details(NAME, {"a": 1}, about()),
    ):
        assert (found.error_code, found.reason) == (ErrorCode.TYPE_MISMATCH, Reason.ERROR)
        assert found.value in ("none", 3, 0.5, {"a": 1})


def test_an_unknown_flag_and_an_unknown_id_are_errors(client: OpenFeatureClient) -> None:
    declared(flag())
    assert client.get_boolean_details("nope", True).error_code == ErrorCode.FLAG_NOT_FOUND
    assert client.get_integer_details("nope", 1).error_code == ErrorCode.FLAG_NOT_FOUND
    found = client.get_boolean_details(NAME, True, about("somebody"))
    assert (found.error_code, found.value) == (ErrorCode.INVALID_CONTEXT, True)
