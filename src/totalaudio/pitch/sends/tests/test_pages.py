"""The page of sends: four heaps, each with its reason and what can be done about it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.pitch.mailboxes.transport import RefusedError, UnsureError
from totalaudio.pitch.models import Mailbox, Send
from totalaudio.pitch.sends.queries import PAGE

from .sending import Outboxed, make_pitch

SENDS = "/pitch/sends/"


def page(person: Person, query: str = "") -> str:
    answer = person.client().get(f"{SENDS}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_waits_is_shown_with_its_time_and_why(out: Outboxed) -> None:
    out.queue()
    Mailbox.objects.using("system").update(state="paused", problem="It was blocked.")
    shown = page(out.alice)
    assert shown.count("Waits until its mailbox sends again.") == 2
    assert "It was blocked." in shown
    assert "A record" in shown


def test_in_the_hours_of_the_recipient_is_a_reason(out: Outboxed) -> None:
    from datetime import time

    out.queue()
    soon = timezone.now() + timedelta(days=3)
    Mailbox.objects.using("system").update(hours_from=time(0), hours_to=time(0, 1))
    Send.objects.using("system").update(due_at=soon)
    assert page(out.alice).count("In their working hours.") == 2


def test_what_was_sent_is_in_its_own_heap(out: Outboxed) -> None:
    out.queue()
    out.drain()
    assert "Nothing waits" in page(out.alice)
    shown = page(out.alice, "?show=sent")
    assert shown.count("alice@example.com</td>") == 2


def test_chosen_ones_are_taken_out_and_queued_again(out: Outboxed) -> None:
    out.queue()
    client = out.alice.client()
    ids = [str(one.id) for one in out.sends()]
    answer = client.post(f"{SENDS}cancel", {"send": [*ids, "no-id"]})
    assert (answer.status_code, answer["Location"]) == (302, f"{SENDS}?show=waiting")
    assert out.states() == ["cancelled", "cancelled"]
    answer = client.post(f"{SENDS}again", {"send": ids})
    assert (out.states(), answer["Location"]) == (["queued", "queued"], f"{SENDS}?show=waiting")


def test_what_did_not_go_says_why_and_stays_until_the_reason_is_gone(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    out.box.errors = [RefusedError("550 5.1.1 no such user")]
    out.drain()
    assert "550 5.1.1 no such user" in page(out.alice, "?show=not-sent")
    client = out.alice.client()
    answer = client.post(f"{SENDS}again", {"send": [str(out.sends()[0].id)]}, follow=True)
    assert "Nothing was queued." in answer.content.decode()
    assert "must not be written to: does not exist" in answer.content.decode()
    assert out.states() == ["failed"]


@pytest.mark.parametrize(("said", "state"), [("yes", "sent"), ("no", "queued")])
def test_a_person_says_what_became_of_what_nobody_knows(
    out: Outboxed, said: str, state: str
) -> None:
    out.queue(out.pitches[0])
    out.box.errors = [UnsureError("")]
    out.drain()
    shown = page(out.alice, "?show=unknown")
    assert "It was sent" in shown
    assert "It was not" in shown
    [send] = out.sends()
    answer = out.alice.client().post(f"{SENDS}{send.id}/resolve", {"was_sent": said})
    assert (answer.status_code, out.states()) == (302, [state])


def test_one_campaigns_sends_can_be_looked_at_alone(out: Outboxed) -> None:
    out.queue()
    assert "A record" in page(out.alice, f"?campaign={out.campaign.id}")
    assert "A record" in page(out.alice, f"?campaign={uuid4()}")
    assert "A record" in page(out.alice, "?campaign=none&show=none&after=none")


def test_further_sends_are_on_the_next_page(out: Outboxed) -> None:
    for number in range(PAGE):
        make_pitch(out, f"desk{number}@more{number}.example")
    from totalaudio.pitch.models import Pitch

    out.queue(*Pitch.objects.using("system").all())
    answer = out.alice.client().get(SENDS)
    assert answer.content.count(b'name="send"') == PAGE
    further = answer.context["pager"].older_url
    answer = out.alice.client().get(further)
    assert answer.content.count(b'name="send"') == 2


def test_charlie_sees_and_changes_nothing(out: Outboxed, charlie: Person) -> None:
    out.queue()
    for view in ("waiting", "sent", "unknown", "not-sent"):
        assert "A record" not in page(charlie, f"?show={view}&campaign={out.campaign.id}")
    ids = [str(one.id) for one in out.sends()]
    charlie.client().post(f"{SENDS}cancel", {"send": ids})
    answer = charlie.client().post(f"{SENDS}{ids[0]}/resolve", {"was_sent": "yes"})
    assert answer.status_code == 404
    assert out.states() == ["queued", "queued"]


@pytest.mark.parametrize("view", ["waiting", "not-sent"])
def test_one_and_three_sends_take_as_many_questions(out: Outboxed, view: str) -> None:
    make_pitch(out, "desk@third.example")
    client = out.alice.client()
    client.get(SENDS)
    numbers = []
    from totalaudio.pitch.models import Pitch

    for pitches in (out.pitches[:1], list(Pitch.objects.using("system").all())):
        out.queue(*pitches)
        if view == "not-sent":
            Send.objects.using("system").update(state="failed")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{SENDS}?show={view}")
        numbers.append(len(asked))
    assert len(out.sends()) == 3
    assert numbers[0] == numbers[1]
