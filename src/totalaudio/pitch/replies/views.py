"""Answers: look at them, say what one really is, enter one by hand."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from totalaudio.campaigns.stages import LABELS, ReplyKind
from totalaudio.core.lib.access import works_read_only
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import MANAGERS
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.models import Incoming

from . import actions, queries, work
from .forms import ByHandForm, KindForm

_MOST_PAGES: Final = 4_000


@members()
@require_GET
def replies(request: HttpRequest) -> HttpResponse:
    """The newest answers, by kind and by campaign."""
    by, kind = actor_of(request), request.GET.get("kind", "")
    campaign_id = _uuid(request.GET.get("campaign", ""))
    found = queries.answers(by, kind=kind, campaign_id=campaign_id, page=_page(request))
    counts = queries.counts(by, campaign_id)
    context = {
        "page": found,
        "kinds": [(one.value, LABELS[one], counts.get(one, 0)) for one in ReplyKind],
        "total": sum(counts.values()),
        "kind": kind if kind in ReplyKind else "",
        "campaign_id": campaign_id,
        "campaigns": queries.campaigns_with_answers(by),
        "labels": [(one.value, LABELS[one]) for one in ReplyKind],
        "read": work.readable_by(by),
        "before": found.number - 1,
        "after": found.number + 1,
    }
    return render(request, "pitch/reply_list.html", context)


@works_read_only
@members()
@require_POST
def read_now(request: HttpRequest) -> HttpResponse:
    """Let the worker read the workspace's mailboxes now, not only every five minutes."""
    read = work.readable_by(actor_of(request))
    for mailbox in read:
        work.read_soon(mailbox.id)
    if read:
        toast(request, "The mailboxes are being read. What came in shows here in a few seconds.")
    else:
        toast(request, "No mailbox is read here. Answers are entered by hand.")
    return redirect("replies:list")


@members()
@require_POST
def kind(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Say what an answer really is."""
    by = actor_of(request)
    incoming = get_object_or_404(Incoming, workspace_id=by.workspace_id, id=incoming_id)
    form = KindForm(request.POST)
    if not form.is_valid():
        toast(request, "Choose what the answer is.")
    elif actions.reclassify(by=by, incoming_id=incoming_id, kind=form.chosen()):
        toast(request, f"It is kept as: {LABELS[form.chosen()]}.{_still(by, incoming)}")
    return redirect("replies:list")


@members()
@require_http_methods(["GET", "POST"])
def by_hand(request: HttpRequest) -> HttpResponse:
    """Enter an answer that was read in a mail program."""
    by = actor_of(request)
    form = ByHandForm(by, request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        actions.enter(
            by=by,
            send_id=UUID(given["send"]),
            kind=ReplyKind(given["kind"]),
            at=form.at(),
            text=given["text"],
        )
        toast(request, "Kept. The campaign has it too.")
        return redirect("replies:list")
    context = {"form": form, "breadcrumbs": [("Replies", reverse("replies:list"))]}
    return render(request, "pitch/reply_by_hand.html", context, status=422 if form.errors else 200)


def _still(by: Actor, incoming: Incoming) -> str:
    """What a member cannot take back."""
    if incoming.kind != ReplyKind.OPT_OUT or by.role in MANAGERS:
        return ""
    return " The address stays suppressed; an owner or admin can take that back."


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    return min(max(int(text), 1), _MOST_PAGES) if is_number else 1


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
