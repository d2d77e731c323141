"""Batches: each target once, never over a person's words, and nothing lost when a worker is killed."""

from threading import Barrier, Thread

import pytest
from django.db import connections
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, FollowUp
from totalaudio.campaigns.tests.making import acting, make_target
from totalaudio.contacts.models import Suppression
from totalaudio.contacts.suppression import hash_of
from totalaudio.core.metrics.models import UsageCounter
from totalaudio.pitch import models
from totalaudio.pitch.drafts import actions, reviewing, saving, writing
from totalaudio.pitch.drafts.template_choice import NoTemplateError
from totalaudio.pitch.drafts.tests.making import (
    campaign_of,
    contact_of,
    pitches,
    proof_of,
    set_state,
    start,
    stored,
    targets_of,
    write,
)
from totalaudio.pitch.models import Pitch
from totalaudio.pitch.states import PitchState

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    return campaign_of(alice)


def test_each_target_gets_one_pitch_with_three_subjects(alice: Person, campaign: Campaign) -> None:
    batch = write(alice, campaign, targets_of(alice, campaign, 3))
    assert (batch.state, batch.done, batch.written, batch.failures) == ("done", 3, 3, [])
    found = pitches(campaign)
    assert [one.contact.name for one in found] == ["Presenter 1", "Presenter 2", "Presenter 3"]
    assert {one.state for one in found} == {PitchState.DRAFT}
    assert all(len(set(one.subjects)) == 3 for one in found)
    assert all(one.subject == one.subjects[0] for one in found)
    assert all("Example FM" in one.body and "barn near Hull" in one.body for one in found)


def test_the_template_fits_the_outlet(alice: Person, campaign: Campaign) -> None:
    kinds = ["station", "blog", "playlist", "podcast", ""]
    targets = [
        make_target(campaign, contact_of(alice, n, outlet_kind=kind))
        for n, kind in enumerate(kinds)
    ]
    write(alice, campaign, targets)
    assert [one.template for one in pitches(campaign)] == [
        "radio", "press", "playlist", "podcast", "radio",
    ]  # fmt: skip


def test_a_fact_stands_with_its_evidence_and_only_while_that_says_the_same(
    alice: Person, campaign: Campaign
) -> None:
    contact = contact_of(alice, outlet_name="Example FM", role="presenter")
    right = proof_of(contact, "outlet", "Example FM")
    proof_of(contact, "role", "producer")
    write(alice, campaign, [make_target(campaign, contact)])
    facts = {fact["key"]: fact for fact in pitches(campaign)[0].facts}
    assert facts["outlet"]["evidence_id"] == str(right.id)
    assert facts["outlet"]["quote"] == "Presenter at the station"
    assert facts["name"]["evidence_id"] is None
    assert "producer" not in {fact["value"] for fact in facts.values()}


def test_who_cannot_be_written_to_is_listed_with_the_reason(
    alice: Person, campaign: Campaign
) -> None:
    nowhere = contact_of(alice, 1, email="", email_key="")
    broken = contact_of(alice, 2, email="nobody at", email_kind="invalid")
    asked = contact_of(alice, 3)
    Suppression.objects.using("system").create(
        workspace_id=alice.workspace_id,
        address_hash=hash_of(alice.workspace_id, asked.email.upper()),
        reason="asked",
    )
    gone = contact_of(alice, 4)
    fine = contact_of(alice, 5)
    targets = [make_target(campaign, one) for one in (nowhere, broken, asked, gone, fine)]
    batch = start(alice, campaign, [one.id for one in targets])
    gone.delete(using="system")
    writing.run(batch.workspace_id, batch.id)
    batch = stored(batch)
    assert (batch.done, batch.written) == (5, 1)
    assert [(row["target"], row["reason"]) for row in batch.failures] == [
        (str(targets[0].id), "No address to write to."),
        (
            str(targets[1].id),
            "What stands as its address is none. Correct it on the contact's page.",
        ),
        (str(targets[2].id), "Must not be written to: asked not to be written to."),
        (str(targets[3].id), "The contact was erased."),
    ]
    assert [one.contact_id for one in pitches(campaign)] == [fine.id]


def test_a_text_changed_by_hand_is_never_written_over(alice: Person, campaign: Campaign) -> None:
    targets = targets_of(alice, campaign, 2)
    write(alice, campaign, targets)
    mine, other = pitches(campaign)
    Pitch.objects.using("system").filter(id=other.id).update(body="Old words of a template.")
    with acting(alice) as by:
        reviewing.edit(by=by, pitch_id=mine.id, words=reviewing.Words(mine.subject, "My own."))
    batch = write(alice, campaign, targets)
    assert batch.written == 1
    assert [row["reason"] for row in batch.failures] == [
        "Its text was changed by hand, and stays as it is."
    ]
    kept, written = pitches(campaign)
    assert (kept.id, kept.body, kept.writer) == (mine.id, "My own.", "hand")
    assert written.id == other.id
    assert "Old words" not in written.body


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (PitchState.APPROVED, "Its pitch is approved already."),
        (PitchState.QUEUED, "Its pitch is queued already."),
        (PitchState.SENT, "Its pitch is sent already."),
    ],
)
def test_what_was_decided_is_not_written_again(
    alice: Person, campaign: Campaign, state: PitchState, reason: str
) -> None:
    targets = targets_of(alice, campaign, 1)
    write(alice, campaign, targets)
    set_state(campaign, state)
    batch = write(alice, campaign, targets)
    assert [row["reason"] for row in batch.failures] == [reason]
    assert [one.state for one in pitches(campaign)] == [state]


