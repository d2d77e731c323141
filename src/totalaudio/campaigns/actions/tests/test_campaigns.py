"""Campaigns are made and changed, each time with a line in the timeline, and never more active than the plan allows."""

from datetime import date

import pytest
from tests.support.cast import Person

from totalaudio.campaigns.actions import campaigns
from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.stages import CampaignStatus, ReleaseType
from totalaudio.campaigns.tests.making import acting, make_campaign, timeline_of
from totalaudio.core.billing.quotas import LimitReachedError
from totalaudio.core.metrics.models import Event, UsageCounter
from totalaudio.core.tenancy.models import Workspace


def on_free(person: Person) -> None:
    Workspace.objects.using("system").filter(id=person.workspace_id).update(plan="free")


def test_a_campaign_needs_nothing_but_artist_and_title(alice: Person) -> None:
    with acting(alice) as by:
        made = campaigns.create(by=by, artist="The Examples", title="Example Song")
    assert (made.release_type, made.status, made.genres) == ("single", "planning", [])
    assert (made.budget, made.spend, made.impact_date) == (0, 0, None)
    assert timeline_of(made) == [("created", {"status": "planning"})]


def test_making_one_counts_for_who_made_it(bob: Person) -> None:
    with acting(bob) as by:
        campaigns.create(by=by, artist="The Examples", title="Example Song")
    event = Event.objects.using("system").get(event_name="feature-used")
    assert (event.user_id, event.app_name, event.properties["feature"]) == (
        bob.id,
        "tracker",
        "campaign",
    )
    counted = UsageCounter.objects.using("system").values_list("user_id", "campaigns_created")
    assert list(counted) == [(bob.id, 1)]


def test_an_edit_says_which_fields_changed_and_not_what_stood_in_them(alice: Person) -> None:
    with acting(alice) as by:
        made = campaigns.create(by=by, artist="The Examples", title="Example Song")
        edited = campaigns.edit(
            by=by,
            campaign_id=made.id,
            artist="The Examples",
            title="Another Song",
            budget=100_000,
            impact_date=date(2026, 12, 4),
        )
        again = campaigns.edit(by=by, campaign_id=made.id, title="Another Song")
    assert (edited.title, edited.budget, again.title) == ("Another Song", 100_000, "Another Song")
    assert timeline_of(made)[1:] == [("edited", {"fields": ["title", "budget", "impact_date"]})]


def test_a_change_of_status_says_what_it_was_and_the_same_status_says_nothing(
    alice: Person,
) -> None:
    with acting(alice) as by:
        made = campaigns.create(by=by, artist="The Examples", title="Example Song")
        for status in ("active", "active", "completed"):
            campaigns.set_status(by=by, campaign_id=made.id, status=CampaignStatus(status))
    assert timeline_of(made)[1:] == [
        ("status", {"before": "planning", "after": "active"}),
        ("status", {"before": "active", "after": "completed"}),
    ]


def test_free_has_three_active_campaigns_and_any_number_of_others(alice: Person) -> None:
    on_free(alice)
    with acting(alice) as by:
        for number in range(3):
            campaigns.create(
                by=by, artist="The Examples", title=f"Song {number}", status=CampaignStatus.ACTIVE
            )
        fourth = campaigns.create(by=by, artist="The Examples", title="Song 4")
        with pytest.raises(LimitReachedError):
            campaigns.create(
                by=by, artist="The Examples", title="Song 5", status=CampaignStatus.ACTIVE
            )
        with pytest.raises(LimitReachedError):
            campaigns.set_status(by=by, campaign_id=fourth.id, status=CampaignStatus.ACTIVE)
        first = Campaign.objects.get(title="Song 0")
        campaigns.set_status(by=by, campaign_id=first.id, status=CampaignStatus.COMPLETED)
        campaigns.set_status(by=by, campaign_id=fourth.id, status=CampaignStatus.ACTIVE)
        assert Campaign.objects.filter(status="active").count() == 3
    assert not Campaign.objects.using("system").filter(title="Song 5").exists()
    assert [kind for kind, _ in timeline_of(fourth)] == ["created", "status"]


def test_nobody_changes_the_campaign_of_another_workspace(alice: Person, charlie: Person) -> None:
    assert alice.workspace
    campaign = make_campaign(alice.workspace)
    with acting(charlie) as by:
        with pytest.raises(Campaign.DoesNotExist):
            campaigns.edit(by=by, campaign_id=campaign.id, title="Mine now")
        with pytest.raises(Campaign.DoesNotExist):
            campaigns.set_status(by=by, campaign_id=campaign.id, status=CampaignStatus.ARCHIVED)
    unchanged = Campaign.objects.using("system").get(id=campaign.id)
    assert (unchanged.title, unchanged.status) == ("Example Song", "planning")
    assert timeline_of(campaign) == []


def test_an_edit_can_change_the_type_of_the_release(alice: Person) -> None:
    assert alice.workspace
    campaign = make_campaign(alice.workspace)
    with acting(alice) as by:
        edited = campaigns.edit(by=by, campaign_id=campaign.id, release_type=ReleaseType.ALBUM)
    assert edited.get_release_type_display() == "Album"
