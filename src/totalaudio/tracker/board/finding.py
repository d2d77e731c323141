"""The campaign or target that an address names, of the workspace that the request is in."""

from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.campaigns.stages import Stage
from totalaudio.core.tenancy.requests import actor_of

from . import rows
from .filtering import read_wanted


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


def all_or_chosen(request: HttpRequest, campaign: Campaign) -> list[UUID]:
    """All targets that match the table's `query`, when `all` is ticked; else those that were ticked."""
    if request.POST.get("all") != "1":
        return chosen_ids(request)
    query = QueryDict(request.POST.get("query", ""))
    return rows.ids(actor_of(request), campaign.id, read_wanted(dict(query.lists())))


def stage_of(text: str) -> Stage | None:
    """The stage of this name, None when there is none."""
    return Stage(text) if text in set(Stage) else None


def back_to(request: HttpRequest, route: str, campaign_id: UUID) -> str:
    """The page of ours that the form was on (`next`), else a page of the campaign."""
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else reverse(route, args=[campaign_id])
