"""The API answers as it describes itself: schemathesis drives every operation with what fits and what does not."""

import json
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS

from tests.support.cast import Person
from totalaudio.core.accounts.keys import opening
from totalaudio.project.api import build
from totalaudio.project.environment import App

from .calling import Program, program_of

EXAMPLES = 6
DESCRIPTION = json.loads(
    json.dumps(build(App.ALL).get_openapi_schema(path_prefix="/api/v1/"), default=str)
)
SCHEMA = schemathesis.openapi.from_dict(DESCRIPTION)
PRODUCT = get_wsgi_application()


def whole(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The product as a server runs it, which closes each answer, and with it the files of the request."""
    answer = PRODUCT(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


SCHEMA.app = whole


@pytest.fixture
def program(alice: Person, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Alice's, with more turns than anybody has."""
    monkeypatch.setattr(opening, "TURNS", 1_000_000)
    return program_of(alice)


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_described(
    case: schemathesis.Case[Any], program: Program
) -> None:
    # Some rules are no part of a schema: a genre that there is not, a cursor from elsewhere, a plan that is full.
    beyond: Any = CHECKS.get_one("positive_data_acceptance")
    case.call_and_validate(
        headers={"Authorization": f"Bearer {program.key}"}, excluded_checks=[beyond]
    )
