"""Passwords in tests: the format and the code of production, without the price, which tests pay thousands of times."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, reset_hashers


class CheapArgon2(Argon2PasswordHasher):
    """The least work that Argon2 takes; the servers that tests start take the product's own."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


@pytest.fixture(scope="session", autouse=True)
def passwords_cost_nothing() -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.{CheapArgon2.__name__}"]
    reset_hashers(setting="PASSWORD_HASHERS")
