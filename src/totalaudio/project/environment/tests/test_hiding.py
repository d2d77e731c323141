"""Secrets are taken out of the log, in every form in which they stand in an address."""

import logging

import pytest
from pydantic import SecretStr

from totalaudio.project.environment import Environment, hiding

ENV = Environment(
    secret_key=SecretStr("Zy8-kd0_Qm3.xPw7"),
    email_url=SecretStr("smtps://us:p%40ss%2Fword@mail.example:465"),
    database_url=SecretStr("postgresql://app:short@db.example/tap"),
)


def test_passwords_within_addresses_are_secrets_of_their_own() -> None:
    assert hiding.secrets_of(ENV) == (
        "smtps%3A%2F%2Fus%3Ap%2540ss%252Fword%40mail.example%3A465",
        "postgresql%3A%2F%2Fapp%3Ashort%40db.example%2Ftap",
        "smtps://us:p%40ss%2Fword@mail.example:465",
        "postgresql://app:short@db.example/tap",
        "AHVzAHBAc3Mvd29yZA==",
        "AGFwcABzaG9ydA==",
        "Zy8-kd0_Qm3.xPw7",
        "p%40ss%2Fword",
        "cEBzcy93b3Jk",
        "p@ss/word",
        "c2hvcnQ=",
    )


def test_nothing_is_hidden_that_was_not_set() -> None:
    assert hiding.secrets_of(Environment()) == ()


def test_a_line_with_its_traceback_is_written_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hiding, "_secrets_of_process", lambda: hiding.secrets_of(ENV))
    error = ValueError("refused p@ss/word")
    told = (ValueError, error, None)
    record = logging.LogRecord("x", 40, __file__, 1, "at %s", ("Zy8-kd0_Qm3.xPw7",), told)
    said = hiding.Formatter().format(record)
    assert said == "at [hidden]\nValueError: refused [hidden]"
