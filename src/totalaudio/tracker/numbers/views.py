"""The page of numbers."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.pieces import Tab
from totalaudio.core.ui.tables import Column, Head, table_head
from totalaudio.tracker.addresses import address_of
from totalaudio.tracker.funnels import outcome_funnel

from .queries import LABELS, MOST, By, costs, numbers

_COSTS: Final = (
    Column("campaign", "Campaign", is_sortable=False, slot="title"),
    Column("spend", "Spend", is_sortable=False, is_number=True),
    Column("outcomes", "Outcomes", is_sortable=False, is_number=True, slot="meta"),
    Column("each", "Each", is_sortable=False, is_number=True, slot="aside"),
)
_PAGES: Final = {By.CAMPAIGN: "campaigns:show", By.CONTACT: "contacts:contact"}
_LISTED_COSTS: Final = 20


@members()
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Who answers: all together, by what `by` names, and what an outcome cost."""
    workspace_id = actor_of(request).workspace_id
    by = _by(request.GET.get("by", ""))
    found, spent = numbers(workspace_id, by), costs(workspace_id)
    shown = {
        "all": found.all,
        "funnel": outcome_funnel(
            targets=found.all.targets,
            pitched=found.all.pitched,
            replied=found.all.replied,
            won=found.all.won,
            what="in all campaigns",
        ),
        "rows": [(row, _address(by, row.key)) for row in found.groups],
        "head": _head(by),
        "label": LABELS[by],
        "is_cut": len(found.groups) == MOST,
        "tabs": [Tab(LABELS[one], f"?by={one}", one == by) for one in By],
        "costs": spent,
        "listed_costs": spent.campaigns[:_LISTED_COSTS],
        "costs_head": table_head(_COSTS, {}, default_sort=""),
    }
    return render(request, "tracker/numbers.html", shown)


def _by(text: str) -> By:
    return By(text) if text in list(By) else By.CAMPAIGN


def _head(by: By) -> Head:
    columns = (
        Column("name", LABELS[by], is_sortable=False, slot="title"),
        Column("targets", "Targets", is_sortable=False, is_number=True),
        Column("pitched", "Pitched", is_sortable=False, is_number=True, slot="aside"),
        Column("replied", "Replied, of those pitched", is_sortable=False, slot="meta"),
        Column("won", "With an outcome, of all targets", is_sortable=False),
    )
    return table_head(columns, {}, default_sort="")


def _address(by: By, key: str) -> str:
    return address_of(_PAGES[by], key) if by in _PAGES else ""