def test_a_skipped_pitch_may_be_written_again(alice: Person, campaign: Campaign) -> None:
    targets = targets_of(alice, campaign, 1)
    write(alice, campaign, targets)
    set_state(campaign, PitchState.SKIPPED)
    assert write(alice, campaign, targets).written == 1
    assert [one.state for one in pitches(campaign)] == [PitchState.DRAFT]


def test_targets_of_others_and_of_other_campaigns_are_passed_over(
    alice: Person, charlie: Person, campaign: Campaign
) -> None:
    mine = targets_of(alice, campaign, 1)
    elsewhere = make_target(campaign_of(alice, title="Another"), contact_of(alice, 2))
    theirs = targets_of(charlie, campaign_of(charlie), 1)
    batch = write(alice, campaign, [elsewhere, *theirs, *mine, *mine])
    assert batch.targets == [mine[0].id]
    with acting(alice) as by:
        assert not actions.write_batch(
            by=by, campaign_id=campaign.id, target_ids=[theirs[0].id, elsewhere.id]
        )


def test_a_campaign_of_others_is_not_there(alice: Person, charlie: Person) -> None:
    theirs = campaign_of(charlie)
    targets = targets_of(charlie, theirs, 1)
    with acting(alice) as by, pytest.raises(Campaign.DoesNotExist):
        actions.write_batch(by=by, campaign_id=theirs.id, target_ids=[targets[0].id])


def test_two_batches_at_once_make_one_pitch_for_each_target(
    alice: Person, campaign: Campaign
) -> None:
    targets = targets_of(alice, campaign, 20)
    ids = [one.id for one in targets]
    batches = [start(alice, campaign, ids), start(alice, campaign, ids[::-1])]
    together = Barrier(2)

    def run(batch: models.Batch) -> None:
        try:
            together.wait(20)
            writing.run(batch.workspace_id, batch.id)
        finally:
            connections.close_all()

    workers = [Thread(target=run, args=(batch,)) for batch in batches]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [stored(batch).state for batch in batches] == ["done", "done"]
    assert sorted(str(one.target_id) for one in pitches(campaign)) == sorted(map(str, ids))


