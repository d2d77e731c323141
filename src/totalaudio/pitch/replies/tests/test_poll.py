"""What came in is taken in once, changes what it should and nothing else, and nobody but the contact is an answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from tests.support.cast import Person

from totalaudio.campaigns.models import Reply
from totalaudio.contacts.models import Contact
from totalaudio.contacts.models.suppression import Suppression
from totalaudio.contacts.suppression import hash_of
from totalaudio.core.tenancy.context import task_context
from totalaudio.intel.search.tests.making import make_contact
from totalaudio.pitch.mailboxes.transport import NotHandedOverError, ReconnectError
from totalaudio.pitch.models import Incoming, Mailbox, Pitch, Send
from totalaudio.pitch.replies import taking, work
from totalaudio.pitch.states import SendState

from .making import NOW, Server, bounce_of, letter, make_campaign, make_mailbox, make_send


@pytest.fixture
def mailbox(alice: Person) -> Mailbox:
    assert alice.workspace
    return make_mailbox(alice.workspace, owner=alice.user)


@pytest.fixture
def desk(alice: Person) -> Contact:
    assert alice.workspace
    return make_contact(alice.workspace, "Music Desk", "music@radio.example.org")


def poll(mailbox: Mailbox, *raws: bytes, server: Server | None = None, **more: Any) -> int:
    its = server or Server(*raws, **more)
    return work.poll(mailbox.workspace_id, mailbox.id, opener=its.open)


def replies() -> list[tuple[str, str]]:
    found = Reply.objects.using("system").order_by("created_at", "id")
    return [(one.kind, one.text) for one in found]


def state_of(send: Send) -> tuple[str, str]:
    again = Send.objects.using("system").get(id=send.id)
    pitch = Pitch.objects.using("system").get(sends=send)
    return again.state, pitch.state


def suppressions() -> dict[str, str]:
    found = Suppression.objects.using("system").values_list("address_hash", "reason")
    return dict(found)


def tasks() -> list[str]:
    with connections["system"].cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_an_answer_is_kept_told_to_the_tracker_and_ends_the_pitch(
    mailbox: Mailbox, desk: Contact
) -> None:
    send = make_send(mailbox, desk)
    assert poll(mailbox, letter(send, "Sounds good.\r\n\r\n> Hello")) == 1
    kept = Incoming.objects.using("system").get()
    assert (kept.send_id, kept.contact_id, kept.kind) == (send.id, desk.id, "human")
    assert replies() == [("human", "Sounds good.")]
    assert Reply.objects.using("system").get().ref == kept.id
    assert state_of(send) == ("sent", "replied")
    assert tasks() == ["tracker.note_reply"]


def test_the_same_message_is_one_answer_however_often_it_is_read(
    mailbox: Mailbox, desk: Contact
) -> None:
    send = make_send(mailbox, desk)
    server = Server(letter(send))
    assert poll(mailbox, server=server) == 1
    assert poll(mailbox, server=server) == 0
    Mailbox.objects.using("system").update(cursor={})
    assert poll(mailbox, server=server) == 0
    assert len(replies()) == 1


def test_all_that_came_is_read_and_how_far_is_remembered(mailbox: Mailbox, desk: Contact) -> None:
    send = make_send(mailbox, desk)
    server = Server(*(letter(send, f"Answer {number}") for number in range(5)))
    assert poll(mailbox, server=server) == 5
    assert Mailbox.objects.using("system").get().cursor == {"after": 5}
    assert poll(mailbox, server=server) == 0


def test_a_poll_that_dies_in_the_middle_loses_nothing_and_repeats_nothing(
    mailbox: Mailbox, desk: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies at each of its writes in turn, and the last one goes through."""
    send = make_send(mailbox, desk)
    server = Server(letter(send, "One"), letter(send, "Two"), letter(send, "Three"))
    steps = ["_is_known", "find_send", "_row", "receive", "apply"]
    for step in steps:
        real, calls = getattr(taking, step), iter(range(100))

        def dies(*args: Any, _real: Any = real, _calls: Any = calls, **more: Any) -> Any:
            result = _real(*args, **more)
            if next(_calls) == 1:
                raise KeyboardInterrupt
            return result

        with monkeypatch.context() as patched:
            patched.setattr(taking, step, dies)
            try:
                poll(mailbox, server=server)
            except KeyboardInterrupt:
                continue
    poll(mailbox, server=server)
    assert sorted(replies()) == [("human", "One"), ("human", "Three"), ("human", "Two")]
    assert Incoming.objects.using("system").count() == 3


