"""What makes a mailbox wait or stop: its cap, its gap, the recipient's hours, the plan, bounces and complaints."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone
from tests.support.cast import Person

from totalaudio.contacts.models import Suppression
from totalaudio.core.accounts.models import User
from totalaudio.core.billing.models import Usage
from totalaudio.core.billing.quotas.tests.using import held, put_on, used
from totalaudio.core.tenancy.models import Plan
from totalaudio.pitch.mailboxes.transport import RefusedError, UnsureError
from totalaudio.pitch.models import Incoming, Mailbox, Send
from totalaudio.pitch.sends import work
from totalaudio.pitch.sends.claiming import take

from .sending import Outboxed, make_outbox, make_pitch


def test_the_cap_of_the_day_holds_and_the_rest_goes_on_tomorrow(out: Outboxed) -> None:
    out.queue()
    Mailbox.objects.using("system").update(daily_cap=1)
    assert out.drain() == 1
    assert sorted(out.states()) == ["queued", "sent"]
    assert out.reload().next_send_at is not None
    assert out.mailbox.next_send_at > timezone.now()  # type: ignore[operator]  # it is not None


def test_a_day_begins_where_the_mailboxs_owner_is(out: Outboxed) -> None:
    """At four in the afternoon of Honolulu the day has gone on by one in London."""
    User.objects.using("system").filter(id=out.alice.id).update(zone="Pacific/Honolulu")
    Mailbox.objects.using("system").update(daily_cap=1)
    out.queue()
    Send.objects.using("system").update(due_at=datetime(2026, 11, 23, tzinfo=UTC))
    here = (out.alice.workspace_id, out.mailbox.id)
    assert take(*here, datetime(2026, 11, 23, 23, tzinfo=UTC))
    assert take(*here, datetime(2026, 11, 24, 2, tzinfo=UTC)) is None
    assert out.reload().next_send_at == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert take(*here, datetime(2026, 11, 24, 10, tzinfo=UTC))


def test_the_gap_is_kept_also_when_a_worker_dies_in_between(out: Outboxed) -> None:
    out.queue()
    Mailbox.objects.using("system").update(gap_min=60, gap_max=90)
    now = timezone.now()
    assert take(out.alice.workspace_id, out.mailbox.id, now)
    assert take(out.alice.workspace_id, out.mailbox.id, now + timedelta(seconds=59)) is None
    assert take(out.alice.workspace_id, out.mailbox.id, now + timedelta(seconds=91))


def test_out_of_the_recipients_hours_it_waits(out: Outboxed) -> None:
    out.queue()
    Mailbox.objects.using("system").update(
        hours_from=time(9), hours_to=time(17), weekdays_only=True
    )
    Send.objects.using("system").update(due_at=datetime(2026, 11, 20, tzinfo=UTC))
    saturday = datetime(2026, 11, 28, 12, tzinfo=UTC)
    assert take(out.alice.workspace_id, out.mailbox.id, saturday) is None
    assert [one.due_at for one in out.sends()] == [datetime(2026, 11, 30, 9, tzinfo=UTC)] * 2


def test_without_room_in_the_plan_it_waits_with_the_plans_words(out: Outboxed) -> None:
    out.queue()
    put_on(out.alice.workspace_id, Plan.FREE)
    Usage.objects.using("system").all().delete()
    out.drain()
    assert out.states() == ["sent", "sent"]
    Usage.objects.using("system").update(used=25)
    third = make_pitch(out, "desk@third.example")
    Send.objects.using("system").create(
        workspace_id=out.alice.workspace_id,
        campaign=out.campaign,
        target_id=third.target_id,
        contact_id=third.contact_id,
        pitch=third,
        mailbox=out.mailbox,
        address_hash="0" * 64,
        due_at=timezone.now(),
    )
    assert out.drain() == 0
    [waiting] = [one for one in out.sends() if one.state == "queued"]
    assert waiting.problem.startswith("You have 0 of 25 sends left until ")


def test_on_the_free_plan_25_go_and_not_one_more_whatever_fails(alice: Person) -> None:
    out = make_outbox(alice, 30)
    put_on(alice.workspace_id, Plan.FREE)
    assert len(out.queue().queued) == 25
    out.box.errors = [RefusedError("550 no"), UnsureError(""), RefusedError("550 no")]
    out.drain()
    assert (used(alice.workspace_id), held(alice.workspace_id)) == (22, 1)
    assert len(out.queue().queued) == 2
    out.drain()
    assert out.queue().queued == ()
    assert (used(alice.workspace_id), held(alice.workspace_id)) == (24, 1)
    assert len(out.box.taken) == 25


def test_bounces_stop_the_mailbox_once(out: Outboxed) -> None:
    _sent_before(out, 25, bounced=2)
    out.queue()
    assert out.drain() == 0
    assert out.reload().state == "paused"
    assert out.mailbox.problem.startswith("2 of the last 25 messages came back.")
    Mailbox.objects.using("system").update(state="active", problem="")
    assert out.drain() == 2


def test_few_messages_say_little_about_bounces(out: Outboxed) -> None:
    _sent_before(out, 18, bounced=2)
    out.queue()
    assert out.drain() == 2


def test_one_complaint_stops_the_mailbox(out: Outboxed) -> None:
    _sent_before(out, 1, bounced=0)
    Suppression.objects.using("system").create(
        workspace_id=out.alice.workspace_id, address_hash=f"{1:064d}", reason="complained"
    )
    out.queue()
    assert out.drain() == 0
    assert out.reload().problem.startswith("Somebody complained")


def test_mailboxes_with_something_due_are_found(out: Outboxed) -> None:
    assert list(work.due_mailboxes(timezone.now())) == []
    out.queue()
    now = timezone.now()
    assert list(work.due_mailboxes(now)) == [(out.alice.workspace_id, out.mailbox.id)]
    assert list(work.due_mailboxes(now - timedelta(minutes=5))) == []
    Mailbox.objects.using("system").update(next_send_at=now + timedelta(minutes=1))
    assert list(work.due_mailboxes(now)) == []
    Mailbox.objects.using("system").update(next_send_at=None, state="paused")
    assert list(work.due_mailboxes(now)) == []


def _sent_before(out: Outboxed, count: int, *, bounced: int) -> None:
    """Messages that went earlier, of which some came back."""
    now = timezone.now() - timedelta(days=2)
    for number in range(count):
        pitch = make_pitch(out, f"before{number}@old{number}.example")
        send = Send.objects.using("system").create(
            workspace_id=out.alice.workspace_id,
            campaign=out.campaign,
            target_id=pitch.target_id,
            contact_id=pitch.contact_id,
            mailbox=out.mailbox,
            address_hash=f"{number + 1:064d}",
            state="sent",
            due_at=now,
            sent_at=now,
        )
        if number < bounced:
            Incoming.objects.using("system").create(
                workspace_id=out.alice.workspace_id,
                mailbox=out.mailbox,
                send=send,
                contact_id=pitch.contact_id,
                key=f"bounce-{number}",
                kind="bounce",
                received_at=now,
            )
