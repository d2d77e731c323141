"""The table of a campaign's targets: look, filter, sort, choose; and what can be done with what was chosen."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Max
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from totalaudio.campaigns.actions import follow_ups, targets
from totalaudio.campaigns.models import Target
from totalaudio.campaigns.stages import Stage, choices
from totalaudio.contacts.countries import country_name
from totalaudio.contacts.paging import Cursor, Sort, read_cursor
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.formats import number, plural
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.core.ui.toasts import toast

from . import rows
from .filtering import DUE, FITS, read_wanted
from .finding import all_or_chosen, back_to, campaign_of
from .tabs import crumbs, targets_url, views_of

COLUMNS: Final = (
    Column("name", "Name", slot="title", is_fixed=True),
    Column("outlet", "Outlet", slot="meta"),
    Column("kind", "Kind", is_sortable=False),
    Column("country", "Country", is_sortable=False),
    Column("stage", "Stage", slot="aside"),
    Column("fit", "Fit", is_number=True),
    Column("due", "Follow-up"),
    Column("touched", "Last touch"),
    Column("reply", "Reply", is_sortable=False),
    Column("added", "Added", is_default=False),
)
_KEPT: Final = ("q", "stage", "kind", "country", "fit", "due", "sort")


@members()
@require_GET
def table(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """A page of targets, with the filters that the campaign has."""
    campaign, by = campaign_of(request, campaign_id), actor_of(request)
    wanted = read_wanted(dict(request.GET.lists()))
    head = table_head(COLUMNS, dict(request.GET.lists()), default_sort=rows.DEFAULT_SORT)
    sort = rows.sort_of(head.sort)
    page = rows.page(by, campaign.id, wanted, sort, _cursor(request, sort))
    offered = rows.offered(by, campaign.id)
    query = request.GET
    context = {
        "campaign": campaign,
        "breadcrumbs": crumbs(campaign),
        "tabs": views_of(campaign.id, "table"),
        "wanted": wanted,
        "head": head,
        "page": page,
        "targets": targets_url(),
        "stages": choices(Stage),
        "kinds": offered.kinds,
        "countries": [(code, country_name(code)) for code in offered.countries],
        "fits": FITS.items(),
        "dues": DUE.items(),
        "chips": [
            (label, "?" + kept(query, without=name)) for name, label in wanted.labels.items()
        ],
        "before_url": "?" + kept(query, before=page.before) if page.before else "",
        "after_url": "?" + kept(query, after=page.after) if page.after else "",
        "today": timezone.localdate(),
    }
    return render(request, "tracker/table.html", context)


def _cursor(request: HttpRequest, sort: Sort) -> Cursor | None:
    before = read_cursor(request.GET.get("before", ""), sort, is_back=True)
    return before or read_cursor(request.GET.get("after", ""), sort)


def kept(query: QueryDict, *, without: str = "", **more: str) -> str:
    """The query string with search, filters and order, without the place in the list."""
    pairs = [(name, str(query[name])) for name in _KEPT if query.get(name) and name != without]
    return urlencode([*pairs, *more.items()])


@members()
@require_POST
def plan(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Plan follow-ups for the chosen, each from the day of its last touch, else from today."""
    campaign, by = campaign_of(request, campaign_id), actor_of(request)
    chosen = all_or_chosen(request, campaign)
    days = _pitched(by, campaign.id, chosen)
    planned = sum(
        follow_ups.plan(
            by=by, target_ids=[one for one, on in days.items() if on == day], pitched=day
        )
        for day in sorted(set(days.values()))
    )
    toast(request, _planned_words(planned, len(chosen)))
    return redirect(back_to(request, "board:table", campaign.id))


def _pitched(by: Actor, campaign_id: UUID, chosen: Iterable[UUID]) -> dict[UUID, date]:
    """When each of them was pitched last."""
    wanted = Target.objects.filter(
        workspace_id=by.workspace_id, campaign_id=campaign_id, id__in=list(chosen)
    )
    touched = wanted.annotate(last=Max("touches__at")).values_list("id", "last")
    return {
        one: timezone.localdate(last) if last else timezone.localdate() for one, last in touched
    }


def _planned_words(planned: int, chosen: int) -> str:
    if not chosen:
        return "Nothing was chosen."
    if not planned:
        return (
            "No follow-up planned: they have theirs, have answered, or the impact date is too near."
        )
    return f"{plural(planned, 'follow-up')} planned for {plural(chosen, 'target')}."


@members()
@require_POST
def remove(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Take those of the chosen out to whom nothing was done yet, once that is confirmed."""
    campaign, by = campaign_of(request, campaign_id), actor_of(request)
    chosen = all_or_chosen(request, campaign)
    back = back_to(request, "board:table", campaign.id)
    if chosen and request.POST.get("confirmed") != "yes":
        context = {
            "campaign": campaign,
            "chosen": chosen,
            "back": back,
            "is_all": request.POST.get("all") == "1",
            "query": request.POST.get("query", ""),
        }
        return render(request, "tracker/table_remove.html", context)
    gone = targets.remove(by=by, target_ids=chosen, campaign_id=campaign.id)
    toast(request, _removed_words(gone, len(chosen)))
    return redirect(back)


def _removed_words(gone: int, chosen: int) -> str:
    if not chosen:
        return "Nothing was chosen."
    if gone == chosen:
        return f"{plural(gone, 'target')} taken out."
    stay = "what was done to the others stays in the numbers"
    return f"{number(gone)} of {number(chosen)} taken out; {stay}."
