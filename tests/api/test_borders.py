"""Requests that no program should send: each is answered with a problem, and none breaks anything."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client, override_settings

from tests.support.cast import Person

from .calling import Program, program_of

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

PROBLEM = "application/problem+json"
JSON = "application/json"
FORM = "multipart/form-data; boundary=x"
UPLOAD = (
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\nabc\r\n--x--\r\n'
)


@pytest.fixture
def program(alice: Person) -> Program:
    return program_of(alice)


def send(program: Program, method: str, path: str, body: bytes, kind: str) -> "Answer":
    """What comes back for these very bytes."""
    return Client(raise_request_exception=False).generic(
        method,
        f"/api/v1/{path}",
        body,
        content_type=kind,
        headers={"Authorization": f"Bearer {program.key}"},
    )


def _kind(answer: "Answer") -> str:
    return str(answer.json()["type"]).rpartition(":")[2]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"])
def test_a_method_that_an_address_does_not_take_is_a_problem(program: Program, method: str) -> None:
    answer = send(program, method, "contacts", b"", JSON)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert (answer["Content-Type"], _kind(answer)) == (PROBLEM, "method-not-allowed")
    assert answer["RateLimit"].startswith('"minute";r=239')


def test_head_is_answered_as_get_without_the_body(program: Program) -> None:
    asked, whole = (send(program, method, "contacts", b"", JSON) for method in ("HEAD", "GET"))
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked["Content-Type"] == whole["Content-Type"]
    unknown = send(program, "HEAD", "contacts/nothing", b"", JSON)
    assert (unknown.status_code, unknown.content) == (404, b"")


@pytest.mark.parametrize("body", [b'{"artist": "A", "title": "T"}', UPLOAD % b"a.csv"])
def test_a_form_where_json_belongs_is_a_problem(program: Program, body: bytes) -> None:
    answer = send(program, "POST", "campaigns", body, FORM)
    assert (answer.status_code, answer["Content-Type"], _kind(answer)) == (415, PROBLEM, "not-json")


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("campaigns", b"[" * 200_000, JSON),
        ("campaigns", b'{"artist": "A", "title": "T", "budget": ' + b"1" * 5_000 + b"}", JSON),
        ("campaigns", b'{"artist": NaN, "title": "T"}', JSON),
        ("imports/file", b"[" * 5_000, FORM),
        ("imports/file", b"", "multipart/form-data"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem(
    program: Program, path: str, body: bytes, kind: str
) -> None:
    answer = send(program, "POST", path, body, kind)
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == PROBLEM


def test_a_file_keeps_only_what_its_name_may_have(program: Program) -> None:
    answer = send(program, "POST", "imports/file", UPLOAD % b"../a\x00\x1b.csv", FORM)
    assert (answer.status_code, answer.json()["name"]) == (201, "a.csv")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1_000, UPLOAD_CAP=2_000)
def test_a_body_that_is_too_large_is_a_problem(program: Program) -> None:
    for size in (1_001, 2_000_000):
        answer = send(program, "POST", "campaigns", b" " * size, JSON)
        assert (answer.status_code, answer["Content-Type"]) == (413, PROBLEM)
        assert _kind(answer) == "too-large"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("kind=nonsense", "kind"),
        ("status=nonsense", "status"),
        ("country=Atlantis", "country"),
        ("genre=no+such+noise", "genre"),
        ("missing=everything", "missing"),
        ("q=%00", "q"),
        ("contry=GB", "contry"),
        ("limit=3&%00=x", "\0"),
    ],
)
def test_a_filter_that_means_nothing_is_a_problem_and_not_everybody(
    program: Program, query: str, field: str
) -> None:
    answer = program.get(f"contacts?{query}")
    assert (answer.status, answer.body["errors"][0]["field"]) == (422, field)


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=((((", "q=%26%7C!", "country=UK", "genre=dnb"])
def test_words_that_stand_for_themselves_find_nobody(program: Program, query: str) -> None:
    assert program.get(f"contacts?{query}").body == {"items": [], "next": None}


def test_nobody_on_the_way_keeps_an_answer(program: Program) -> None:
    assert program.get("contacts").headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("db")
def test_the_description_says_which_scope_each_operation_needs() -> None:
    described = Client().get("/api/v1/openapi.json").json()["paths"]
    assert "Needs the scope `contacts:read`." in described["/api/v1/contacts"]["get"]["description"]
    assert (
        "Needs the scope `pitches:write`."
        in (described["/api/v1/pitches/queue"]["post"]["description"])
    )
    operations = [one for path in described.values() for one in path.values()]
    assert [one for one in operations if "Needs the scope" not in one["description"]] == []
