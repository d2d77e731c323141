"""Cookies that nobody gave out."""

import pytest
from django.conf import settings
from django.test import Client
from tests.support.cast import Person

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    "key", ['"abcdefgh\\000ijkl"', '"abcdefgh\\351"', "abcdefgh'--", "short", "x" * 5000]
)
def test_an_odd_cookie_is_no_session(key: str) -> None:
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
    assert Client().get("/pricing/", headers={"Cookie": cookie}).status_code == 200


def test_a_session_that_was_given_out_is_found(alice: Person) -> None:
    assert alice.client().get("/people/").status_code == 200
