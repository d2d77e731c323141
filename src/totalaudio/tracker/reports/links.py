"""Live links to a report: made with a key that is shown once, until they expire or are revoked."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from totalaudio.campaigns.models import Campaign
from totalaudio.core.billing.plans import PLANS, terms_of
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.models import Workspace
from totalaudio.tracker.models import ReportLink

from .reading import hash_of

LASTS: Final = (30, 90)  # days
MOST_OPEN: Final = 20


class LinkError(Exception):
    """A link cannot be made; the text says why and what can be done."""


def may_have_links(workspace_id: UUID) -> bool:
    """Whether the plan in force has links for clients."""
    plan = Workspace.objects.values_list("plan", flat=True).get(id=workspace_id)
    return terms_of(plan).has_client_links


def make_link(*, by: Actor, campaign_id: UUID, days: int, name: str = "") -> str:
    """Make a link that opens the report for so many days; returns its key, which is kept nowhere."""
    if days not in LASTS:
        raise LinkError(f"A link lasts {LASTS[0]} or {LASTS[1]} days. Choose one of them.")
    if not may_have_links(by.workspace_id):
        raise LinkError(f"Live links are part of the plan {_larger()}. The PDF is in every plan.")
    campaign = Campaign.objects.get(workspace_id=by.workspace_id, id=campaign_id)
    if open_links(campaign.id).count() >= MOST_OPEN:
        raise LinkError(f"{MOST_OPEN} links are open. Revoke one that nobody needs, then go on.")
    key = token_urlsafe(32)
    ReportLink.objects.create(
        workspace_id=by.workspace_id,
        campaign=campaign,
        name=name.strip()[:120],
        key_hash=hash_of(key),
        created_by_id=by.user_id,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return key


def revoke_link(*, by: Actor, link_id: UUID) -> bool:
    """Close a link at once; False when it was closed already."""
    links = ReportLink.objects.filter(workspace_id=by.workspace_id, id=link_id, revoked_at=None)
    return links.update(revoked_at=timezone.now()) > 0


def open_links(campaign_id: UUID) -> QuerySet[ReportLink]:
    """The links of a campaign that open its report now, newest first."""
    links = ReportLink.objects.filter(campaign_id=campaign_id, revoked_at=None)
    return links.filter(expires_at__gt=timezone.now()).order_by("-created_at", "id")


def _larger() -> str:
    return " or ".join(one.name for one in PLANS.values() if one.is_sold and one.has_client_links)
