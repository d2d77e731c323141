"""Targets are added in bulk, moved and taken out; every count is of rows that really changed."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.campaigns.actions import targets
from totalaudio.campaigns.actions.targets import Added
from totalaudio.campaigns.models import Campaign, FollowUp, Target, Touch
from totalaudio.campaigns.stages import Stage
from totalaudio.campaigns.tests.making import acting, make_campaign, make_target, timeline_of
from totalaudio.contacts.models import Contact, Suppression, SuppressionReason
from totalaudio.contacts.suppression.hashing import hash_of
from totalaudio.core.lib.ids import new_id
from totalaudio.intel.search.tests.making import make_contact


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    assert alice.workspace
    return make_campaign(alice.workspace, genres=["house"])


@pytest.fixture
def ada(alice: Person) -> Contact:
    assert alice.workspace
    return make_contact(
        alice.workspace, "Ada Test", "ada@fm.example", genres=["house"], outlet_kind="station"
    )


def stages(campaign: Campaign) -> dict[str, str]:
    found = Target.objects.using("system").filter(campaign=campaign).select_related("contact")
    return {str(one.contact): one.stage for one in found}


def test_contacts_become_targets_with_a_score_and_its_reasons(
    alice: Person, campaign: Campaign, ada: Contact
) -> None:
    with acting(alice) as by:
        added = targets.add(by=by, campaign_id=campaign.id, contact_ids=[ada.id, ada.id])
    assert added == Added(added=1, already=0, suppressed=0)
    target = Target.objects.using("system").get(campaign=campaign)
    assert (target.stage, target.fit) == ("to-pitch", 90)
    assert target.fit_reasons == [
        "Plays house (50 of 50)",
        "Station, for a single (20 of 20)",
        "Worked in every country (10 of 10)",
        "Never pitched before (10 of 20)",
    ]
    assert timeline_of(campaign) == [("targets-added", {"count": 1, "already": 0, "suppressed": 0})]


def test_who_is_a_target_already_is_skipped_and_counted(
    alice: Person, campaign: Campaign, ada: Contact
) -> None:
    make_target(campaign, ada, stage="replied")
    with acting(alice) as by:
        added = targets.add(by=by, campaign_id=campaign.id, contact_ids=[ada.id])
    assert added == Added(added=0, already=1, suppressed=0)
    assert stages(campaign) == {"Ada Test": "replied"}
    assert timeline_of(campaign) == []


def test_who_must_not_be_written_to_is_left_out_and_counted(
    alice: Person, campaign: Campaign, ada: Contact
) -> None:
    assert alice.workspace
    Suppression(
        workspace=alice.workspace,
        address_hash=hash_of(alice.workspace_id, "ADA@fm.example"),
        reason=SuppressionReason.UNSUBSCRIBED,
    ).save(using="system")
    by_phone = make_contact(alice.workspace, "Bo Without Address")
    with acting(alice) as by:
        added = targets.add(by=by, campaign_id=campaign.id, contact_ids=[ada.id, by_phone.id])
    assert added == Added(added=1, already=0, suppressed=1)
    assert stages(campaign) == {"Bo Without Address": "to-pitch"}


def test_contacts_of_another_workspace_are_nobody(
    alice: Person, charlie: Person, campaign: Campaign
) -> None:
    assert charlie.workspace
    other = make_contact(charlie.workspace, "Charlie's Own", "own@fm.example")
    with acting(alice) as by:
        added = targets.add(by=by, campaign_id=campaign.id, contact_ids=[other.id, new_id()])
    assert added == Added(0, 0, 0)
    with acting(charlie) as by, pytest.raises(Campaign.DoesNotExist):
        targets.add(by=by, campaign_id=campaign.id, contact_ids=[other.id])


def test_five_thousand_are_added_with_a_few_questions(alice: Person, campaign: Campaign) -> None:
    ids = many(alice, 5_000)
    with acting(alice) as by, CaptureQueriesContext(connection) as asked:
        added = targets.add(by=by, campaign_id=campaign.id, contact_ids=ids)
    assert added.added == 5_000
    assert len(asked) < 20


def many(person: Person, number: int) -> list[UUID]:
    return [
        one.id
        for one in Contact.objects.using("system").bulk_create(
            Contact(
                workspace_id=person.workspace_id,
                name=f"Test {n}",
                email=f"test{n}@fm.example",
                match_key=f"test{n}@fm.example",
                genres=["house", "disco"],
            )
            for n in range(number)
        )
    ]


def test_a_move_counts_what_moved_and_says_so_once_for_each(
    alice: Person, campaign: Campaign, ada: Contact
) -> None:
    assert alice.workspace
    other = make_target(campaign, make_contact(alice.workspace, "Bo Test"), stage="pitched")
    mine = make_target(campaign, ada)
    ids = [mine.id, other.id, mine.id, new_id()]
    with acting(alice) as by:
        assert targets.move(by=by, target_ids=ids, stage=Stage.PITCHED) == 1
        assert targets.move(by=by, target_ids=ids, stage=Stage.PITCHED) == 0
    assert timeline_of(campaign) == [("stage", {"before": "to-pitch", "after": "pitched"})]


def test_targets_of_another_campaign_or_workspace_do_not_move(
    alice: Person, charlie: Person, campaign: Campaign, ada: Contact
) -> None:
    assert alice.workspace
    target = make_target(campaign, ada)
    elsewhere = make_campaign(alice.workspace, "Elsewhere")
    with acting(charlie) as by:
        assert targets.move(by=by, target_ids=[target.id], stage=Stage.ADDED) == 0
        assert targets.remove(by=by, target_ids=[target.id]) == 0
    with acting(alice) as by:
        moved = targets.move(
            by=by, target_ids=[target.id], stage=Stage.ADDED, campaign_id=elsewhere.id
        )
    assert moved == 0
    assert stages(campaign) == {"Ada Test": "to-pitch"}
    assert timeline_of(campaign) == []


@pytest.mark.parametrize(
    ("stage", "state"),
    [("pitched", "open"), ("replied", "stopped"), ("declined", "stopped"), ("added", "stopped")],
)
def test_follow_ups_end_when_the_target_has_answered(
    alice: Person, campaign: Campaign, ada: Contact, stage: str, state: str
) -> None:
    target = make_target(campaign, ada)
    follow_up = FollowUp(
        workspace_id=alice.workspace_id, target=target, number=1, due_date="2026-12-01"
    )
    follow_up.save(using="system")
    with acting(alice) as by:
        targets.move(by=by, target_ids=[target.id], stage=Stage(stage))
    follow_up.refresh_from_db(using="system")
    assert follow_up.state == state


def test_only_targets_to_whom_nothing_was_done_can_be_taken_out(
    alice: Person, campaign: Campaign, ada: Contact
) -> None:
    assert alice.workspace
    fresh = make_target(campaign, ada)
    touched = make_target(campaign, make_contact(alice.workspace, "Bo Test"))
    pitched = make_target(campaign, make_contact(alice.workspace, "Cy Test"), stage="pitched")
    Touch(
        workspace_id=alice.workspace_id,
        target=touched,
        channel="call",
        at="2026-11-01T10:00:00Z",
    ).save(using="system")
    with acting(alice) as by:
        ids = [fresh.id, touched.id, pitched.id]
        assert targets.remove(by=by, target_ids=ids) == 1
        assert targets.remove(by=by, target_ids=ids) == 0
    assert stages(campaign) == {"Bo Test": "to-pitch", "Cy Test": "pitched"}
    assert timeline_of(campaign) == [("target-removed", {"stage": "to-pitch"})]
