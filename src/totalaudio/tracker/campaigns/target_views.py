"""Choosing whom a campaign is pitched to: look first, then add."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from totalaudio.campaigns.actions import targets
from totalaudio.campaigns.actions.targets import Added
from totalaudio.contacts.fields import EmailKind
from totalaudio.contacts.lists.queries import lists
from totalaudio.contacts.queries import total
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.formats import number, plural
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.core.ui.toasts import toast
from totalaudio.tracker.board.finding import campaign_of
from totalaudio.tracker.board.tabs import crumbs

from .choosing import Preview, preview, read_choice

_LISTED = (
    Column("contact", "Contact", is_sortable=False),
    Column("outlet", "Outlet", is_sortable=False),
    Column("genres", "Genres", is_sortable=False),
    Column("fit", "Fit", is_sortable=False, is_number=True),
    Column("why", "Why", is_sortable=False),
)
_ASKED = ("list", "q", "kind", "country", "genre", "fit", "apart")


@members()
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Who would be added by a choice; a POST adds them, or only the ticked ones (`contact`, repeated)."""
    campaign = campaign_of(request, campaign_id)
    query = request.POST if request.method == "POST" else request.GET
    choice = read_choice(dict(query.lists()))
    found = preview(campaign, choice, timezone.now())
    if request.method == "POST":
        by = actor_of(request)
        everybody = [one.contact.id for one in found.candidates]
        ids = everybody if request.POST.get("all") == "1" else _ticked(request)
        added = targets.add(by=by, campaign_id=campaign.id, contact_ids=ids)
        toast(request, _said(added, found))
        return redirect("campaigns:show", campaign.id)
    page = {
        "campaign": campaign,
        "breadcrumbs": crumbs(campaign),
        "choice": choice,
        "found": found,
        "lists": list(lists()),
        "kinds": [(kind.value, kind.value.capitalize()) for kind in EmailKind],
        "asked": _asked(query),
        "is_narrowed": any(name != "list" for name, _ in _asked(query)),
        "contacts": total(),
        "head": table_head(_LISTED, {}, default_sort=""),
    }
    return render(request, "tracker/campaign_targets.html", page)


def _ticked(request: HttpRequest) -> list[UUID]:
    """The contacts that were ticked; what is no id is passed over."""
    found = []
    for text in request.POST.getlist("contact"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _asked(query: QueryDict) -> list[tuple[str, str]]:
    return [(name, str(query[name])) for name in _ASKED if query.get(name)]


def _said(added: Added, found: Preview) -> str:
    parts = [f"{plural(added.added, 'target')} added"]
    if already := added.already or found.already:
        parts.append(f"{number(already)} there already")
    if barred := added.suppressed or found.suppressed:
        parts.append(f"{number(barred)} left out, because they must not be written to")
    return f"{'; '.join(parts)}."
