"""What Django says of a request holds its route, never its address, which may be a key."""

import logging
from collections.abc import Iterator

import pytest
from django.test import Client
from tests.support.cast import Person

from totalaudio.project.log_lines import RouteOnly


@pytest.fixture
def said() -> Iterator[list[str]]:
    """The lines that Django writes of requests, with their tracebacks, as the product's handler lets them through."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler, logger = Kept(), logging.getLogger("django.request")
    handler.addFilter(RouteOnly())
    logger.addHandler(handler)
    yield lines
    logger.removeHandler(handler)


@pytest.mark.usefixtures("db")
def test_an_address_that_is_a_key_is_not_in_the_log(said: list[str]) -> None:
    Client().get("/nowhere/the-key-of-somebody/")
    Client().get("/tracker/reports/live/the-key-of-somebody/")
    assert len(said) == 2
    assert [line for line in said if "the-key" in line] == []
    assert said[0] == "Not Found: no route"


def test_a_refusal_is_one_line_without_a_traceback(said: list[str], alice: Person) -> None:
    alice.client().get("/operator/")
    assert said == ["Forbidden (Permission denied): /operator/"]


@pytest.mark.usefixtures("db")
def test_a_mistake_of_ours_keeps_its_traceback(
    said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> None:
        raise LookupError("not there")

    monkeypatch.setattr("totalaudio.core.web.public.views.notice", fails)
    client = Client(raise_request_exception=False)
    assert client.get("/privacy/").status_code == 500
    assert said[0].startswith("Internal Server Error: /privacy/\nTraceback")
