"""The pages of campaigns: all of them, one of them, and what is said about it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from totalaudio.campaigns.actions import campaigns
from totalaudio.campaigns.stages import LABELS, CampaignStatus
from totalaudio.contacts.genres import names
from totalaudio.contacts.queries import total
from totalaudio.core.billing.quotas import QuotaRefusedError
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.core.ui.toasts import toast
from totalaudio.tracker.board.finding import campaign_of
from totalaudio.tracker.board.tabs import crumbs

from . import listing, overview
from .forms import CampaignForm, NewCampaignForm, shown

_LISTED = (
    Column("campaign", "Campaign", is_sortable=False),
    Column("status", "Status", is_sortable=False),
    Column("targets", "Targets", is_sortable=False),
    Column("outcomes", "Outcomes", is_sortable=False, is_number=True),
    Column("impact", "Impact", is_sortable=False),
    Column("due", "Next due", is_sortable=False),
)


@members()
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The campaigns of a tab, with how their targets stand."""
    tab = listing.chosen(request.GET.get("tab", ""))
    tabs = listing.tabs(tab)
    page = {
        "lines": listing.lines(tab),
        "tabs": tabs,
        "is_first": not any(one.count for one in tabs),
        "contacts": total(),
        "head": table_head(_LISTED, {}, default_sort=""),
    }
    return render(request, "tracker/campaign_list.html", page)


@members()
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a campaign."""
    form = NewCampaignForm(request.POST or None)
    refusal, status = "", 422 if form.errors else 200
    if form.is_valid():
        try:
            made = campaigns.create(
                by=actor_of(request), status=form.wanted_status, **form.changes()
            )
        except QuotaRefusedError as error:
            refusal, status = str(error), 402
        else:
            toast(request, "The campaign is there. Now choose whom to pitch it to.")
            return redirect("campaigns:targets", made.id)
    page = {
        "form": form,
        "refusal": refusal,
        "genres": sorted(names()),
        "breadcrumbs": crumbs_of(),
    }
    return render(request, "tracker/campaign_form.html", page, status=status)


@members()
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Change what is said about a campaign."""
    campaign = campaign_of(request, campaign_id)
    form = CampaignForm(request.POST or None, initial=shown(campaign))
    if form.is_valid():
        campaigns.edit(by=actor_of(request), campaign_id=campaign.id, **form.changes())
        toast(request, "Saved.")
        return redirect("campaigns:show", campaign.id)
    page = {
        "form": form,
        "campaign": campaign,
        "genres": sorted(names()),
        "breadcrumbs": crumbs(campaign),
    }
    status = 422 if form.errors else 200
    return render(request, "tracker/campaign_form.html", page, status=status)


@members()
@require_GET
def show(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Where a campaign stands, what comes next, and what happened."""
    campaign = campaign_of(request, campaign_id)
    page = overview.page_of(campaign) | {"breadcrumbs": crumbs_of(), "refusal": ""}
    return render(request, "tracker/campaign_show.html", page)


@members()
@require_POST
def status(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Change where a campaign stands (`status`)."""
    campaign = campaign_of(request, campaign_id)
    wanted = request.POST.get("status", "")
    if wanted not in set(CampaignStatus):
        return redirect("campaigns:show", campaign.id)
    after = CampaignStatus(wanted)
    try:
        campaigns.set_status(by=actor_of(request), campaign_id=campaign.id, status=after)
    except QuotaRefusedError as error:
        page = overview.page_of(campaign) | {"breadcrumbs": crumbs_of(), "refusal": str(error)}
        return render(request, "tracker/campaign_show.html", page, status=402)
    toast(request, f"The campaign is now {LABELS[after].lower()}.")
    return redirect("campaigns:show", campaign.id)


def crumbs_of() -> list[tuple[str, str]]:
    """The way back to all campaigns."""
    return [("Campaigns", reverse("campaigns:list"))]
