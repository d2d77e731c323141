"""The page of answers: all of them told apart, put right by hand, and entered by hand."""

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.campaigns.models import Reply
from totalaudio.contacts.models import Contact
from totalaudio.contacts.models.suppression import Suppression
from totalaudio.core.tenancy.context import task_context
from totalaudio.intel.search.tests.making import make_contact
from totalaudio.pitch.models import Incoming, Mailbox, Pitch, Send
from totalaudio.pitch.replies import work

from .making import Server, letter, make_mailbox, make_send

LIST = "/pitch/replies/"


@pytest.fixture
def mailbox(alice: Person) -> Mailbox:
    assert alice.workspace
    return make_mailbox(alice.workspace, owner=alice.user)


def answered(mailbox: Mailbox, number: int, text: str = "Sounds good.") -> list[Send]:
    """So many contacts who have answered."""
    sends = []
    for n in range(number):
        contact = make_contact(mailbox.workspace, f"Desk {n}", f"desk{n}@radio{n}.example.org")
        sends.append(make_send(mailbox, contact))
    server = Server(*(letter(send, text) for send in sends))
    assert work.poll(mailbox.workspace_id, mailbox.id, opener=server.open) == number
    return sends


def page(person: Person, query: str = "") -> str:
    answer = person.client().get(LIST + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_answers_the_page_says_what_will_stand_there(bob: Person) -> None:
    assert "No replies yet" in page(bob)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_number_of_questions_for_one_and_for_three(
    number: int, mailbox: Mailbox, bob: Person
) -> None:
    answered(mailbox, number)
    client = bob.client()
    client.get(LIST)
    with CaptureQueriesContext(connection) as captured:
        text = client.get(LIST).content.decode()
    assert text.count('<li class="answer">') == number
    assert len(captured) <= 20


def test_answers_are_found_by_kind_and_by_campaign(mailbox: Mailbox, bob: Person) -> None:
    send, other = answered(mailbox, 2)
    Reply.objects.using("system").filter(target_id=other.target_id).update(kind="bounce")
    assert page(bob, "?kind=human").count('<li class="answer">') == 1
    assert page(bob, f"?campaign={send.campaign_id}").count('<li class="answer">') == 1
    assert page(bob, "?kind=nothing&campaign=x&page=-1").count('<li class="answer">') == 2


def test_what_people_write_is_text_and_nothing_else(mailbox: Mailbox, bob: Person) -> None:
    answered(mailbox, 1, "<script>alert(1)</script> & more")
    text = page(bob)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in text
    assert "<script>alert" not in text


def test_an_answer_that_was_taken_for_something_else_is_put_right(
    mailbox: Mailbox, alice: Person
) -> None:
    [send] = answered(mailbox, 1, "Please stop.")
    kept = Incoming.objects.using("system").get()
    assert (kept.kind, Suppression.objects.using("system").count()) == ("opt-out", 1)
    client = alice.client()
    for _ in range(2):
        client.post(f"{LIST}{kept.id}/kind", {"kind": "human"})
    assert Incoming.objects.using("system").get().kind == "human"
    assert Reply.objects.using("system").get().kind == "human"
    assert Suppression.objects.using("system").count() == 0
    assert Pitch.objects.using("system").get(sends=send).state == "replied"
    client.post(f"{LIST}{kept.id}/kind", {"kind": "out-of-office"})
    assert Pitch.objects.using("system").get(sends=send).state == "sent"
    client.post(f"{LIST}{kept.id}/kind", {"kind": "opt-out"})
    assert Suppression.objects.using("system").get().reason == "asked"


def test_a_member_puts_the_kind_right_and_cannot_lift_the_suppression(
    mailbox: Mailbox, bob: Person
) -> None:
    answered(mailbox, 1, "Please stop.")
    kept = Incoming.objects.using("system").get()
    answer = bob.client().post(f"{LIST}{kept.id}/kind", {"kind": "human"}, follow=True)
    assert "stays suppressed" in answer.content.decode()
    assert Suppression.objects.using("system").count() == 1


def test_an_answer_is_entered_by_hand_with_all_that_follows(mailbox: Mailbox, bob: Person) -> None:
    assert "Nothing was sent yet" in bob.client().get(f"{LIST}by-hand").content.decode()
    contact = make_contact(mailbox.workspace, "Desk", "desk@radio.example.org")
    send = make_send(mailbox, contact)
    given = {"send": str(send.id), "kind": "opt-out", "date": "2026-11-22", "text": "No more."}
    assert bob.client().post(f"{LIST}by-hand", given).status_code == 302
    reply = Reply.objects.using("system").get()
    assert (reply.kind, reply.text, reply.by_id) == ("opt-out", "No more.", bob.id)
    assert Suppression.objects.using("system").get().address_hash == send.address_hash
    assert Pitch.objects.using("system").get(sends=send).state == "replied"
    assert "entered by Bob" in page(bob)
    bad = given | {"send": "00000000-0000-0000-0000-000000000000"}
    assert bob.client().post(f"{LIST}by-hand", bad).status_code == 422


def test_another_workspace_sees_and_changes_nothing(
    mailbox: Mailbox, charlie: Person, bob: Person
) -> None:
    answered(mailbox, 1)
    kept = Incoming.objects.using("system").get()
    assert "Desk 0" in page(bob)
    assert "Desk 0" not in page(charlie)
    answer = charlie.client().post(f"{LIST}{kept.id}/kind", {"kind": "bounce"})
    assert answer.status_code == 404
    assert Contact.objects.using("system").count() == 1


def waiting_reads() -> list[str]:
    with connections["system"].cursor() as cursor:
        cursor.execute(
            "SELECT args->>'mailbox_id' FROM procrastinate_jobs WHERE task_name = 'pitch.poll' ORDER BY id"
        )
        return [row[0] for row in cursor.fetchall()]


def test_the_mailboxes_are_read_now_and_once_however_often_it_is_pressed(
    mailbox: Mailbox, bob: Person, charlie: Person
) -> None:
    make_mailbox(mailbox.workspace, address="unread@plugs.example.com", reads_replies=False)
    make_mailbox(mailbox.workspace, address="gone@plugs.example.com", state="disconnected")
    assert "Read the mailboxes now" in page(bob)
    assert "Read the mailboxes now" not in page(charlie)
    for _ in range(3):
        answer = bob.client().post(f"{LIST}read", follow=True)
        assert "are being read" in answer.content.decode()
    answer = charlie.client().post(f"{LIST}read", follow=True)
    assert "No mailbox is read here" in answer.content.decode()
    assert waiting_reads() == [str(mailbox.id)]


def test_nobody_lets_a_mailbox_of_another_workspace_be_read(
    mailbox: Mailbox, charlie: Person
) -> None:
    assert charlie.workspace
    with task_context(charlie.workspace.id):
        assert not work.read_soon(mailbox.id)
    with task_context(mailbox.workspace_id):
        assert work.read_soon(mailbox.id)
        assert not work.read_soon(mailbox.id)
