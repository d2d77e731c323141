"""What a send and a reply mean: stage, touch and follow-ups, once each."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.campaigns.actions import campaigns, replies
from totalaudio.campaigns.models import Reply, Target, Touch
from totalaudio.campaigns.stages import Channel, FollowUpState, ReplyKind, Stage
from totalaudio.core.lib.bank_holidays import working_days_after
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.models import Workspace
from totalaudio.tracker.tests.making import (
    MONDAY,
    NOON,
    acting,
    entries,
    follow_ups,
    make_campaign,
    make_follow_up,
    make_outcome,
    make_reply,
    make_target,
    make_touch,
    stage,
)
from totalaudio.tracker.today import noting, silence
from totalaudio.tracker.today.noting import note_reply, note_sent
from totalaudio.tracker.today.silence import close_silent

pytestmark = pytest.mark.usefixtures("db")

FIRST, SECOND = date(2026, 11, 30), date(2026, 12, 7)


@pytest.fixture
def target(workspace: Workspace) -> Target:
    return make_target(make_campaign(workspace))


def sent(target: Target, step: int = 1, send_id: UUID | None = None, **more: int) -> UUID:
    known = send_id or new_id()
    note_sent(target.workspace_id, target.id, known, step, NOON + timedelta(**more))
    return known


def told(target: Target, kind: ReplyKind, text: str = "") -> None:
    note_reply(target.workspace_id, make_reply(target, kind, text).id)


def touched(target: Target) -> list[tuple[str, object]]:
    found = Touch.objects.using("system").filter(target_id=target.id).order_by("at")
    return list(found.values_list("channel", "ref"))


def test_a_sent_pitch_is_a_touch_moves_the_stage_and_plans_two_follow_ups(target: Target) -> None:
    send = sent(target)
    assert touched(target) == [(Channel.EMAIL, send)]
    assert stage(target) == Stage.PITCHED
    assert follow_ups(target) == [(1, FIRST, "open"), (2, SECOND, "open")]
    assert [kind for kind, _ in entries(target)] == ["touch", "stage", "follow-up", "follow-up"]


def test_the_same_send_told_twice_changes_nothing_the_second_time(target: Target) -> None:
    send = sent(target)
    before = entries(target)
    sent(target, send_id=send)
    assert (len(touched(target)), entries(target)) == (1, before)


def test_a_sent_follow_up_completes_its_number(target: Target) -> None:
    sent(target)
    sent(target, step=2, days=7)
    assert follow_ups(target) == [(1, FIRST, "done"), (2, SECOND, "open")]
    sent(target, step=3, days=14)
    assert follow_ups(target) == [(1, FIRST, "done"), (2, SECOND, "done")]
    assert stage(target) == Stage.PITCHED


def test_the_impact_date_bounds_what_is_planned(workspace: Workspace) -> None:
    near = make_target(make_campaign(workspace, impact_date=MONDAY + timedelta(days=3)))
    sent(near)
    assert follow_ups(near) == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ReplyKind.HUMAN, Stage.REPLIED),
        (ReplyKind.ADDING, Stage.REPLIED),
        (ReplyKind.OPT_OUT, Stage.DECLINED),
        (ReplyKind.BOUNCE, Stage.NO_RESPONSE),
        (ReplyKind.LEFT, Stage.NO_RESPONSE),
    ],
)
def test_a_reply_moves_the_stage_and_stops_what_was_planned(
    target: Target, kind: ReplyKind, expected: Stage
) -> None:
    sent(target)
    told(target, kind)
    assert stage(target) == expected
    assert follow_ups(target) == [(1, FIRST, "stopped"), (2, SECOND, "stopped")]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ReplyKind.HUMAN, Stage.REPLIED),
        (ReplyKind.OPT_OUT, Stage.DECLINED),
        (ReplyKind.BOUNCE, Stage.NO_RESPONSE),
        (ReplyKind.LEFT, Stage.NO_RESPONSE),
    ],
)
@pytest.mark.parametrize("is_noted", [True, False])
def test_a_reply_that_is_told_before_its_send_comes_to_the_same(
    target: Target, kind: ReplyKind, expected: Stage, is_noted: bool
) -> None:
    reply = make_reply(target, kind)
    Reply.objects.using("system").update(created_at=NOON + timedelta(seconds=30))
    if is_noted:
        note_reply(target.workspace_id, reply.id)
    sent(target)
    if not is_noted:
        note_reply(target.workspace_id, reply.id)
    assert (stage(target), follow_ups(target), len(touched(target))) == (expected, [], 1)


def test_an_absence_that_is_told_before_its_send_counts_all_the_same(target: Target) -> None:
    told(target, ReplyKind.OUT_OF_OFFICE, "I am away and back on 3 December.")
    Reply.objects.using("system").update(created_at=NOON + timedelta(seconds=30))
    sent(target)
    assert follow_ups(target) == [(1, date(2026, 12, 4), "open"), (2, SECOND, "open")]


@pytest.mark.parametrize("kind", list(ReplyKind))
@pytest.mark.parametrize("before", [Stage.ADDED, Stage.DECLINED])
def test_no_reply_moves_a_target_back_from_what_was_decided(
    workspace: Workspace, kind: ReplyKind, before: Stage
) -> None:
    decided = make_target(make_campaign(workspace), stage=before)
    told(decided, kind)
    assert stage(decided) == before


def test_a_bounce_after_an_answer_leaves_the_answer(target: Target) -> None:
    sent(target)
    told(target, ReplyKind.HUMAN)
    told(target, ReplyKind.BOUNCE)
    assert stage(target) == Stage.REPLIED


def test_who_answers_late_has_replied_all_the_same(workspace: Workspace) -> None:
    late = make_target(make_campaign(workspace), stage=Stage.NO_RESPONSE)
    told(late, ReplyKind.HUMAN)
    assert stage(late) == Stage.REPLIED


def test_the_same_reply_told_twice_changes_nothing_the_second_time(target: Target) -> None:
    sent(target)
    reply = make_reply(target)
    note_reply(target.workspace_id, reply.id)
    before = entries(target)
    note_reply(target.workspace_id, reply.id)
    assert entries(target) == before


def test_an_absence_without_a_date_changes_nothing(target: Target) -> None:
    sent(target)
    told(target, ReplyKind.OUT_OF_OFFICE, "I am away, with no access to mail.")
    assert stage(target) == Stage.PITCHED
    assert follow_ups(target) == [(1, FIRST, "open"), (2, SECOND, "open")]


def test_an_absence_moves_what_is_planned_behind_the_return(target: Target) -> None:
    sent(target)
    told(target, ReplyKind.OUT_OF_OFFICE, "I am away and back on 3 December.")
    assert stage(target) == Stage.PITCHED
    assert follow_ups(target) == [(1, date(2026, 12, 4), "open"), (2, SECOND, "open")]


def test_two_that_would_fall_on_one_day_become_one(target: Target) -> None:
    sent(target)
    told(target, ReplyKind.OUT_OF_OFFICE, "Back on 14 December.")
    assert follow_ups(target) == [(1, date(2026, 12, 15), "open"), (2, SECOND, "stopped")]


def test_nobody_is_asked_again_after_the_impact_date(workspace: Workspace) -> None:
    target = make_target(make_campaign(workspace, impact_date=date(2026, 12, 11)))
    sent(target)
    told(target, ReplyKind.OUT_OF_OFFICE, "Back on 10 December.")
    assert [state for _, _, state in follow_ups(target)] == ["stopped", "stopped"]


def test_a_new_impact_date_moves_what_is_planned(alice: Person, workspace: Workspace) -> None:
    today = timezone.localdate()
    campaign = make_campaign(workspace, impact_date=today + timedelta(days=60))
    target = make_target(campaign)
    note_sent(workspace.id, target.id, new_id(), 1, timezone.now())
    first = follow_ups(target)[0]
    sooner = today + timedelta(days=30)
    with acting(alice) as by:
        campaigns.edit(by=by, campaign_id=campaign.id, impact_date=sooner)
    assert follow_ups(target) == [first, (2, working_days_after(sooner, -3), "open")]
    with acting(alice) as by:
        campaigns.edit(by=by, campaign_id=campaign.id, impact_date=today)
    assert [state for _, _, state in follow_ups(target)] == ["stopped", "stopped"]


def test_a_reply_received_is_handed_to_the_worker_with_it(alice: Person, target: Target) -> None:
    with acting(alice) as by:
        replies.receive(by=by, target_id=target.id, kind=ReplyKind.HUMAN, at=NOON)
    with connections["system"].cursor() as cursor:
        cursor.execute("SELECT queue_name, task_name FROM procrastinate_jobs")
        assert cursor.fetchall() == [("tracker", "tracker.note_reply")]
    assert stage(target) == Stage.TO_PITCH  # until the worker has done it


@pytest.mark.parametrize(
    "step",
    ["touches.add", "targets.move", "follow_ups.plan"],
)
def test_a_worker_that_dies_at_any_step_leaves_nothing_half(
    target: Target, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        pass

    def die(**_: object) -> None:
        raise Died

    module, name = step.split(".")
    send = new_id()
    with monkeypatch.context() as patch:
        patch.setattr(getattr(noting, module), name, die)
        with pytest.raises(Died):
            sent(target, send_id=send)
    assert (touched(target), stage(target), follow_ups(target)) == ([], Stage.TO_PITCH, [])
    sent(target, send_id=send)
    assert (len(touched(target)), stage(target)) == (1, Stage.PITCHED)
    assert len(follow_ups(target)) == 2


def test_a_target_that_was_taken_out_is_passed_over(target: Target) -> None:
    gone = (target.workspace_id, target.id)
    reply = make_reply(target)
    Target.objects.using("system").filter(id=target.id).delete()
    note_sent(*gone, new_id(), 1, NOON)
    note_reply(target.workspace_id, reply.id)
    assert Touch.objects.using("system").count() == 0


def test_who_was_silent_for_two_weeks_after_the_last_follow_up_is_given_up(
    workspace: Workspace, charlie: Person
) -> None:
    campaign = make_campaign(workspace)
    old = NOON - timedelta(days=40)
    cases = {
        "silent": make_target(campaign, "Silent", Stage.PITCHED),
        "waiting": make_target(campaign, "Waiting", Stage.PITCHED),
        "recent": make_target(campaign, "Recent", Stage.PITCHED),
        "answered": make_target(campaign, "Answered", Stage.PITCHED),
        "new": make_target(campaign, "New", Stage.TO_PITCH),
    }
    assert charlie.workspace
    other = make_target(make_campaign(charlie.workspace), "Other", Stage.PITCHED)
    Target.objects.using("system").update(stage_at=old)
    for name in ("silent", "waiting", "recent", "answered"):
        make_touch(cases[name], old)
    make_touch(other, old)
    make_follow_up(cases["silent"], state=FollowUpState.DONE, done_at=NOON - timedelta(days=15))
    make_follow_up(cases["waiting"])
    make_follow_up(cases["recent"], state=FollowUpState.DONE, done_at=NOON - timedelta(days=13))
    make_reply(cases["answered"])
    assert close_silent(NOON) == 2
    assert {name: stage(one) for name, one in cases.items()} == {
        "silent": Stage.NO_RESPONSE,
        "waiting": Stage.PITCHED,
        "recent": Stage.PITCHED,
        "answered": Stage.PITCHED,
        "new": Stage.TO_PITCH,
    }
    assert stage(other) == Stage.NO_RESPONSE
    assert close_silent(NOON) == 0


def test_many_are_given_up_in_parts(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "_AT_ONCE", 2)
    campaign = make_campaign(workspace)
    for number in range(5):
        make_target(campaign, f"Silent {number}", Stage.PITCHED)
    Target.objects.using("system").update(stage_at=NOON - timedelta(days=20))
    assert close_silent(NOON) == 5


def test_an_outcome_is_no_reason_to_move(workspace: Workspace) -> None:
    target = make_target(make_campaign(workspace), stage=Stage.ADDED)
    make_outcome(target)
    sent(target)
    assert stage(target) == Stage.ADDED
    assert follow_ups(target) == []
