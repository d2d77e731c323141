"""Contacts that another campaign of the workspace pitched in the last days, and what came of earlier ones."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tests.support.cast import Person

from totalaudio.campaigns.collisions import Collision, collisions, collisions_of
from totalaudio.campaigns.fit import History
from totalaudio.campaigns.fitting import history_of
from totalaudio.campaigns.models import Campaign, Outcome, Reply, Target, Touch
from totalaudio.campaigns.tests.making import acting, make_campaign, make_target
from totalaudio.contacts.models import Contact
from totalaudio.core.lib.ids import new_id
from totalaudio.intel.search.tests.making import make_contact

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def ada(alice: Person) -> Contact:
    assert alice.workspace
    return make_contact(alice.workspace, "Ada Test", "ada@fm.example")


@pytest.fixture
def earlier(alice: Person) -> Campaign:
    assert alice.workspace
    return make_campaign(alice.workspace, "Earlier Song")


@pytest.fixture
def this(alice: Person) -> Campaign:
    assert alice.workspace
    return make_campaign(alice.workspace, "This Song")


def touch(target: Target, at: datetime) -> None:
    made = Touch(workspace_id=target.workspace_id, target=target, channel="email", at=at)
    made.save(using="system")


def in_stage(target: Target, stage: str, at: datetime) -> None:
    Target.objects.using("system").filter(id=target.id).update(stage=stage, stage_at=at)


def found(person: Person, campaign: Campaign, contact: Contact) -> dict[UUID, Collision]:
    with acting(person):
        return collisions(
            workspace_id=person.workspace_id,
            contact_ids=[contact.id],
            campaign_id=campaign.id,
            now=NOW,
        )


def test_a_touch_of_another_campaign_within_fourteen_days_is_a_collision(
    alice: Person, ada: Contact, earlier: Campaign, this: Campaign
) -> None:
    target = make_target(earlier, ada)
    touch(target, days_ago(20))
    assert found(alice, this, ada) == {}
    touch(target, days_ago(13.9))
    collision = Collision(earlier.id, "The Examples: Earlier Song", days_ago(13.9))
    assert found(alice, this, ada) == {ada.id: collision}
    assert found(alice, earlier, ada) == {}


def test_a_move_to_pitched_is_a_pitch_and_other_stages_are_none(
    alice: Person, ada: Contact, earlier: Campaign, this: Campaign
) -> None:
    target = make_target(earlier, ada)
    for stage in ("to-pitch", "replied", "declined"):
        in_stage(target, stage, days_ago(1))
        assert found(alice, this, ada) == {}
    in_stage(target, "pitched", days_ago(1))
    assert [one.at for one in found(alice, this, ada).values()] == [days_ago(1)]


def test_the_last_of_several_is_named(
    alice: Person, ada: Contact, earlier: Campaign, this: Campaign
) -> None:
    assert alice.workspace
    latest = make_campaign(alice.workspace, "Latest Song")
    for campaign, days in ((earlier, 5), (latest, 2)):
        touch(make_target(campaign, ada), days_ago(days))
    assert [one.campaign_id for one in found(alice, this, ada).values()] == [latest.id]


def test_a_campaign_asks_only_for_those_that_it_has_still_to_pitch(
    alice: Person, ada: Contact, earlier: Campaign, this: Campaign
) -> None:
    touch(make_target(earlier, ada), days_ago(2))
    mine = make_target(this, ada)
    with acting(alice) as by:
        of = {"workspace_id": by.workspace_id, "campaign_id": this.id}
        assert list(collisions_of(**of, now=NOW)) == [ada.id]
        Target.objects.filter(id=mine.id).update(stage="pitched")
        assert list(collisions_of(**of, now=NOW)) == []


def test_another_workspace_collides_with_nobody(
    alice: Person, charlie: Person, ada: Contact, earlier: Campaign
) -> None:
    touch(make_target(earlier, ada), days_ago(1))
    with acting(charlie) as by:
        assert (
            collisions(
                workspace_id=by.workspace_id, contact_ids=[ada.id], campaign_id=None, now=NOW
            )
            == {}
        )


def test_history_counts_pitches_answers_and_outcomes_of_other_campaigns(
    alice: Person, ada: Contact, earlier: Campaign, this: Campaign
) -> None:
    assert alice.workspace
    answered = make_target(earlier, ada, stage="pitched")
    make_target(make_campaign(alice.workspace, "Silence"), ada, stage="no-response")
    make_target(make_campaign(alice.workspace, "Not Yet"), ada)
    make_target(this, ada, stage="added")
    for kind in ("out-of-office", "human", "human"):
        Reply(workspace_id=alice.workspace_id, target=answered, kind=kind, at=NOW).save(
            using="system"
        )
    for _ in range(2):
        Outcome(
            workspace_id=alice.workspace_id, target=answered, kind="play", date="2026-11-01"
        ).save(using="system")
    with acting(alice):
        known = history_of(this, [ada.id, new_id()])
    assert known == {ada.id: History(pitched=2, answered=1, outcomes=2)}