@pytest.mark.parametrize(
    "raw",
    [
        letter(None, "Hello, I am somebody else.", sender="somebody@elsewhere.example"),
        letter(None, "A newsletter", sender="news@example.com", Precedence="bulk"),
        b"",
    ],
)
def test_what_answers_nothing_is_not_kept(mailbox: Mailbox, desk: Contact, raw: bytes) -> None:
    make_send(mailbox, desk)
    assert poll(mailbox, raw) == 0
    assert (replies(), Incoming.objects.using("system").count()) == ([], 0)


def test_a_stranger_in_the_thread_is_no_answer_but_a_colleague_is(
    mailbox: Mailbox, desk: Contact
) -> None:
    send = make_send(mailbox, desk, thread_id="t1")
    stranger = letter(send, "Nice one", sender="somebody@elsewhere.example")
    assert poll(mailbox, stranger, threads=["t1"]) == 0
    own = letter(send, "Any news?", sender=mailbox.address)
    assert poll(mailbox, stranger, stranger, own, threads=["t1"] * 3) == 0
    colleague = letter(send, "Sam here, sounds good.", sender="sam@radio.example.org")
    assert poll(mailbox, stranger, stranger, own, colleague) == 1


def test_whoever_answers_the_letter_itself_is_heard_when_they_want_no_more(
    mailbox: Mailbox, desk: Contact
) -> None:
    """A desk's mail is often read in somebody's own mailbox."""
    send = make_send(mailbox, desk, thread_id="t1")
    only_in_thread = letter(
        send, "Stop.", sender="somebody@elsewhere.example",
        In_Reply_To="<another@elsewhere.example>", References=send.message_id,
    )  # fmt: skip
    assert poll(mailbox, only_in_thread, threads=["t1"]) == 0
    heard = letter(send, "Stop.", sender="somebody@elsewhere.example")
    assert poll(mailbox, only_in_thread, heard) == 1
    assert suppressions() == {
        hash_of(mailbox.workspace_id, one): "asked"
        for one in (desk.email, "somebody@elsewhere.example")
    }


@pytest.mark.parametrize("words", ["Our week in music.", "Our week. Unsubscribe me: click here."])
def test_the_newsletter_of_somebody_who_was_written_to_answers_nothing(
    mailbox: Mailbox, desk: Contact, words: str
) -> None:
    send = make_send(mailbox, desk)
    sent_to_many = letter(
        None, words, sender=desk.email, List_Unsubscribe="<https://radio.example.org/u>"
    )
    assert poll(mailbox, sent_to_many) == 0
    assert (state_of(send), suppressions()) == (("sent", "sent"), {})
    by_a_group = letter(send, "Sounds good.", List_Id="<music.radio.example.org>")
    assert poll(mailbox, sent_to_many, by_a_group) == 1


@pytest.mark.parametrize("title", ["On Holiday", "Remove Me", "Absence", "Unsubscribe"])
def test_what_the_record_is_called_is_not_what_they_say(
    mailbox: Mailbox, desk: Contact, title: str
) -> None:
    send = make_send(mailbox, desk)
    Pitch.objects.using("system").update(subject=f"{title} - a new single")
    assert poll(mailbox, letter(send, "Nice.", Subject=f"RE: {title} -  a new single")) == 1
    assert (replies(), suppressions()) == ([("human", "Nice.")], {})
    kept = Incoming.objects.using("system").get()
    assert kept.subject == f"RE: {title} - a new single"


