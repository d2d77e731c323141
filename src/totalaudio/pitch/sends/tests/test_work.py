"""The worker's part: at most once, never lost silently, and stopped by whatever happened in between."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.campaigns.models import Reply
from totalaudio.campaigns.tests.making import acting
from totalaudio.contacts.models import Contact, Suppression
from totalaudio.core.billing.quotas.tests.using import held, used
from totalaudio.core.metrics.models import Event, UsageCounter
from totalaudio.pitch.mailboxes.transport import (
    NotHandedOverError,
    ReconnectError,
    RefusedError,
    SenderRefusedError,
    UnsureError,
)
from totalaudio.pitch.models import Mailbox, Pitch, Recipient, Send, SenderIdentity, UnsubscribeKey
from totalaudio.pitch.sends import actions
from totalaudio.pitch.sends.claiming import take
from totalaudio.pitch.sends.handing import hand_over
from totalaudio.pitch.sends.links import hash_of_key

from .sending import Outboxed, make_pitch, told


def test_what_is_due_is_sent_once_with_all_that_follows(out: Outboxed) -> None:
    out.queue()
    assert out.drain() == 2
    assert out.drain() == 0
    assert out.states() == ["sent", "sent"]
    assert out.pitch_states() == ["sent", "sent"]
    assert [one.recipient for one in out.box.taken] == [
        "music0@radio0.example",
        "music1@radio1.example",
    ]
    assert out.box.opened == 1
    sends = out.sends()
    assert {one for one, _ in told(out)} == {str(one.id) for one in sends}
    assert all(one.sent_at and one.message_id.endswith("@example.com>") for one in sends)
    assert Event.objects.using("system").filter(event_name="pitch-sent").count() == 2
    assert UsageCounter.objects.using("system").get().emails_sent == 2
    assert (used(out.alice.workspace_id), held(out.alice.workspace_id)) == (2, 0)


def test_the_first_message_carries_the_notice_and_the_next_does_not(out: Outboxed) -> None:
    first = out.pitches[0]
    out.queue(first)
    out.drain()
    contact = Contact.objects.using("system").get(id=first.contact_id)
    second = make_pitch(out, "", contact=contact, step=2, subject="Another thought", body="Still?")
    out.queue(second)
    out.drain()
    one, two = out.box.letters()
    assert "Example Plugging, 1 Example Road, Town" in one.get_content()
    assert "/pitch/compliance/notice/notice-of-alice" in one.get_content()
    assert "/pitch/compliance/notice/" not in two.get_content()
    assert two["Subject"] == "Re: A record"
    assert two["In-Reply-To"] == one["Message-ID"]
    assert out.box.taken[1].thread_id == "thread-1"
    assert Recipient.objects.using("system").get().notice_at is not None


def test_the_link_to_unsubscribe_has_a_key_of_which_the_hash_is_kept(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    out.drain()
    [letter] = out.box.letters()
    link = str(letter["List-Unsubscribe"]).split(">")[0].lstrip("<")
    kept = UnsubscribeKey.objects.using("system").get()
    assert kept.key_hash == hash_of_key(link.rpartition("/")[2])
    assert kept.address_hash == out.sends()[0].address_hash
    assert link in letter.get_content()


def suppress(out: Outboxed, send: Send) -> None:
    Suppression.objects.using("system").create(
        workspace_id=send.workspace_id, address_hash=send.address_hash, reason="unsubscribed"
    )


def answer(out: Outboxed, send: Send) -> None:
    Reply.objects.using("system").create(
        workspace_id=send.workspace_id, target_id=send.target_id, kind="human", at=timezone.now()
    )


def archive(out: Outboxed, send: Send) -> None:
    type(out.campaign).objects.using("system").update(status="archived")


def unfill(out: Outboxed, send: Send) -> None:
    Pitch.objects.using("system").filter(sends=send).update(body="Hello {outlet}")


def move(out: Outboxed, send: Send) -> None:
    Contact.objects.using("system").filter(sends=send).update(email="new@else.example")


def forget_who(out: Outboxed, send: Send) -> None:
    SenderIdentity.objects.using("system").all().delete()


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (suppress, "must not be written to: unsubscribed"),
        (answer, "They have answered"),
        (archive, "The campaign is not active"),
        (unfill, "A field is not filled"),
        (move, "has another address"),
        (forget_who, "must say who it is from"),
    ],
)
def test_what_happens_between_queue_and_send_stops_it(
    out: Outboxed, happens: object, why: str
) -> None:
    out.queue(out.pitches[0])
    [send] = out.sends()
    happens(out, send)  # type: ignore[operator]  # one of the functions above
    out.drain()
    [send] = out.sends()
    assert (send.state, out.box.taken) == ("refused", [])
    assert why in send.problem
    assert out.pitch_states()[0] == "approved"
    assert held(out.alice.workspace_id) == 0


def test_a_mailbox_paused_after_the_claim_sends_nothing(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    claim = take(out.alice.workspace_id, out.mailbox.id, timezone.now())
    assert claim
    Mailbox.objects.using("system").update(state="paused")
    hand_over(claim, lambda mailbox: out.box)
    assert (out.states(), out.box.taken) == (["queued"], [])
    assert out.drain() == 0


def test_a_mail_that_was_not_taken_is_tried_again_later(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    out.box.errors = [NotHandedOverError("The server is busy.", retry_after=300)]
    out.drain()
    [send] = out.sends()
    assert (send.state, send.problem, send.attempts) == ("queued", "The server is busy.", 1)
    assert send.due_at > timezone.now() + timedelta(seconds=290)
    _now_due()
    out.drain()
    assert out.states() == ["sent"]
    first_id, second_id = send.message_id, out.box.taken[0].message_id
    assert first_id == second_id


def test_after_many_attempts_it_has_failed_and_says_so(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    out.box.errors = [NotHandedOverError("The server is busy.") for _ in range(20)]
    for _ in range(20):
        _now_due()
        out.drain()
    [send] = out.sends()
    assert (send.state, send.problem) == ("failed", "The server is busy. It was tried 8 times.")
    assert len(out.box.errors) == 12


def test_a_server_that_is_away_is_left_alone_after_three_tries(out: Outboxed) -> None:
    for number in range(4):
        make_pitch(out, f"desk{number}@more{number}.example")
    pitches = list(Pitch.objects.using("system").all())
    out.queue(*pitches)
    out.box.fails_to_open = NotHandedOverError("Nobody answers.")
    assert out.drain() == 3
    assert out.drain() == 0
    assert out.states() == ["queued"] * 6


def test_a_refused_recipient_fails_for_good(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    out.box.errors = [RefusedError("550 5.7.1 not wanted here")]
    out.drain()
    [send] = out.sends()
    assert (send.state, send.problem) == ("failed", "550 5.7.1 not wanted here")
    assert out.pitch_states()[0] == "approved"
    assert Suppression.objects.using("system").count() == 0


def test_an_address_that_does_not_exist_is_never_written_to_again(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    out.box.errors = [RefusedError("550 5.1.1 no such user")]
    out.drain()
    assert out.states() == ["failed"]
    assert out.pitch_states()[0] == "bounced"
    kept = Suppression.objects.using("system").get()
    assert (kept.address_hash, kept.reason) == (out.sends()[0].address_hash, "bounced")


def test_a_refused_sender_pauses_the_mailbox_and_keeps_the_queue(out: Outboxed) -> None:
    out.queue()
    out.box.errors = [SenderRefusedError("550 5.7.0 blocked")]
    out.drain()
    assert out.states() == ["queued", "queued"]
    assert (out.reload().state, out.mailbox.problem) == ("paused", "550 5.7.0 blocked")
    assert out.box.taken == []


def test_a_cap_of_the_server_is_waited_out(out: Outboxed) -> None:
    out.queue()
    out.box.errors = [SenderRefusedError("550 5.4.5 limit exceeded", pause_seconds=3600)]
    out.drain()
    assert out.states() == ["queued", "queued"]
    assert out.reload().state == "active"
    assert out.mailbox.next_send_at
    assert out.mailbox.next_send_at > timezone.now() + timedelta(minutes=59)
    assert out.mailbox.problem == "550 5.4.5 limit exceeded"
    _now_due()
    out.drain()
    assert out.reload().problem == ""


def test_a_permission_that_was_taken_away_asks_for_it_again(out: Outboxed) -> None:
    out.queue()
    out.box.fails_to_open = ReconnectError("Google took the permission back.")
    out.drain()
    assert out.states() == ["queued", "queued"]
    assert (out.reload().state, out.mailbox.problem) == (
        "reconnect",
        "Google took the permission back.",
    )
    assert [one.attempts for one in out.sends()] == [0, 0]


def test_what_may_have_been_taken_is_unknown_and_never_sent_again(out: Outboxed) -> None:
    out.queue(out.pitches[0])
    out.box.errors = [UnsureError("")]
    out.drain()
    _now_due()
    out.drain()
    [send] = out.sends()
    assert (send.state, len(out.box.taken)) == ("unknown", 1)
    assert "nobody can tell" in send.problem
    assert out.queue(out.pitches[0]).queued == ()


def test_an_error_that_no_mailbox_should_make_is_unknown_and_pauses_it(out: Outboxed) -> None:
    out.queue()
    out.box.errors = [RuntimeError("a mistake of ours")]
    out.drain()
    assert sorted(out.states()) == ["queued", "unknown"]
    assert out.reload().state == "paused"


def test_a_person_says_that_it_was_sent_and_all_of_it_follows_once(out: Outboxed) -> None:
    send = _unknown(out)
    with acting(out.alice) as by:
        assert actions.resolve(by=by, send_id=send.id, was_sent=True)
        assert not actions.resolve(by=by, send_id=send.id, was_sent=True)
    assert out.states() == ["sent"]
    assert len(told(out)) == 1
    assert out.sends()[0].sent_at == send.claimed_at
    assert used(out.alice.workspace_id) == 1


def test_a_person_says_that_it_was_not_and_it_goes_through_the_gate_again(out: Outboxed) -> None:
    send = _unknown(out)
    suppress(out, send)
    with acting(out.alice) as by:
        assert actions.resolve(by=by, send_id=send.id, was_sent=False)
    out.drain()
    assert (out.states(), len(out.box.taken)) == (["refused"], 1)


def test_nobody_else_says_what_became_of_it(out: Outboxed, charlie: Person) -> None:
    send = _unknown(out)
    with acting(charlie) as by:
        assert not actions.resolve(by=by, send_id=send.id, was_sent=True)
        assert actions.cancel(by=by, send_ids=[send.id]) == 0
    assert out.states() == ["unknown"]


def _now_due() -> None:
    Send.objects.using("system").filter(state="queued").update(due_at=timezone.now())
    Mailbox.objects.using("system").update(next_send_at=None)


def _unknown(out: Outboxed) -> Send:
    out.queue(out.pitches[0])
    out.box.errors = [UnsureError("")]
    out.drain()
    return out.sends()[0]
