"""Secrets are taken out of the log, in every form in which they stand in an address."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from totalaudio.project.environment import Environment, hiding
from totalaudio.project.environment.texts import is_database

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


def test_each_key_for_mailboxes_is_a_secret_of_its_own() -> None:
    told = Environment(token_keys=SecretStr("the-new-key=,the-old-key="))
    assert {"the-new-key=", "the-old-key="} < set(hiding.secrets_of(told))


@pytest.mark.parametrize(
    ("address", "hidden"),
    [
        ("postgresql://app:ope[ned@db.example/tap", "ope[ned"),
        ("postgresql://app:clo]sed@db.example/tap", "clo]sed"),
        ("postgresql://app:num#ber@db.example/tap", "num#ber"),
        ("postgresql://app:ask?ing@db.example/tap", "ask?ing"),
        ("postgresql://app:two:parts@db.example/tap", "two:parts"),
        ("postgresql://app@db.example/tap?password=be%40hind", "be@hind"),
        ("host=db.example password='in words'", "in words"),
    ],
)
def test_passwords_are_found_wherever_libpq_takes_them_from(address: str, hidden: str) -> None:
    assert is_database(address)
    assert hidden in hiding.secrets_of(Environment(database_url=SecretStr(address)))


@given(st.text(min_size=hiding.SHORTEST))
def test_whatever_a_secret_is_it_is_hidden(text: str) -> None:
    for address in (text, f"smtps://us:{text}@mail.example"):
        assert text in hiding.secrets_of(Environment(email_url=SecretStr(address)))


def test_nothing_is_hidden_that_was_not_set() -> None:
    assert hiding.secrets_of(Environment()) == ()


def test_a_line_with_its_traceback_is_written_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hiding, "_secrets_of_process", lambda: hiding.secrets_of(ENV))
    error = ValueError("refused p@ss/word")
    told = (ValueError, error, None)
    record = logging.LogRecord("x", 40, __file__, 1, "at %s", ("Zy8-kd0_Qm3.xPw7",), told)
    said = hiding.Formatter().format(record)
    assert said == "at [hidden]\nValueError: refused [hidden]"
