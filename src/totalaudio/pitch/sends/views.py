"""The page of sends: what waits, what went, what nobody knows, what did not go and what to do about it."""

from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from totalaudio.campaigns.models import Campaign
from totalaudio.core.lib.access import works_read_only
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.formats import plural
from totalaudio.core.ui.pieces import Pager, Tab
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.models import Send
from totalaudio.pitch.sends import actions, queries, requeueing
from totalaudio.pitch.sends.queries import View

_NAMES: Final = {
    View.WAITING: "Waiting",
    View.SENT: "Sent",
    View.UNKNOWN: "Not known",
    View.NOT_SENT: "Not sent",
}
_WHEN: Final = {
    View.WAITING: "Due",
    View.SENT: "Sent",
    View.UNKNOWN: "Tried",
    View.NOT_SENT: "Was due",
}


@members()
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One heap of sends, of all campaigns or of one (`campaign`)."""
    by, view = actor_of(request), _view(request.GET.get("show", ""))
    campaign = _campaign(by.workspace_id, request.GET.get("campaign", ""))
    campaign_id = campaign.id if campaign else None
    after = request.GET.get("after", "")
    page = queries.page_of(
        by.workspace_id, view, timezone.now(), campaign_id=campaign_id, after=after
    )
    counted = queries.counts(by.workspace_id, campaign_id)
    shown = {
        "view": view.value,
        "campaign": campaign,
        "page": page,
        "counts": counted,
        "head": table_head(_columns(view), {}, default_sort=""),
        "tabs": [
            Tab(name, _address(one, campaign_id), one is view, counted[one])
            for one, name in _NAMES.items()
        ],
        "stopped": queries.stopped_mailboxes(by.workspace_id) if view is View.WAITING else [],
        "pager": _pager(view, campaign_id, page, counted[view], is_first=not after),
    }
    return render(request, "pitch/sends.html", shown)


@members()
@require_POST
@works_read_only
def cancel(request: HttpRequest) -> HttpResponse:
    """Take the chosen sends (`send`, repeated) out of the queue."""
    number = actions.cancel(by=actor_of(request), send_ids=_chosen(request))
    said = f"{plural(number, 'message')} taken out of the queue."
    toast(request, said if number else "Nothing was taken out: it had gone already.")
    return _back(request, View.WAITING)


@members()
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Queue the chosen sends that did not go once more, through the gate."""
    done = requeueing.again(by=actor_of(request), send_ids=_chosen(request))
    toast(request, _told(done))
    return _back(request, View.NOT_SENT if done.refused else View.WAITING)


@members()
@require_POST
def resolve(request: HttpRequest, send_id: UUID) -> HttpResponse:
    """Say what became of a send that nobody knew of (`was_sent`: yes or no)."""
    by, was_sent = actor_of(request), request.POST.get("was_sent") == "yes"
    get_object_or_404(Send, workspace_id=by.workspace_id, id=send_id)
    if not actions.resolve(by=by, send_id=send_id, was_sent=was_sent):
        toast(request, "Somebody has said that already.")
    elif was_sent:
        toast(request, "It counts as sent.")
    else:
        toast(request, "It is back in the queue, and will be checked before it goes.")
    return _back(request, View.UNKNOWN)


def _told(done: actions.Queued) -> str:
    said = (
        f"{plural(len(done.queued), 'message')} queued." if done.queued else "Nothing was queued."
    )
    if not done.refused:
        return said
    return f"{said} {done.refused[0][1][0]}"


def _view(text: str) -> View:
    return View(text) if text in set(View) else View.WAITING


def _columns(view: View) -> tuple[Column, ...]:
    names = (
        ("contact", "To", "title"),
        ("subject", "Subject", ""),
        ("campaign", "Campaign", ""),
        ("when", _WHEN[view], "aside"),
        ("why", "From" if view is View.SENT else "Why", "meta"),
    )
    return tuple(Column(key, name, is_sortable=False, slot=slot) for key, name, slot in names)


def _pager(
    view: View, campaign_id: UUID | None, page: queries.Page, total: int, *, is_first: bool
) -> Pager:
    return Pager(
        shown=len(page.lines),
        newer_url="" if is_first else _address(view, campaign_id),
        older_url=_address(view, campaign_id, page.after) if page.after else "",
        total=total,
        noun="message",
    )


def _address(view: View, campaign_id: UUID | None = None, after: str = "") -> str:
    told = {"show": view.value, "campaign": campaign_id, "after": after}
    return f"{reverse('sends:list')}?{urlencode({k: v for k, v in told.items() if v})}"


def _campaign(workspace_id: UUID, text: str) -> Campaign | None:
    wanted = _uuid(text)
    mine = Campaign.objects.filter(workspace_id=workspace_id)
    return mine.filter(id=wanted).first() if wanted else None


def _chosen(request: HttpRequest) -> list[UUID]:
    found = (_uuid(text) for text in request.POST.getlist("send"))
    return [one for one in found if one]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _back(request: HttpRequest, view: View) -> HttpResponse:
    return redirect(_address(view, _uuid(request.POST.get("campaign", ""))))
