"""The pages of incidents: what operators see and change, through the app role alone."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser
from tests.support.cast import Person

from totalaudio.core.web.operations.incidents.tests.happening import opened, record, system
from totalaudio_ops.incidents.changing import acknowledge, resolve
from totalaudio_ops.incidents.entries import timeline
from totalaudio_ops.incidents.incident import find
from totalaudio_ops.incidents.post_mortems import SECTIONS, actions, post_mortem
from totalaudio_ops.notifying.audience import Audience
from totalaudio_ops.notifying.queueing import queue

pytestmark = pytest.mark.usefixtures("db")

LIST = "/operator/incidents/"


def page(person: Person, path: str = LIST) -> str:
    """The page as it reads, its blanks made plain."""
    answer = person.client().get(path)
    assert answer.status_code == 200
    body = LexborHTMLParser(answer.content.decode()).body
    assert body is not None
    return " ".join(body.text().split())


def press(person: Person, ref: str, do: str, **given: str) -> str:
    """What the page says after a button was pressed."""
    client = person.client()
    answer = client.post(f"{LIST}{ref}/change", {"do": do, **given}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}{ref}/", 302)]
    return " ".join(str(message) for message in answer.context["messages"])


def test_without_incidents_the_page_says_when_there_is_one(operator: Person) -> None:
    text = page(operator)
    assert "No incident is open" in text
    assert "No incident was opened in these days." in text
    assert "None so far." in text


def test_open_ones_come_first_the_worst_on_top_with_their_clocks(operator: Person) -> None:
    now = timezone.now()
    opened("P2", title="Pages are slow", now=now - timedelta(hours=5))
    opened("P1", title="Runs fail", now=now - timedelta(minutes=20))
    with system() as connection:
        over = opened("P3", title="A typo", now=now - timedelta(days=1))
        resolve(connection, over, by="olive@example.com", now=now - timedelta(hours=20))
    context = operator.client().get(LIST).context
    assert [one.incident.title for one in context["open"]] == ["Runs fail", "Pages are slow"]
    assert context["open"][0].clock in {"40 minutes left to respond", "39 minutes left to respond"}
    assert context["open"][1].clock in {"response 1 hour late", "response 1 hour 1 minute late"}
    assert [one.incident.title for one in context["history"]] == ["A typo"]


def test_an_overdue_post_mortem_stands_above_all(operator: Person) -> None:
    now = timezone.now()
    ref = opened("P1", now=now - timedelta(days=30))
    with system() as connection:
        resolve(connection, ref, by="olive@example.com", now=now - timedelta(days=29))
    text = page(operator)
    assert 0 < text.index("A post-mortem is overdue") < text.index(f"{ref}: Runs fail")
    assert text.index(f"{ref}: Runs fail") < text.index("No incident is open")


def test_somebody_opens_one_by_hand(operator: Person) -> None:
    answer = operator.client().post(
        f"{LIST}new",
        {"title": "Mail is late", "level": "P2", "app": "tracker", "detail": "Since 9."},
    )
    assert answer.status_code == 302
    ref = answer["Location"].removeprefix(LIST).rstrip("/")
    with system() as connection:
        found = find(connection, ref)
        [entry] = timeline(connection, found.id)
    assert (found.title, found.level, found.app, found.source) == (
        "Mail is late",
        "P2",
        "tracker",
        "hand",
    )
    assert entry.actor == "olive@example.com"
    assert entry.text.endswith("\nSince 9.")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": "", "level": "P1"}, "This field is required."),
        ({"title": "x", "level": "P7"}, "Select a valid choice."),
        ({"title": "\u202e", "level": "P1"}, "The title is empty: write what is to be kept."),
        (
            {"title": "x", "level": "P1", "started_at": "2999-01-01T00:00"},
            "The trouble would begin in the future",
        ),
    ],
)
def test_what_cannot_be_opened_keeps_what_was_typed(
    operator: Person, given: dict[str, str], said: str
) -> None:
    answer = operator.client().post(f"{LIST}new", given | {"detail": "Typed with care."})
    html = answer.content.decode()
    assert said in html
    assert "Typed with care." in html
    assert record("SELECT count(*) FROM ops.incidents") == [(0,)]


def test_from_acknowledging_to_resolving_by_buttons(operator: Person) -> None:
    ref = opened("P1")
    assert press(operator, ref, "acknowledge") == "Acknowledged. The clock has stopped."
    assert press(operator, ref, "note", text="The disk is full.") == "The note is in the timeline."
    assert press(operator, ref, "update", text="We know.") == "The update is on the status page."
    assert press(operator, ref, "level", level="P0", reason="All") == "The level is changed."
    assert press(operator, ref, "lead", lead="bob@example.com") == "The lead is named."
    assert press(operator, ref, "title", title="Boards do not open") == "The title is changed."
    assert "Everybody reads its title" in page(operator, f"{LIST}{ref}/")
    assert press(operator, ref, "hide") == "It is no longer on the status page."
    assert press(operator, ref, "show") == "It is on the status page."
    assert press(operator, ref, "mitigate", text="Rolled back") == "Mitigated."
    assert press(operator, ref, "resolve") == "Resolved."
    with system() as connection:
        found = find(connection, ref)
        actors = {entry.actor for entry in timeline(connection, found.id)[1:]}
    assert (found.level, found.status, found.lead, found.is_public) == (
        "P0",
        "resolved",
        "bob@example.com",
        True,
    )
    assert actors == {"olive@example.com"}


def test_the_post_mortem_is_written_and_closed_by_buttons(operator: Person) -> None:
    ref = opened("P0")
    press(operator, ref, "resolve")
    said = press(operator, ref, "close", summary="Short")
    assert said == (
        f"The post-mortem of {ref} cannot be closed: write root cause, impact, what went well,"
        " what went poorly, prevention, at least one action."
    )
    with system() as connection:
        kept = post_mortem(connection, find(connection, ref).id)
    assert kept is not None
    assert kept.summary == "Short", "what was written is not lost when it cannot be closed"
    press(operator, ref, "action", text="Watch it", owner="Bob", due_date="2026-12-04")
    with system() as connection:
        [action] = actions(connection, find(connection, ref).id)
    assert press(operator, ref, "done", action=str(action.id)) == "The action is done."
    texts = dict.fromkeys(SECTIONS, "Known.")
    assert press(operator, ref, "close", **texts) == "The post-mortem is closed."
    with system() as connection:
        found = post_mortem(connection, find(connection, ref).id)
    assert found is not None
    assert found.closed_by == "olive@example.com"
    text = page(operator, f"{LIST}{ref}/")
    assert "Closed" in text
    assert "Add the action" not in text


def test_a_milder_one_may_have_a_post_mortem(operator: Person) -> None:
    ref = opened("P3")
    press(operator, ref, "resolve")
    assert "P3 needs none" in page(operator, f"{LIST}{ref}/")
    assert press(operator, ref, "begin") == "The post-mortem is there to be written."
    assert "Keep and close" in page(operator, f"{LIST}{ref}/")


@pytest.mark.parametrize(
    ("do", "given", "said"),
    [
        ("acknowledge", {}, "was acknowledged at"),
        ("note", {"text": " "}, "The text is empty: write what is to be kept."),
        ("level", {"level": "P9", "reason": "x"}, "'P9' is no level"),
        ("action", {"text": "x", "owner": "y"}, "The action has no day"),
        ("done", {"action": "x"}, "No action was named"),
        ("write", {}, "has no post-mortem: it begins when the incident is resolved."),
        ("drop", {}, "No such change: use the buttons of the page."),
    ],
)
def test_what_is_refused_is_said_and_changes_nothing(
    operator: Person, do: str, given: dict[str, str], said: str
) -> None:
    ref = opened("P1")
    with system() as connection:
        acknowledge(connection, ref, by="bob@example.com", now=timezone.now())
    before = record("SELECT count(*) FROM ops.incident_entries")
    assert said in press(operator, ref, do, **given)
    assert record("SELECT count(*) FROM ops.incident_entries") == before


def test_the_page_shows_facts_notices_and_who_was_told(operator: Person) -> None:
    ref = opened("P1")
    with system() as connection:
        queue(connection, Audience(("duty@example.com",), has_webhook=True), timezone.now())
    text = page(operator, f"{LIST}{ref}/")
    assert "To customers: investigating" in text
    assert "Audio Intel: we are looking into a problem" in text
    assert "duty@example.com" in text
    assert "webhook" in text
    assert "Whoever acknowledges leads the response" in text


def test_the_record_is_a_file(operator: Person) -> None:
    ref = opened("P1", title="Runs | fail")
    answer = operator.client().get(f"{LIST}{ref}/export")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{ref}.md"'
    assert answer.content.decode().startswith(f"# {ref}: Runs \\| fail\n")


def test_hostile_text_stays_text(operator: Person) -> None:
    ref = opened("P1", title="<script>alert(1)</script>")
    press(operator, ref, "note", text="<img src=x onerror=alert(2)>")
    for path in (LIST, f"{LIST}{ref}/"):
        html = operator.client().get(path).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_an_unknown_incident_is_missing(operator: Person) -> None:
    client = operator.client()
    for path in ("INC-2020-01-01-001/", "nothing/", "INC-2020-01-01-001/export"):
        assert client.get(LIST + path).status_code == 404
    assert client.post(f"{LIST}INC-2020-01-01-001/change", {"do": "resolve"}).status_code == 404


@pytest.mark.parametrize("name", ["alice", "adam", "bob", "clara", "charlie", "stranger"])
def test_nobody_else_sees_or_changes_anything(name: str, request: pytest.FixtureRequest) -> None:
    person: Person = request.getfixturevalue(name)
    ref = opened("P1", title="Charlie must not read this")
    client = person.client()
    answers: list[Any] = [
        client.get(LIST),
        client.get(f"{LIST}new"),
        client.get(f"{LIST}{ref}/"),
        client.get(f"{LIST}{ref}/export"),
        client.post(f"{LIST}{ref}/change", {"do": "resolve"}),
        client.post(f"{LIST}new", {"title": "x", "level": "P0"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 6
    assert not any(b"must not read" in answer.content for answer in answers)
    assert record("SELECT status FROM ops.incidents") == [("open",)]


def test_who_is_signed_out_signs_in_first() -> None:
    assert Client().get(LIST)["Location"] == f"/accounts/login/?next={LIST}"


def test_the_list_asks_the_same_of_one_and_of_three(operator: Person) -> None:
    assert _queries(operator, LIST, 1) == _queries(operator, LIST, 3)


def test_the_page_of_one_asks_the_same_however_long_its_record_is(operator: Person) -> None:
    ref = opened("P0")
    press(operator, ref, "resolve")

    def count() -> int:
        return statements(operator, f"{LIST}{ref}/")

    press(operator, ref, "action", text="One", owner="Bob", due_date="2026-12-04")
    few = count()
    for number in range(3):
        press(operator, ref, "note", text=f"Note {number}")
        press(operator, ref, "action", text="More", owner="Bob", due_date="2026-12-05")
    assert count() == few


def _queries(person: Person, path: str, wanted: int) -> int:
    """How many statements the page takes when there are so many of each kind."""
    there = len(record("SELECT ref FROM ops.incidents WHERE status <> 'resolved'"))
    for number in range(wanted - there):
        opened("P1", title=f"Open {there + number}")
        over = opened("P2", title=f"Over {there + number}")
        with system() as connection:
            resolve(connection, over, by="olive@example.com", now=timezone.now())
    return statements(person, path)


def statements(person: Person, path: str) -> int:
    """How many statements reach the database, also those that go past Django."""
    client, execute, count = person.client(), psycopg.Cursor.execute, 0

    def counted(self: Any, *args: Any, **options: Any) -> Any:
        nonlocal count
        count += 1
        return execute(self, *args, **options)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(psycopg.Cursor, "execute", counted)
        assert client.get(path).status_code == 200
    assert count > 5
    return count
