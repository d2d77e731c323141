"""Reads of campaigns that several pages share; each is one query, however many campaigns there are."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from totalaudio.campaigns.models import Campaign, FollowUp, Outcome, Target
from totalaudio.campaigns.stages import CampaignStatus, FollowUpState, Stage


def campaigns(status: CampaignStatus | None = None) -> QuerySet[Campaign]:
    """The campaigns of the workspace, the newest first."""
    wanted = Campaign.objects.order_by("-created_at", "-id")
    return wanted.filter(status=status) if status else wanted


def may_send(campaign: Campaign) -> bool:
    """Whether mail may leave for it: only while it is active."""
    return campaign.status == CampaignStatus.ACTIVE


def status_counts() -> dict[str, int]:
    """How many campaigns there are in each status that has any."""
    found = Campaign.objects.values_list("status").annotate(number=Count("id")).order_by("status")
    return dict(found)


def find_campaigns(words: Sequence[str], at_most: int) -> list[Campaign]:
    """Campaigns that have all of the words in artist or title, the newest first."""
    wanted = campaigns()
    for word in words:
        wanted = wanted.filter(Q(artist__icontains=word) | Q(title__icontains=word))
    return list(wanted[:at_most]) if words else []


def stage_counts(campaign_ids: Iterable[UUID]) -> dict[UUID, dict[Stage, int]]:
    """How many targets stand in each stage, in the order of the board; stages without any have 0."""
    counts = {one: dict.fromkeys(Stage, 0) for one in campaign_ids}
    found = Target.objects.filter(campaign_id__in=list(counts)).values_list("campaign_id", "stage")
    for campaign_id, stage, number in found.annotate(number=Count("id")).order_by():
        counts[campaign_id][Stage(stage)] = number
    return counts


def next_due(campaign_ids: Iterable[UUID]) -> dict[UUID, date]:
    """The day of the next open follow-up of each campaign that has one."""
    found = FollowUp.objects.filter(
        state=FollowUpState.OPEN, target__campaign_id__in=list(campaign_ids)
    )
    days = found.values_list("target__campaign_id").annotate(day=Min("due_date")).order_by()
    return dict(days)


def outcome_counts(campaign_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many outcomes each campaign has, of those that have any."""
    found = Outcome.objects.filter(target__campaign_id__in=list(campaign_ids))
    return dict(found.values_list("target__campaign_id").annotate(number=Count("id")).order_by())
