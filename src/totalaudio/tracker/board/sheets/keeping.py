"""Files between their preview and their end: one for each person and campaign, and none older than a day."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from totalaudio.core.tenancy.context import Actor
from totalaudio.tracker.models import CampaignFile

KEPT: Final = timedelta(days=1)


def keep(*, by: Actor, campaign_id: UUID, name: str, content: bytes) -> CampaignFile:
    """Keep a file in the place of the one that this person brought before."""
    CampaignFile.objects.filter(
        workspace_id=by.workspace_id, campaign_id=campaign_id, created_by_id=by.user_id
    ).delete()
    return CampaignFile.objects.create(
        workspace_id=by.workspace_id,
        campaign_id=campaign_id,
        created_by_id=by.user_id,
        name=name,
        content=content,
    )


def forget_old() -> int:
    """Delete, as the system role, what nobody brought in within a day; says how many files that were."""
    old = CampaignFile.objects.using("system").filter(created_at__lt=timezone.now() - KEPT)
    number, _ = old.delete()
    return number
