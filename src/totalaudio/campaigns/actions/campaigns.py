"""Making and changing campaigns; the plan says how many may be active at one time."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from totalaudio.campaigns import timeline
from totalaudio.campaigns.actions import follow_ups
from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.stages import CampaignStatus, EntryKind, ReleaseType
from totalaudio.campaigns.using import used
from totalaudio.core.billing.plans import Limit
from totalaudio.core.billing.quotas import check_level
from totalaudio.core.metrics.names import AppName, Counter, Feature
from totalaudio.core.metrics.recording import count
from totalaudio.core.tenancy.context import Actor


class Changes(TypedDict, total=False):
    """What may be said about a campaign; money is in pence, `genres` are names of the tree."""

    artist: str
    title: str
    release_type: ReleaseType
    genres: list[str]
    countries: list[str]
    impact_date: date | None
    budget: int
    spend: int
    goal: str
    goal_outcomes: int | None
    notes: str
    hook: str
    link: str
    sends_unreviewed: bool


class Values(Changes, total=False):
    """What a campaign may be made with; without a status it is in planning."""

    status: CampaignStatus


@transaction.atomic
def create(*, by: Actor, **values: Unpack[Values]) -> Campaign:
    """Make a campaign; `artist` and `title` are all that it needs.

    An active one raises quotas.QuotaRefusedError when the plan has no room.
    """
    values.setdefault("release_type", ReleaseType.SINGLE)
    if values.get("status") == CampaignStatus.ACTIVE:
        _check_room(by)
    made = Campaign.objects.create(workspace_id=by.workspace_id, created_by_id=by.user_id, **values)
    timeline.write(campaign_id=made.id, kind=EntryKind.CREATED, by=by, status=str(made.status))
    used(Feature.CAMPAIGN, by=by)
    if by.user_id is not None:
        count(Counter.CAMPAIGNS, AppName.TRACKER, user_id=by.user_id)
    return made


@transaction.atomic
def edit(*, by: Actor, campaign_id: UUID, **values: Unpack[Changes]) -> Campaign:
    """Write what changed; the timeline says which fields, not what stood in them."""
    campaign = _held(by, campaign_id)
    changed = [name for name, value in values.items() if getattr(campaign, name) != value]
    if not changed:
        return campaign
    for name in changed:
        setattr(campaign, name, values[name])  # type: ignore[literal-required]  # a key of it
    campaign.save(update_fields=[*changed, "updated_at"])
    timeline.write(campaign_id=campaign.id, kind=EntryKind.EDITED, by=by, fields=changed)
    if "impact_date" in changed:
        follow_ups.refit(by=by, campaign_id=campaign.id)
    return campaign


@transaction.atomic
def set_status(*, by: Actor, campaign_id: UUID, status: CampaignStatus) -> Campaign:
    """Change where a campaign stands; quotas.QuotaRefusedError when the plan has no room for an active one."""
    campaign = _held(by, campaign_id)
    before = str(campaign.status)
    if before == status:
        return campaign
    if status == CampaignStatus.ACTIVE:
        _check_room(by)
    campaign.status = status
    campaign.save(update_fields=["status", "updated_at"])
    timeline.write(
        campaign_id=campaign.id, kind=EntryKind.STATUS, by=by, before=before, after=str(status)
    )
    return campaign


def _held(by: Actor, campaign_id: UUID) -> Campaign:
    held = Campaign.objects.select_for_update()
    return held.get(workspace_id=by.workspace_id, id=campaign_id)


def _check_room(by: Actor) -> None:
    active = Campaign.objects.filter(workspace_id=by.workspace_id, status=CampaignStatus.ACTIVE)
    check_level(by.workspace_id, Limit.ACTIVE_CAMPAIGNS, active.count)
