"""The page called Today, and what is done with a follow-up from it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from totalaudio.campaigns.actions import follow_ups
from totalaudio.campaigns.models import FollowUp
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.formats import day
from totalaudio.core.ui.toasts import toast

from . import queries


@members()
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """What is due, which answers wait, and what comes next."""
    workspace_id, today = actor_of(request).workspace_id, timezone.localdate()
    shown = {
        "today": today,
        "groups": queries.due(workspace_id, today),
        "replies": queries.replies_waiting(workspace_id),
        "promises": queries.outcomes_to_log(workspace_id),
        "campaigns": queries.live_campaigns(workspace_id, today),
        "week_ends": today + queries.AHEAD,
    }
    shown["is_clear"] = not (shown["groups"] or shown["replies"] or shown["promises"])
    if shown["is_clear"] and not shown["campaigns"]:
        shown["has_campaigns"] = queries.has_campaigns(workspace_id)
    return render(request, "tracker/today.html", shown)


@members()
@require_POST
def done(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Mark a follow-up as done."""
    return _end(request, follow_up_id, follow_ups.complete, "Done.")


@members()
@require_POST
def skip(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Mark a follow-up as not wanted."""
    return _end(request, follow_up_id, follow_ups.skip, "Skipped.")


@members()
@require_POST
def reopen(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Take back that it was done or skipped."""
    found = _follow_up(actor_of(request), follow_up_id)
    if follow_ups.reopen(by=actor_of(request), follow_up_id=found.id):
        toast(request, "It is due again.")
    else:
        messages.error(request, "It stays as it is: the target has answered or was moved since.")
    return _back(request)


@members()
@require_POST
def postpone(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Put a follow-up off by two working days, or to the day `to`."""
    found = _follow_up(actor_of(request), follow_up_id)
    asked = request.POST.get("to", "")
    to = _read_day(asked)
    if asked and to is None:
        messages.error(request, f"“{asked[:20]}” is not a day. Choose one from the calendar.")
        return _back(request)
    try:
        moved = follow_ups.postpone(by=actor_of(request), follow_up_id=found.id, to=to)
    except follow_ups.FollowUpError as error:
        messages.error(request, str(error))
    else:
        toast(request, f"Put off to {day(moved)}." if moved else "It was not due any more.")
    return _back(request)


def _end(
    request: HttpRequest, follow_up_id: UUID, end: Callable[..., bool], words: str
) -> HttpResponse:
    found = _follow_up(actor_of(request), follow_up_id)
    if end(by=actor_of(request), follow_up_id=found.id):
        toast(request, words, undo=reverse("today:reopen", args=[found.id]))
    else:
        toast(request, "It was not due any more.")
    return _back(request)


def _follow_up(by: Actor, follow_up_id: UUID) -> FollowUp:
    return get_object_or_404(FollowUp, workspace_id=by.workspace_id, id=follow_up_id)


def _read_day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _back(request: HttpRequest) -> HttpResponse:
    """To where it was pressed: Today, or the page of the target."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}) and wanted[:1] == "/"
    return redirect(wanted if is_ours else "today:page")
