"""The rows that an address names, as far as they are of the workspace of who asks; else the page is not found."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.pitch.models import Batch, Pitch


def campaign_of(request: HttpRequest, campaign_id: UUID) -> Campaign:
    """A campaign."""
    workspace_id = actor_of(request).workspace_id
    return get_object_or_404(Campaign, workspace_id=workspace_id, id=campaign_id)


def target_of(request: HttpRequest, target_id: UUID) -> Target:
    """A target with its campaign and contact."""
    mine = Target.objects.filter(workspace_id=actor_of(request).workspace_id)
    return get_object_or_404(mine.select_related("campaign", "contact"), id=target_id)


def pitch_of(request: HttpRequest, pitch_id: UUID) -> Pitch:
    """A pitch with its campaign, target and contact."""
    mine = Pitch.objects.filter(workspace_id=actor_of(request).workspace_id)
    return get_object_or_404(mine.select_related("campaign", "contact", "target"), id=pitch_id)


def batch_of(request: HttpRequest, batch_id: UUID) -> Batch:
    """A batch with its campaign."""
    mine = Batch.objects.filter(workspace_id=actor_of(request).workspace_id)
    return get_object_or_404(mine.select_related("campaign", "created_by"), id=batch_id)


def uuid_of(text: str | None) -> UUID | None:
    """The id in a text; None when it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
