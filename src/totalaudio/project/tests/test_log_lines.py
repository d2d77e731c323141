"""Lines of the log in production: each an object, whole, without secrets, with the id of its request."""

import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.web.counting import ids
from totalaudio.project.environment import hiding
from totalaudio.project.log_lines import JsonLines

SECRET = 'pass"word-with-ümlaut'


@pytest.fixture(autouse=True)
def one_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hiding, "_secrets_of_process", lambda: (SECRET,))


def record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("totalaudio.one", logging.WARNING, "file", 1, message, args, None)
    made.__dict__ |= extra
    return made


def told(made: logging.LogRecord) -> dict[str, object]:
    line = JsonLines().format(made)
    assert "\n" not in line
    found = json.loads(line)
    assert isinstance(found, dict)
    return found


def test_a_line_says_when_how_bad_who_and_what() -> None:
    found = told(record("took %s", "long"))
    assert found.pop("time").endswith("+00:00")  # type: ignore[attr-defined]  # a text
    assert found == {"level": "warning", "logger": "totalaudio.one", "message": "took long"}


def test_the_line_of_a_request_carries_its_figures() -> None:
    extra = {"request_id": "r-1", "route": "intel/", "status": 200, "duration_ms": 1.5, "app": "a"}
    found = told(record("GET /intel/ 200", **extra, secret_thing="not for the log"))
    assert {name: found[name] for name in extra} == extra
    assert "secret_thing" not in found


def test_every_line_of_a_request_has_its_id() -> None:
    token = ids.current.set("r-2")
    try:
        assert told(record("late"))["request_id"] == "r-2"
    finally:
        ids.current.reset(token)
    assert "request_id" not in told(record("late"))


def test_secrets_are_hidden_also_where_json_would_write_them_otherwise() -> None:
    found = told(record("connecting with %s", SECRET, route=f"r/{SECRET}"))
    assert (found["message"], found["route"]) == ("connecting with [hidden]", "r/[hidden]")


def test_a_traceback_stays_on_its_line_and_says_no_secret() -> None:
    made = record("broken")
    try:
        int(SECRET)
    except ValueError:
        made.exc_info = sys.exc_info()
    message = str(told(made)["message"])
    assert message.startswith("broken\nTraceback")
    assert message.endswith("ValueError: invalid literal for int() with base 10: '[hidden]'")


@given(st.text())
def test_whatever_is_logged_is_one_line_that_reads_back(text: str) -> None:
    assert told(record("%s", text.replace(SECRET, "")))["message"] == text.replace(SECRET, "")
