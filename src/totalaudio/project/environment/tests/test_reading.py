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
    is_development,
    is_production,
    is_test,
)

SECRET = "hunter2-hunter2-hunter2-hunter2-hunter2"
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": SECRET,
    "TOKEN_KEYS": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "DATABASE_URL": f"postgresql://totalaudio_app:{SECRET}@db.example.org/tap",
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


def test_all_that_production_lacks_is_said_at_once(given: pytest.MonkeyPatch) -> None:
    assert _read(given, ENVIRONMENT="production", DEMO="true").splitlines() == [
        "SECRET_KEY: is missing; set it to at least 32 random characters",
        "TOKEN_KEYS: is missing; set it to the output of: openssl rand -base64 32 | tr '+/' '-_'",
        (
            "DATABASE_URL: is missing; set it to the address of totalaudio_app,"
            " as in postgresql://user:password@host:5432/database"
        ),
        "PUBLIC_URL: is missing; set it to the https address that people use",
        "EMAIL_URL: is missing; set it to the mail server, as in smtps://user:password@host:465",
        "DEMO: shows a sign-in that everybody knows; unset it in production",
    ]


def test_what_cannot_be_read_hides_nothing_else_that_is_wrong(given: pytest.MonkeyPatch) -> None:
    assert _read(
        given, ENVIRONMENT="test", PORT=SECRET, DEMO=SECRET, APP="worker"
    ).splitlines() == [
        "PORT: cannot be read; set it to a number from 1 to 65535",
        "DEMO: cannot be read; set it to true or false",
        (
            "DATABASE_SYSTEM_URL: is missing; set it to the address of totalaudio_system,"
            " as in postgresql://user:password@host:5432/database"
        ),
    ]


@pytest.mark.parametrize(
    ("word", "app"),
    [
        ("intel", App.INTEL),
        ("audio-intel", App.INTEL),
        ("pitch", App.PITCH),
        ("pitch-generator", App.PITCH),
        ("tracker", App.TRACKER),
    ],
)
def test_an_app_is_known_by_both_its_names(word: str, app: App, given: pytest.MonkeyPatch) -> None:
    assert _read(given, APP=word) == ""
    assert environment.__wrapped__().app is app


@pytest.mark.parametrize("stage", list(Stage))
def test_the_stage_is_asked_by_one_function_each(stage: Stage, given: pytest.MonkeyPatch) -> None:
    for name, value in (PRODUCTION | {"ENVIRONMENT": stage}).items():
        given.setenv(name, value)
    environment.cache_clear()
    try:
        assert [is_development(), is_test(), is_production()] == [stage is one for one in Stage]
    finally:
        given.undo()
        environment.cache_clear()


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


def test_two_spellings_that_contradict_each_other_are_refused(given: pytest.MonkeyPatch) -> None:
    given.setenv("environment", "development")
    assert _read(given, **PRODUCTION) == (
        "ENVIRONMENT: is set in two spellings; keep this one alone"
    )
    given.setenv("environment", "production")
    assert _read(given, **PRODUCTION) == ""


def test_bytes_that_are_no_text_are_no_crash(given: pytest.MonkeyPatch) -> None:
    given.setenv("EMAIL_FROM", os.fsdecode(b"caf\xe9 <us@example.com>"))
    assert _read(given) == ("EMAIL_FROM: has characters that cannot be printed; write it anew")


def test_the_text_of_the_environment_holds_no_secret(given: pytest.MonkeyPatch) -> None:
    addresses = {"DATABASE_SYSTEM_URL": f"postgresql://us:{SECRET}@db.example.com/tap"}
    pair = {"GOOGLE_CLIENT_ID": "id", "GOOGLE_CLIENT_SECRET": SECRET}
    payments = {
        "STRIPE_SECRET_KEY": f"sk_live_{SECRET}",
        "STRIPE_WEBHOOK_SECRET": f"whsec_{SECRET}",
        "STRIPE_WEBHOOK_SECRET_PREVIOUS": f"whsec_old_{SECRET}",
    }
    assert _read(given, **PRODUCTION, **addresses, **pair, **payments, APP="worker") == ""
    read = environment.__wrapped__()
    assert SECRET not in f"{read} {read!r} {read.model_dump()} {read.model_dump_json()}"
