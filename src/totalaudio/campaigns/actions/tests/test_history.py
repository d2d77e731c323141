"""Touches, replies and outcomes are kept once, told in the timeline, and the timeline cannot be rewritten."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import transaction
from psycopg import errors
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.campaigns import timeline
from totalaudio.campaigns.actions import outcomes, replies, targets, touches
from totalaudio.campaigns.models import Entry, FollowUp, Outcome, Reply, Target, Touch
from totalaudio.campaigns.stages import Channel, EntryKind, OutcomeKind, ReplyKind, Stage
from totalaudio.campaigns.tests.making import acting, make_campaign, make_target, timeline_of
from totalaudio.contacts import actions as contacts
from totalaudio.core.lib.ids import new_id
from totalaudio.core.metrics.models import Event
from totalaudio.intel.search.tests.making import make_contact

AT = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


@pytest.fixture
def target(alice: Person) -> Target:
    assert alice.workspace
    contact = make_contact(
        alice.workspace, "Ada Test", "ada@fm.example", outlet_name="Radio Example"
    )
    return make_target(make_campaign(alice.workspace), contact)


def queued(urls: Urls) -> list[tuple[object, ...]]:
    with psycopg.connect(urls.system) as system:
        return system.execute(
            "SELECT task_name, queue_name, args FROM procrastinate_jobs ORDER BY id"
        ).fetchall()


def test_a_touch_by_any_channel_can_be_written_down(alice: Person, target: Target) -> None:
    with acting(alice) as by:
        made = [
            touches.add(by=by, target_id=target.id, channel=channel, at=AT, note="Spoke to them")
            for channel in Channel
        ]
    kept = Touch.objects.using("system").filter(target=target).order_by("id")
    assert [(one.channel, one.note, one.by_id) for one in kept] == [
        (channel, "Spoke to them", alice.id) for channel in Channel
    ]
    assert timeline_of(target.campaign)[0] == (
        "touch",
        {"channel": "email", "at": "2026-11-20T10:30:00+00:00", "touch": str(made[0].id)},
    )


def test_one_send_makes_one_touch_and_one_message_one_reply(
    alice: Person, target: Target, db: Urls
) -> None:
    ref = new_id()
    with acting(alice) as by:
        for _ in range(2):
            touches.add(by=by, target_id=target.id, channel=Channel.EMAIL, at=AT, ref=ref)
            replies.receive(by=by, target_id=target.id, kind=ReplyKind.HUMAN, at=AT, ref=ref)
    assert Touch.objects.using("system").count() == 1
    reply = Reply.objects.using("system").get()
    assert [kind for kind, _ in timeline_of(target.campaign)] == ["touch", "reply"]
    args = {"workspace_id": str(alice.workspace_id), "reply_id": str(reply.id)}
    assert queued(db) == [("tracker.note_reply", "tracker", args)]


def test_a_reply_that_is_rolled_back_leaves_no_task(
    alice: Person, target: Target, db: Urls
) -> None:
    with acting(alice) as by:
        replies.receive(by=by, target_id=target.id, kind=ReplyKind.HUMAN, at=AT, text="Hello")
        transaction.set_rollback(True)
    assert (Reply.objects.using("system").count(), queued(db)) == (0, [])


def test_an_outcome_has_the_outlet_of_its_day_and_can_be_taken_back(
    alice: Person, target: Target
) -> None:
    with acting(alice) as by:
        made = outcomes.add(
            by=by, target_id=target.id, kind=OutcomeKind.PLAY, date=date(2026, 11, 21)
        )
        assert Outcome.objects.get().outlet == "Radio Example"
        assert outcomes.remove(by=by, outcome_id=made.id)
        assert not outcomes.remove(by=by, outcome_id=made.id)
    facts = {"outcome_kind": "play", "date": "2026-11-21", "outcome": str(made.id)}
    assert timeline_of(target.campaign) == [("outcome", facts), ("outcome-removed", facts)]
    event = Event.objects.using("system").get(event_name="feature-used")
    assert event.properties == {"feature": "outcome", "detail": "play"}


@pytest.mark.parametrize(
    "act",
    [
        lambda by, one: touches.add(by=by, target_id=one, channel=Channel.CALL, at=AT),
        lambda by, one: replies.receive(by=by, target_id=one, kind=ReplyKind.HUMAN, at=AT),
        lambda by, one: outcomes.add(
            by=by, target_id=one, kind=OutcomeKind.PLAY, date=date(2026, 11, 21)
        ),
    ],
)
def test_nobody_writes_to_the_target_of_another_workspace(
    charlie: Person, target: Target, act: Callable[..., object]
) -> None:
    with acting(charlie) as by, pytest.raises(Target.DoesNotExist):
        act(by, target.id)
    assert timeline_of(target.campaign) == []


def test_the_timeline_is_read_newest_first_for_a_campaign_and_for_a_target(
    alice: Person, target: Target
) -> None:
    with acting(alice) as by:
        timeline.write(campaign_id=target.campaign_id, kind=EntryKind.EDITED, by=by, fields=["x"])
        targets.move(by=by, target_ids=[target.id], stage=Stage.PITCHED)
        of_campaign = timeline.entries_of(campaign_id=target.campaign_id)
        of_target = timeline.entries_of(target_id=target.id)
        assert [entry.kind for entry in of_campaign] == ["stage", "edited"]
        assert [entry.kind for entry in of_target] == ["stage"]


@pytest.mark.parametrize("role", ["app", "system"])
@pytest.mark.parametrize(
    "statement", ["UPDATE campaigns_entry SET kind = 'x'", "DELETE FROM campaigns_entry"]
)
def test_no_role_that_works_rewrites_the_timeline(
    alice: Person, target: Target, db: Urls, role: str, statement: str
) -> None:
    with acting(alice) as by:
        targets.move(by=by, target_ids=[target.id], stage=Stage.PITCHED)
    url = db.app if role == "app" else db.system
    with psycopg.connect(url) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement)
    assert Entry.objects.using("system").count() == 1


def test_erasing_a_contact_keeps_the_target_with_its_stage_and_empties_the_texts(
    alice: Person, target: Target
) -> None:
    with acting(alice) as by:
        targets.move(by=by, target_ids=[target.id], stage=Stage.PITCHED)
        touches.add(by=by, target_id=target.id, channel=Channel.CALL, at=AT, note="Ada is ill")
        replies.receive(
            by=by, target_id=target.id, kind=ReplyKind.HUMAN, at=AT, text="Ada here, love it"
        )
        FollowUp.objects.create(
            workspace_id=by.workspace_id,
            target=target,
            number=1,
            due_date=date(2026, 12, 1),
            note="Ring Ada",
        )
    assert target.contact_id
    with acting(alice) as by:
        assert contacts.delete(by=by, contact_ids=[target.contact_id]) == 1
    kept = Target.objects.using("system").get(id=target.id)
    assert (kept.contact_id, kept.stage) == (None, "pitched")
    assert Touch.objects.using("system").get().note == ""
    assert Reply.objects.using("system").get().text == ""
    follow_up = FollowUp.objects.using("system").get()
    assert (follow_up.note, follow_up.state) == ("", "stopped")
    assert [kind for kind, _ in timeline_of(target.campaign)] == ["stage", "touch", "reply"]