def test_at_a_free_provider_nobody_is_a_colleague(mailbox: Mailbox, alice: Person) -> None:
    assert alice.workspace
    somebody = make_contact(alice.workspace, "Somebody", "somebody@gmail.com")
    send = make_send(mailbox, somebody)
    assert poll(mailbox, letter(send, sender="another@gmail.com")) == 0
    assert poll(mailbox, letter(send), letter(send, sender="Some.Body+x@googlemail.com")) == 1


def test_the_thread_tells_where_the_mailbox_wrote_an_id_of_its_own(
    mailbox: Mailbox, desk: Contact
) -> None:
    campaigns = [make_campaign(mailbox.workspace, f"Single {n}") for n in range(2)]
    first, second = (
        make_send(mailbox, desk, of, message_id=f"<changed-{n}@x>", thread_id=f"t{n}")
        for n, of in enumerate(campaigns)
    )
    raw = letter(None, "Sounds good.", sender=desk.email)
    assert poll(mailbox, raw, threads=["t0"]) == 1
    assert Incoming.objects.using("system").get().send_id == first.id
    assert state_of(second) == ("sent", "sent")


def test_without_any_name_the_sender_tells_if_one_campaign_wrote_to_them_lately(
    mailbox: Mailbox, desk: Contact
) -> None:
    make_send(mailbox, desk)
    raw = letter(None, "Sounds good.", sender=desk.email)
    assert poll(mailbox, raw) == 1
    make_send(mailbox, desk, make_campaign(mailbox.workspace, "Another"))
    assert poll(mailbox, raw, raw) == 0


def test_another_workspace_gets_nothing(mailbox: Mailbox, desk: Contact, charlie: Person) -> None:
    assert charlie.workspace
    send = make_send(mailbox, desk)
    theirs = make_mailbox(charlie.workspace)
    assert poll(theirs, letter(send)) == 0


def test_who_asks_to_stop_is_suppressed_and_nothing_more_leaves_for_them(
    mailbox: Mailbox, desk: Contact
) -> None:
    send = make_send(mailbox, desk)
    waiting = make_send(
        mailbox, desk, make_campaign(mailbox.workspace, "Next"), state=SendState.QUEUED
    )
    raw = letter(send, "Please remove me.", sender="sam@radio.example.org")
    assert poll(mailbox, raw) == 1
    workspace = mailbox.workspace_id
    assert suppressions() == {
        hash_of(workspace, "music@radio.example.org"): "asked",
        hash_of(workspace, "sam@radio.example.org"): "asked",
    }
    assert state_of(waiting) == ("cancelled", "approved")
    assert state_of(send) == ("sent", "replied")


def test_who_uses_the_unsubscribe_link_by_mail_is_heard_whichever_campaign_is_meant(
    mailbox: Mailbox, desk: Contact
) -> None:
    for title in ("First", "Second"):
        make_send(mailbox, desk, make_campaign(mailbox.workspace, title))
    Send.objects.using("system").update(sent_at=NOW - timedelta(days=400))
    raw = letter(None, "", sender=desk.email, Subject="unsubscribe")
    assert poll(mailbox, raw) == 1
    assert suppressions() == {hash_of(mailbox.workspace_id, desk.email): "asked"}
    assert poll(mailbox, letter(None, "Stop.", sender="nobody@elsewhere.example")) == 0


def test_an_answer_ends_the_follow_ups_of_its_campaign_alone(
    mailbox: Mailbox, desk: Contact
) -> None:
    campaign = make_campaign(mailbox.workspace)
    send = make_send(mailbox, desk, campaign)
    follow_up = make_send(mailbox, desk, campaign, step=2, state=SendState.QUEUED)
    other = make_send(
        mailbox, desk, make_campaign(mailbox.workspace, "Next"), state=SendState.QUEUED
    )
    poll(mailbox, letter(send))
    assert state_of(follow_up)[0] == "cancelled"
    assert state_of(other)[0] == "queued"


