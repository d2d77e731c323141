"""Sharing a report: live links, which clients see it, and what it carries."""

from typing import Final
from urllib.parse import urljoin
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.using import used
from totalaudio.core.billing.plans import terms_of
from totalaudio.core.lib.access import works_read_only
from totalaudio.core.metrics.names import Feature
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of, workspace_of
from totalaudio.core.tenancy.roles import MANAGERS
from totalaudio.core.ui.formats import plural
from totalaudio.core.ui.toasts import toast
from totalaudio.tracker.board.tabs import crumbs, views_of
from totalaudio.tracker.models import ReportLink

from . import dressing, links, readers
from .dressing import Dress, LogoError

_DAYS: Final = [(str(days), f"{days} days") for days in links.LASTS]


class LinkForm(forms.Form):
    """What is asked when a link is made."""

    name = forms.CharField(
        max_length=120, required=False, label="For whom", help_text="Only you see this."
    )
    days = forms.ChoiceField(choices=_DAYS, label="Opens the report for")


class DressForm(forms.Form):
    """What reports of the workspace carry."""

    name = forms.CharField(max_length=120, required=False, label="Your name on reports")
    line = forms.CharField(
        max_length=200,
        required=False,
        label="A line below it",
        help_text="An address, or what you do.",
    )
    logo = forms.FileField(
        required=False, label="Logo", help_text="PNG or JPEG, up to 300 KB and 2,000 pixels."
    )

    def clean_logo(self) -> object:
        """Read the picture; what is no picture is refused in words."""
        sent = self.cleaned_data.get("logo")
        if not sent:
            return None
        try:
            return dressing.check_logo(sent.read(dressing.MAX_BYTES + 1))
        except LogoError as error:
            raise forms.ValidationError(str(error)) from error


@members()
@require_GET
def share(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Links, clients and dress of a campaign's report."""
    return _page(request, campaign_id)


@members()
@require_POST
@never_cache
def make_link(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Make a live link and show its address this one time."""
    by, campaign = actor_of(request), _campaign(request, campaign_id)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _page(request, campaign_id, link_form=form)
    days, name = int(form.cleaned_data["days"]), form.cleaned_data["name"]
    try:
        key = links.make_link(by=by, campaign_id=campaign.id, days=days, name=name)
    except links.LinkError as error:
        messages.error(request, str(error))
        return redirect("reports:share", campaign_id)
    used(Feature.REPORT, by=by, detail="link")
    address = urljoin(settings.BASE_URL, reverse("reports:public", args=[key]))
    return _page(request, campaign_id, address=address)


@members()
@works_read_only
@require_POST
def revoke_link(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Close a link at once."""
    by = actor_of(request)
    link = get_object_or_404(ReportLink, workspace_id=by.workspace_id, id=link_id)
    gone = links.revoke_link(by=by, link_id=link_id)
    toast(request, "The link opens nothing any more." if gone else "It was revoked already.")
    return redirect("reports:share", link.campaign_id)


@members(*MANAGERS)
@require_POST
def choose_readers(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Let the ticked clients see the campaign, and no others."""
    campaign = _campaign(request, campaign_id)
    ticked = [one for text in request.POST.getlist("client") if (one := _uuid(text))]
    number = readers.choose(by=actor_of(request), campaign_id=campaign.id, user_ids=ticked)
    toast(
        request,
        f"{plural(number, 'client sees,clients see')} this campaign."
        if number
        else "No client sees this campaign.",
    )
    return redirect("reports:share", campaign_id)


@members(*MANAGERS)
@require_POST
def name_contacts(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Say whether reports of the workspace name contacts."""
    campaign = _campaign(request, campaign_id)
    is_wanted = request.POST.get("names") == "yes"
    dressing.name_contacts(by=actor_of(request), is_wanted=is_wanted)
    toast(request, "Reports name contacts now." if is_wanted else "Reports name outlets only.")
    return redirect("reports:share", campaign.id)


@members(*MANAGERS)
@require_POST
def dress(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Write the name, line and picture that all reports of the workspace carry."""
    campaign = _campaign(request, campaign_id)
    if not terms_of(workspace_of(request).plan).has_white_label:
        messages.error(request, "Your own name on reports is not part of this plan.")
        return redirect("reports:share", campaign.id)
    form = DressForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, campaign_id, dress_form=form)
    said = form.cleaned_data
    drops = request.POST.get("drop_logo") == "yes"
    how = Dress(said["name"], said["line"], said["logo"], drops_logo=drops)
    dressing.dress(by=actor_of(request), how=how)
    toast(request, "Saved. Every report carries it from now on.")
    return redirect("reports:share", campaign.id)


def _page(
    request: HttpRequest,
    campaign_id: UUID,
    *,
    address: str = "",
    link_form: LinkForm | None = None,
    dress_form: DressForm | None = None,
) -> HttpResponse:
    by, campaign = actor_of(request), _campaign(request, campaign_id)
    brand = dressing.brand_of(by)
    terms = terms_of(workspace_of(request).plan)
    page = {
        "campaign": campaign,
        "breadcrumbs": crumbs(campaign),
        "tabs": views_of(campaign.id, "report"),
        "address": address,
        "links": list(links.open_links(campaign.id).select_related("created_by")),
        "link_form": link_form or LinkForm(initial={"days": "30"}),
        "has_links": terms.has_client_links,
        "clients": readers.clients_of(by.workspace_id, campaign.id),
        "is_manager": by.role in MANAGERS,
        "brand": brand,
        "has_white_label": terms.has_white_label,
        "dress_form": dress_form or DressForm(initial={"name": brand.name, "line": brand.line}),
    }
    return render(request, "tracker/report_share.html", page)


def _campaign(request: HttpRequest, campaign_id: UUID) -> Campaign:
    return get_object_or_404(Campaign, workspace_id=actor_of(request).workspace_id, id=campaign_id)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
