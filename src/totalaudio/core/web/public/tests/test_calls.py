"""From the form to the letters, the calendar file, the list of the staff, and back."""

import base64
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from selectolax.lexbor import LexborHTMLParser
from tests.support.cast import Person

from totalaudio.core.metrics.models import Event
from totalaudio.core.tenancy.context import context
from totalaudio.core.web.models import DemoCall, Letter
from totalaudio.core.web.public.queries import free_slots

pytestmark = pytest.mark.usefixtures("db")

PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
GINA = {
    "name": "Gina Placeholder",
    "email": "gina@example.com",
    "company": "Made-up Plugging",
    "promotes": "Indie, <b>mostly</b>",
}


def visitor(**headers: str) -> Client:
    return Client(headers={"User-Agent": PERSON, **headers})


def first_free(number: int = 0) -> str:
    with context():
        return free_slots()[number].isoformat()


def book(client: Client, **changed: str) -> str:
    answer = client.post("/demo-call/", {**GINA, "starts_at": first_free(), **changed})
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def letters() -> list[Letter]:
    return list(Letter.objects.using("system").order_by("id"))


def test_a_booking_is_kept_confirmed_and_told_to_the_staff(operator: Person) -> None:
    start = first_free()
    page = book(visitor())
    call = DemoCall.objects.using("system").get()
    assert (call.name, call.email, call.company, call.promotes) == tuple(GINA.values())
    assert call.starts_at == datetime.fromisoformat(start)
    confirmation, told = letters()
    assert (confirmation.recipients, told.recipients) == ([GINA["email"]], [operator.user.email])
    assert page in confirmation.body
    assert page.split("/")[2] not in told.body
    for word in GINA.values():
        assert word in told.body
        assert word not in confirmation.body


def test_the_letter_carries_the_calendar_file_and_the_page_gives_the_same() -> None:
    client = visitor()
    page = book(client)
    [confirmation] = letters()
    [file] = confirmation.attachments
    assert (file["name"], file["kind"]) == ("demo-call.ics", "text/calendar; method=PUBLISH")
    sent = base64.b64decode(file["content"]).decode()
    answer = client.get(f"{page}demo-call.ics")
    assert answer["Content-Disposition"] == 'attachment; filename="demo-call.ics"'
    given = answer.content.decode()
    assert without_stamp(given) == without_stamp(sent)
    call = DemoCall.objects.using("system").get()
    assert f"DTSTART:{call.starts_at:%Y%m%dT%H%M%SZ}" in given
    assert f"UID:{call.id}@127.0.0.1" in given


def without_stamp(body: str) -> list[str]:
    return [line for line in body.split("\r\n") if not line.startswith("DTSTAMP")]


def test_a_booked_time_is_offered_to_nobody_else() -> None:
    start = first_free()
    book(visitor())
    assert first_free() != start
    answer = visitor().post("/demo-call/", {**GINA, "starts_at": start})
    assert answer.context["form"].errors["starts_at"] == [
        "This time is no longer free. Choose another."
    ]
    assert DemoCall.objects.using("system").count() == 1


