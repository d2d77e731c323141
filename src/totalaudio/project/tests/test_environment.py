"""The environment is checked as a whole, and what it says is never repeated."""

import os

import pytest
from tests.support import environment as harness

from totalaudio.project.environment import (
    DEVELOPMENT_KEY,
    App,
    EnvironmentProblem,
    Stage,
    environment,
)

SECRET = "hunter2-hunter2-hunter2-hunter2-hunter2"
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": SECRET,
    "PUBLIC_URL": "https://tap.example.com/",
    "EMAIL_URL": f"smtps://us:{SECRET}@mail.example.com:465",
}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without any of our variables."""
    for name in [name for name in os.environ if name.lower() in harness.DECLARED]:
        monkeypatch.delenv(name)
    return monkeypatch


def _read(given: pytest.MonkeyPatch, **variables: str) -> str:
    """Read these variables; returns what is wrong with them, line by line."""
    for name, value in variables.items():
        given.setenv(name, value)
    try:
        environment.__wrapped__()
    except EnvironmentProblem as problem:
        return str(problem)
    return ""


def test_an_empty_environment_is_one_for_development(given: pytest.MonkeyPatch) -> None:
    read = environment.__wrapped__()
    assert (read.environment, read.app, read.demo) == (Stage.DEVELOPMENT, App.ALL, False)
    assert read.secret_key.get_secret_value() == DEVELOPMENT_KEY
    assert read.base_url == "http://127.0.0.1:8000"


def test_a_variable_that_is_empty_counts_as_not_set(given: pytest.MonkeyPatch) -> None:
    assert _read(given, PORT="", APP="", EMAIL_URL="") == ""
    assert environment.__wrapped__().email_url is None


def test_a_complete_production_environment_is_accepted(given: pytest.MonkeyPatch) -> None:
    assert _read(given, **PRODUCTION) == ""
    read = environment.__wrapped__()
    assert read.is_production
    assert read.base_url == "https://tap.example.com"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("SECRET_KEY", DEVELOPMENT_KEY, "SECRET_KEY: set at least 32 random characters"),
        ("SECRET_KEY", "x" * 31, "SECRET_KEY: set at least 32 random characters"),
        ("PUBLIC_URL", "", "PUBLIC_URL: set the https address that people use"),
        (
            "PUBLIC_URL",
            "http://tap.example.com",
            "PUBLIC_URL: set the https address that people use",
        ),
        ("EMAIL_URL", "", "EMAIL_URL: set the mail server, as smtps://user:password@host:465"),
        ("DEMO", "1", "DEMO: unset it; the demo sign-in is not for production"),
    ],
)
def test_production_refuses_what_is_for_development(
    variable: str, value: str, said: str, given: pytest.MonkeyPatch
) -> None:
    assert _read(given, **PRODUCTION | {variable: value}) == said
    given.setenv("ENVIRONMENT", "development")
    assert _read(given) == ""


def test_all_that_production_lacks_is_said_at_once(given: pytest.MonkeyPatch) -> None:
    said = _read(given, ENVIRONMENT="production", DEMO="true")
    assert [part.split(":")[0] for part in said.split("; ") if part.split(":")[0].isupper()] == [
        "SECRET_KEY",
        "PUBLIC_URL",
        "EMAIL_URL",
        "DEMO",
    ]


@pytest.mark.parametrize("alone", ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"])
def test_half_of_a_pair_is_refused(alone: str, given: pytest.MonkeyPatch) -> None:
    said = "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET: set both or neither"
    assert _read(given, **{alone: SECRET}) == said
    assert _read(given, GOOGLE_CLIENT_ID="id", GOOGLE_CLIENT_SECRET=SECRET) == ""


def test_all_that_cannot_be_read_is_said_at_once_and_no_value_with_it(
    given: pytest.MonkeyPatch,
) -> None:
    said = _read(given, PORT=SECRET, APP=SECRET, ENVIRONMENT=SECRET, DEMO=SECRET)
    assert [line.split(":")[0] for line in said.splitlines()] == [
        "ENVIRONMENT",
        "APP",
        "PORT",
        "DEMO",
    ]
    assert SECRET not in said


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8000.5"])
def test_a_port_is_one_that_exists(port: str, given: pytest.MonkeyPatch) -> None:
    assert _read(given, PORT=port).startswith("PORT: ")


def test_the_text_of_the_environment_holds_no_secret(given: pytest.MonkeyPatch) -> None:
    addresses = dict.fromkeys(
        ["DATABASE_URL", "DATABASE_SYSTEM_URL"], f"postgresql://us:{SECRET}@db.example.com/tap"
    )
    pair = {"GOOGLE_CLIENT_ID": "id", "GOOGLE_CLIENT_SECRET": SECRET}
    assert _read(given, **PRODUCTION, **addresses, **pair) == ""
    read = environment.__wrapped__()
    assert SECRET not in f"{read} {read!r} {read.model_dump()} {read.model_dump_json()}"