def test_an_absence_stops_nothing(mailbox: Mailbox, desk: Contact) -> None:
    campaign = make_campaign(mailbox.workspace)
    send = make_send(mailbox, desk, campaign)
    follow_up = make_send(mailbox, desk, campaign, step=2, state=SendState.QUEUED)
    away = letter(send, "Back on 3 December.", Auto_Submitted="auto-replied")
    assert poll(mailbox, away) == 1
    assert (state_of(send)[1], state_of(follow_up)[0]) == ("sent", "queued")
    assert Incoming.objects.using("system").get().facts == {
        "return_date": "2026-12-03",
        "is_away": True,
    }


@pytest.mark.parametrize(
    ("status", "reason", "state"),
    [("5.1.1", "bounced", "active"), ("5.2.2", None, "active"), ("5.7.1", None, "paused")],
)
def test_a_bounce_suppresses_who_is_not_there_and_pauses_a_sender_who_is_refused(
    mailbox: Mailbox, desk: Contact, status: str, reason: str | None, state: str
) -> None:
    send = make_send(mailbox, desk)
    assert poll(mailbox, bounce_of(send, status)) == 1
    wanted = {hash_of(mailbox.workspace_id, desk.email): reason} if reason else {}
    assert suppressions() == wanted
    assert state_of(send) == ("sent", "bounced")
    assert Mailbox.objects.using("system").get().state == state
    assert [kind for kind, _ in replies()] == ["bounce"]


@pytest.mark.parametrize(
    ("status", "action"), [("4.4.1", "delayed"), ("2.0.0", "delivered"), ("2.0.0", "relayed")]
)
def test_a_delay_and_a_receipt_of_a_server_are_no_bounce(
    mailbox: Mailbox, desk: Contact, status: str, action: str
) -> None:
    send = make_send(mailbox, desk)
    assert poll(mailbox, bounce_of(send, status, action=action)) == 0
    assert (state_of(send), replies(), suppressions()) == (("sent", "sent"), [], {})


def test_a_server_that_gave_up_after_days_has_failed(mailbox: Mailbox, desk: Contact) -> None:
    send = make_send(mailbox, desk)
    assert poll(mailbox, bounce_of(send, "4.4.7", action="failed")) == 1
    assert (state_of(send), suppressions()) == (("sent", "bounced"), {})


def test_an_answer_proves_that_what_nobody_knew_of_was_sent(
    mailbox: Mailbox, desk: Contact
) -> None:
    send = make_send(mailbox, desk, state=SendState.UNKNOWN, message_id="<u@plugs.example.com>")
    assert poll(mailbox, letter(send)) == 1
    assert state_of(send) == ("sent", "replied")


def test_a_server_that_is_away_is_asked_again_and_one_that_shut_us_out_is_named(
    mailbox: Mailbox, desk: Contact
) -> None:
    server = Server(letter(make_send(mailbox, desk)))
    server.failing = NotHandedOverError("The server is away.")
    assert poll(mailbox, server=server) == 0
    assert Mailbox.objects.using("system").get().state == "active"
    server.failing = ReconnectError("The password was changed. Connect it again.")
    poll(mailbox, server=server)
    again = Mailbox.objects.using("system").get()
    assert (again.state, again.problem) == (
        "reconnect",
        "The password was changed. Connect it again.",
    )
    server.failing = None
    assert (poll(mailbox, server=server), replies()) == (0, [])


def test_only_mailboxes_that_may_be_read_are_read(alice: Person) -> None:
    assert alice.workspace
    read = make_mailbox(alice.workspace)
    make_mailbox(alice.workspace, address="a@example.com", reads_replies=False)
    make_mailbox(alice.workspace, address="b@example.com", state="disconnected")
    assert list(work.readable_mailboxes()) == [(alice.workspace_id, read.id)]


def test_an_answer_for_somebody_who_was_erased_is_not_kept(mailbox: Mailbox, desk: Contact) -> None:
    send = make_send(mailbox, desk)
    raw = letter(send)
    with task_context(mailbox.workspace_id):
        Contact.objects.filter(id=desk.id).delete()
    assert poll(mailbox, raw) == 0
    assert Incoming.objects.using("system").count() == 0