def test_of_two_who_book_the_same_time_at_once_one_is_told_to_choose_another() -> None:
    start, together, answers = first_free(), Barrier(2), []

    def send(name: str) -> None:
        try:
            client = visitor(**{"X-Forwarded-For": name})
            together.wait(10)
            answers.append(client.post("/demo-call/", {**GINA, "starts_at": start}).status_code)
        finally:
            connections.close_all()

    threads = [Thread(target=send, args=(name,)) for name in ("192.0.2.1", "192.0.2.2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == [200, 302]
    assert (DemoCall.objects.using("system").count(), len(letters())) == (1, 1)


@pytest.mark.parametrize("start", ["", "tomorrow", "2020-01-06T10:00:00+00:00"])
def test_a_time_that_was_not_offered_is_refused(start: str) -> None:
    answer = visitor().post("/demo-call/", {**GINA, "starts_at": start})
    assert list(answer.context["form"].errors) == ["starts_at"]
    assert not DemoCall.objects.using("system").exists()


def test_what_was_filled_in_stays_when_something_is_missing() -> None:
    start = first_free(3)
    page = visitor().post("/demo-call/", {**GINA, "starts_at": start, "name": ""})
    assert page.context["form"].errors == {"name": ["Write your name."]}
    tree = LexborHTMLParser(page.content)
    assert [o.attributes["value"] for o in tree.css("option[selected]")] == [start]
    assert [i.attributes["value"] for i in tree.css("input[name=email]")] == [GINA["email"]]


def test_a_robot_that_fills_every_field_books_nothing() -> None:
    answer = visitor().post(
        "/demo-call/", {**GINA, "starts_at": first_free(), "website": "https://example.com"}
    )
    assert "trap for robots" in answer.content.decode()
    assert not DemoCall.objects.using("system").exists()


def test_nobody_writes_letters_to_strangers_without_end() -> None:
    cache.clear()
    client = visitor()
    for number in range(5):
        book(client, email=f"gina{number}@example.com")
    answer = client.post("/demo-call/", {**GINA, "starts_at": first_free()})
    assert "Wait five minutes;" in answer.content.decode()
    assert len(letters()) == 5


def test_nobody_fills_a_strangers_mailbox_from_many_networks() -> None:
    cache.clear()
    for number in range(1, 4):
        page = book(Client(REMOTE_ADDR=f"192.0.2.{number}"), email="Gina@example.com")
        visitor().post(f"{page}cancel")
    answer = visitor().post("/demo-call/", {**GINA, "starts_at": first_free()})
    assert "three with one address, until tomorrow" in answer.content.decode()
    assert len(letters()) == 3


def test_a_name_cannot_look_like_further_lines_of_the_letter(operator: Person) -> None:
    book(visitor(), name="Gina\r\nE-mail: other@example.com", company="Plugging\u2028Inc")
    call = DemoCall.objects.using("system").get()
    assert (call.name, call.company) == ("Gina E-mail: other@example.com", "Plugging Inc")


def test_an_address_that_is_too_long_is_no_mistake_of_ours() -> None:
    address = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.example"
    answer = visitor().post("/demo-call/", {**GINA, "email": address, "starts_at": first_free()})
    assert "at most 254 characters" in answer.content.decode()
    assert letters() == []


def test_the_page_of_a_call_cancels_it_once_and_frees_the_time(operator: Person) -> None:
    client, start = visitor(), first_free()
    page = book(client)
    assert "Your call is booked" in client.get(page).content.decode()
    for _ in range(2):
        assert client.post(f"{page}cancel")["Location"] == page
    assert "This call is cancelled" in client.get(page).content.decode()
    assert "METHOD:CANCEL" in client.get(f"{page}demo-call.ics").content.decode()
    assert first_free() == start
    assert [letter.subject.split(":")[0] for letter in letters()] == [
        "Your demo call",
        "Demo call",
        "Cancelled",
    ]


def test_the_key_in_the_address_of_a_call_is_told_to_no_page_that_follows() -> None:
    client = visitor()
    page = client.get(book(client)).content.decode()
    assert '<meta name="referrer" content="strict-origin">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_made_up_key_opens_nothing() -> None:
    book(visitor())
    paths = ["/demo-call/no-such-key/", "/demo-call/no-such-key/demo-call.ics"]
    assert [visitor().get(path).status_code for path in paths] == [404, 404]
    assert visitor().post("/demo-call/no-such-key/cancel").status_code == 404


def test_staff_see_the_calls_and_cancel_one_with_a_letter(operator: Person) -> None:
    book(visitor())
    client = operator.client()
    shown = client.get("/operator/demo-calls/").content.decode()
    assert "Gina Placeholder" in shown
    assert "<b>mostly</b>" not in shown
    call = DemoCall.objects.using("system").get()
    client.post("/operator/demo-calls/cancel", {"call": str(call.id)})
    call.refresh_from_db(using="system")
    assert call.cancelled_at is not None
    last = letters()[-1]
    assert last.recipients == ["gina@example.com"]
    assert last.attachments[0]["kind"] == "text/calendar; method=CANCEL"
    assert "No call is booked" in client.get("/operator/demo-calls/").content.decode()
    client.post("/operator/demo-calls/cancel", {"call": str(call.id)})
    assert len(letters()) == 3


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_three(
    operator: Person,
) -> None:
    client, asked = operator.client(), []
    client.get("/operator/demo-calls/")  # what is asked once per session is asked now
    for number in (1, 3):
        while DemoCall.objects.using("system").count() < number:
            book(visitor())
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get("/operator/demo-calls/").context["calls"]) == number
        asked.append(len(queries))
    assert asked == [asked[0]] * 2


def test_a_call_that_is_over_is_shown_as_over() -> None:
    client = visitor()
    page = book(client)
    DemoCall.objects.using("system").update(starts_at=timezone.now() - timedelta(days=1))
    assert "This call is over" in client.get(page).content.decode()
    client.post(f"{page}cancel")
    assert DemoCall.objects.using("system").get().cancelled_at is None


def test_without_a_free_time_the_page_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("totalaudio.core.web.public.call_views.free_slots", list)
    page = visitor().get("/demo-call/").content.decode()
    assert "No time is free in the next two weeks" in page


def test_the_room_of_the_call_is_named_where_it_is_set(settings: Settings) -> None:
    settings.DEMO_CALL_URL = "https://meet.example/room"
    client = visitor()
    page = book(client)
    assert "https://meet.example/room" in client.get(page).content.decode()
    assert "Join here: https://meet.example/room" in letters()[0].body
    assert (
        "LOCATION:https://meet.example/room" in client.get(f"{page}demo-call.ics").content.decode()
    )


def test_a_booking_is_an_event_of_the_visitor_or_the_person(alice: Person) -> None:
    book(visitor())
    book(alice.client())
    book(visitor(DNT="1"))
    found = Event.objects.using("system").filter(event_name="demo-call-booked").order_by("id")
    assert [(e.user_id.version == 8, e.user_id == alice.id) for e in found] == [
        (True, False),
        (False, True),
    ]
