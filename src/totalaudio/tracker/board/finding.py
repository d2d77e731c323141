"""The campaign or target that an address names, of the workspace that the request is in."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.campaigns.stages import Stage
from totalaudio.core.tenancy.requests import actor_of


def campaign_of(request: HttpRequest, campaign_id: UUID) -> Campaign:
    """The campaign, or 404."""
    return get_object_or_404(Campaign, workspace_id=actor_of(request).workspace_id, id=campaign_id)


def target_of(request: HttpRequest, target_id: UUID) -> Target:
    """The target with its campaign and contact, or 404."""
    wanted = Target.objects.select_related("campaign", "contact")
    return get_object_or_404(wanted, workspace_id=actor_of(request).workspace_id, id=target_id)


def chosen_ids(request: HttpRequest) -> list[UUID]:
    """The targets that were ticked (`target`, repeated); what is no id is passed over."""
    found = []
    for text in request.POST.getlist("target"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def stage_of(text: str) -> Stage | None:
    """The stage of this name, None when there is none."""
    return Stage(text) if text in set(Stage) else None