def test_a_killed_worker_loses_no_part_and_writes_none_twice(
    alice: Person, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PART", 2)
    batch = start(alice, campaign, [one.id for one in targets_of(alice, campaign, 5)])
    tell, parts = saving.tell, 0

    def die_at_the_second(*told: object) -> None:
        nonlocal parts
        parts += 1
        tell(*told)  # type: ignore[arg-type]  # handed on
        if parts == 2:
            raise SystemExit

    monkeypatch.setattr(writing, "tell", die_at_the_second)
    with pytest.raises(SystemExit):
        writing.run(batch.workspace_id, batch.id)
    assert (stored(batch).done, stored(batch).state, len(pitches(campaign))) == (2, "running", 2)
    writing.run(batch.workspace_id, batch.id)
    assert (stored(batch).done, stored(batch).written, stored(batch).state) == (5, 5, "done")
    assert len(pitches(campaign)) == 5
    writing.run(batch.workspace_id, batch.id)
    assert (stored(batch).written, len(pitches(campaign))) == (5, 5)
    counted = UsageCounter.objects.using("system").get(workspace_id=alice.workspace_id)
    assert counted.pitches_generated == 5


def test_a_long_batch_lets_others_have_their_turn(
    alice: Person, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PART", 1)
    monkeypatch.setattr(writing, "TURN", -1.0)
    batch = start(alice, campaign, [one.id for one in targets_of(alice, campaign, 2)])
    for done in (1, 2, 2):
        writing.run(batch.workspace_id, batch.id)
        assert stored(batch).done == done
    assert stored(batch).state == "done"


def test_an_error_of_ours_ends_the_batch_and_is_not_hidden(
    alice: Person, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = start(alice, campaign, [one.id for one in targets_of(alice, campaign, 1)])
    monkeypatch.setattr(writing, "refusals", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        writing.run(batch.workspace_id, batch.id)
    assert (stored(batch).state, stored(batch).problem) == ("cancelled", writing.BROKEN)


def test_a_cancelled_batch_keeps_what_it_wrote_and_writes_no_more(
    alice: Person, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PART", 1)
    monkeypatch.setattr(writing, "TURN", -1.0)
    batch = start(alice, campaign, [one.id for one in targets_of(alice, campaign, 3)])
    writing.run(batch.workspace_id, batch.id)
    with acting(alice) as by:
        assert actions.cancel(by=by, batch_id=batch.id)
        assert not actions.cancel(by=by, batch_id=batch.id)
    writing.run(batch.workspace_id, batch.id)
    assert (stored(batch).state, len(pitches(campaign))) == ("cancelled", 1)


def test_a_template_that_is_gone_is_said(alice: Person, campaign: Campaign) -> None:
    own = models.Template(
        workspace_id=alice.workspace_id,
        name="Mine",
        kind="radio",
        subjects=["A", "B", "C"],
        body="D",
    )
    own.save(using="system")
    targets = targets_of(alice, campaign, 1)
    batch = start(alice, campaign, [targets[0].id], template=str(own.id))
    own.delete(using="system")
    writing.run(batch.workspace_id, batch.id)
    said = "The template is not there any more. Choose another one."
    assert (stored(batch).state, stored(batch).problem) == ("cancelled", said)
    with acting(alice) as by, pytest.raises(NoTemplateError):
        actions.write_batch(
            by=by, campaign_id=campaign.id, target_ids=[targets[0].id], template="no-such"
        )


def test_an_own_template_is_used_word_for_word(alice: Person, campaign: Campaign) -> None:
    own = models.Template(
        workspace_id=alice.workspace_id,
        name="Mine",
        kind="radio",
        subjects=["One for {outlet}", "{track}", "Three"],
        body="{greeting}\n\n{hook}\n\n{link}",
    )
    own.save(using="system")
    write(alice, campaign, targets_of(alice, campaign, 1), template=str(own.id))
    (pitch,) = pitches(campaign)
    assert pitch.subjects == ["One for Example FM 1", "Example Song", "Three"]
    assert pitch.template == str(own.id)


def test_a_follow_up_is_a_pitch_of_its_own(alice: Person, campaign: Campaign) -> None:
    (target,) = targets_of(alice, campaign, 1)
    write(alice, campaign, [target])
    write(alice, campaign, [target], step=2)
    assert [(one.step, one.target_id) for one in pitches(campaign)] == [
        (1, target.id),
        (2, target.id),
    ]


def test_what_a_campaign_sends_unreviewed_is_approved_unless_a_rule_refuses(alice: Person) -> None:
    campaign = campaign_of(alice, sends_unreviewed=True)
    known = make_target(campaign, contact_of(alice, 1))
    own = models.Template(
        workspace_id=alice.workspace_id,
        name="With a gap",
        kind="radio",
        subjects=["A", "B", "C"],
        body="{greeting}\n\n{hook} {coverage}\n\n{link}",
    )
    own.save(using="system")
    write(alice, campaign, [known])
    unfilled = make_target(campaign, contact_of(alice, 2))
    write(alice, campaign, [unfilled], template=str(own.id))
    first, second = pitches(campaign)
    assert (first.state, first.approved_by_id is None, first.approved_at is None) == (
        PitchState.APPROVED, True, False,
    )  # fmt: skip
    assert second.state == PitchState.DRAFT


def test_unreviewed_pitches_wait_when_there_is_no_mailbox_and_are_queued_when_there_is_one(
    alice: Person,
) -> None:
    campaign = campaign_of(alice, sends_unreviewed=True)
    first, second = targets_of(alice, campaign, 2)
    write(alice, campaign, [first])
    assert [one.state for one in pitches(campaign)] == [PitchState.APPROVED]
    models.Mailbox(
        workspace_id=alice.workspace_id, kind="local", address="me@mine.example", sender_name="Me"
    ).save(using="system")
    models.SenderIdentity(
        workspace_id=alice.workspace_id,
        organisation="Alice Plugs",
        postal_address="1 Example Street",
        notice_key="a-key",
    ).save(using="system")
    write(alice, campaign, [second])
    assert [one.state for one in pitches(campaign)] == [PitchState.APPROVED, PitchState.QUEUED]


def test_work_of_somebody_who_is_gone_counts_for_nobody(alice: Person, campaign: Campaign) -> None:
    batch = start(alice, campaign, [one.id for one in targets_of(alice, campaign, 1)])
    models.Batch.objects.using("system").update(created_by=None)
    UsageCounter.objects.using("system").all().delete()
    writing.run(batch.workspace_id, batch.id)
    assert stored(batch).written == 1
    assert UsageCounter.objects.using("system").count() == 0


def test_due_follow_ups_are_those_whose_day_has_come(alice: Person, campaign: Campaign) -> None:
    from datetime import timedelta

    from django.utils.timezone import localdate

    from totalaudio.pitch.drafts import targets

    today = localdate()
    late, early, answered, fresh = targets_of(alice, campaign, 4)
    for target, stage, due in (
        (late, "pitched", today),
        (early, "pitched", today + timedelta(days=1)),
        (answered, "replied", today),
    ):
        type(target).objects.using("system").filter(id=target.id).update(stage=stage)
        FollowUp(workspace_id=alice.workspace_id, target=target, number=1, due_date=due).save(
            using="system"
        )
    with acting(alice):
        assert list(targets.due(campaign.id, 1, today)) == [fresh]
        assert list(targets.due(campaign.id, 2, today)) == [late]
        assert targets.waiting(campaign.id, today) == targets.Waiting({1: 1, 2: 1, 3: 0})
