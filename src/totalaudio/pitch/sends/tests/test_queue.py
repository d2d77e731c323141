"""Queueing: one row for each campaign, contact and step, at the times of the pace; and taken back before it goes."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.campaigns.tests.making import acting, make_target
from totalaudio.contacts.models import Contact
from totalaudio.core.billing.quotas.tests.using import put_on
from totalaudio.core.tenancy.models import Plan
from totalaudio.pitch.models import Pitch, Send
from totalaudio.pitch.sends import actions
from totalaudio.pitch.sends.verdicts import Verdict

from .sending import MONDAY, Outboxed, make_contact, make_pitch


def codes(queued: actions.Queued) -> list[list[str]]:
    return [[str(reason.code) for reason in reasons] for _, reasons in queued.refused]


def test_approved_pitches_wait_for_their_turn_in_their_order(out: Outboxed) -> None:
    queued = out.queue(now=MONDAY)
    assert queued.queued == tuple(one.id for one in out.pitches)
    assert queued.refused == ()
    assert [(one.state, one.due_at, one.basis) for one in out.sends()] == [
        ("queued", MONDAY, "legitimate-interests")
    ] * 2
    assert out.pitch_states() == ["queued", "queued"]


def test_queued_twice_it_waits_once(out: Outboxed) -> None:
    out.queue()
    again = out.queue()
    assert again.queued == ()
    assert codes(again) == [["already-pitched"]] * 2
    assert len(out.sends()) == 2


def test_one_address_under_two_contacts_gets_one_message(out: Outboxed) -> None:
    twin = make_contact(out.alice, "Music0@radio0.example", match_key="twin")
    other = make_pitch(out, "", contact=_targeted(out, twin))
    queued = out.queue(out.pitches[0], other)
    assert queued.queued == (out.pitches[0].id,)
    assert codes(queued) == [["duplicate"]]
    assert codes(out.queue(other)) == [["duplicate"]]


def test_somebody_quicker_with_the_same_address_leaves_no_second_row(
    out: Outboxed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when two people queue at one moment: the gate has seen nothing, and the row is there all the same."""
    out.queue(out.pitches[0])
    monkeypatch.setattr(actions, "decide", lambda one, box, at: Verdict())
    assert codes(out.queue(out.pitches[0])) == [["duplicate"]]
    assert len(out.sends()) == 1


def test_the_pace_says_when_each_is_due(out: Outboxed) -> None:
    _set(out, gap_min=60, gap_max=60, daily_cap=1, hours_from=time(9), hours_to=time(17, 30))
    friday = datetime(2026, 11, 27, 18, tzinfo=UTC)
    _set(out, weekdays_only=True)
    queued = out.queue(now=friday)
    assert (queued.first_due_at, queued.last_due_at) == (
        datetime(2026, 11, 30, 9, tzinfo=UTC),
        datetime(2026, 12, 1, 9, tzinfo=UTC),
    )


def test_what_is_queued_later_goes_after_what_waits(out: Outboxed) -> None:
    _set(out, gap_min=60, gap_max=60)
    out.queue(out.pitches[0], now=MONDAY)
    out.queue(out.pitches[1], now=MONDAY)
    assert [one.due_at - MONDAY for one in out.sends()] == [timedelta(0), timedelta(seconds=60)]


def test_a_pitch_that_is_gone_is_refused_by_its_name(out: Outboxed) -> None:
    out.pitches[0].delete(using="system")
    with acting(out.alice) as by:
        queued = out.queue_as(by, [one.id for one in out.pitches], None)
    assert len(queued.queued) == 1
    assert codes(queued) == [["not-found"]]


def test_a_pitch_of_another_workspace_is_not_there(out: Outboxed, charlie: Person) -> None:
    with acting(charlie) as by:
        queued = actions.queue(
            by=by, pitch_ids=[one.id for one in out.pitches], mailbox_id=out.mailbox.id
        )
    assert queued.queued == ()
    assert out.sends() == []


def test_the_plan_lets_as_many_go_as_it_has_room_for(out: Outboxed) -> None:
    put_on(out.alice.workspace_id, Plan.FREE)
    more = [make_pitch(out, f"desk{n}@more{n}.example") for n in range(24)]
    queued = out.queue(*out.pitches, *more)
    assert len(queued.queued) == 25
    assert codes(queued) == [["plan"]]
    assert queued.refused[0][1][0].message.startswith("You have 25 of 25 sends left until ")
    more[-1].refresh_from_db(using="system")
    assert more[-1].state == "approved"


def test_what_waits_can_be_cancelled_and_queued_again_in_the_same_row(out: Outboxed) -> None:
    out.queue()
    [first, second] = out.sends()
    with acting(out.alice) as by:
        assert actions.cancel(by=by, send_ids=[first.id]) == 1
        assert actions.cancel(by=by, send_ids=[first.id]) == 0
    assert sorted(out.states()) == ["cancelled", "queued"]
    assert sorted(out.pitch_states()) == ["approved", "queued"]
    pitch = Pitch.objects.using("system").get(id=out.pitches[0].id)
    assert out.queue(pitch).queued == (pitch.id,)
    assert {one.id for one in out.sends()} == {first.id, second.id}
    assert out.states() == ["queued", "queued"]


def test_what_is_being_sent_cannot_be_cancelled(out: Outboxed) -> None:
    out.queue()
    Send.objects.using("system").update(state="sending", claimed_at=timezone.now())
    with acting(out.alice) as by:
        assert actions.cancel(by=by, send_ids=[one.id for one in out.sends()]) == 0
    assert out.states() == ["sending", "sending"]


def _targeted(out: Outboxed, contact: Contact) -> Contact:
    make_target(out.campaign, contact)
    return contact


def _set(out: Outboxed, **values: object) -> None:
    for name, value in values.items():
        setattr(out.mailbox, name, value)
    out.mailbox.save(using="system")
