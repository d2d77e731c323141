"""The page of one target: what was done, what came back, what came of it; and writing each of them down."""

from datetime import date
from typing import Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from totalaudio.campaigns.actions import follow_ups, outcomes, replies, touches
from totalaudio.campaigns.models import FollowUp, Outcome, Target
from totalaudio.campaigns.stages import LABELS, Channel, OutcomeKind, ReplyKind, Stage
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.formats import day, plural
from totalaudio.core.ui.toasts import toast

from .finding import stage_of, target_of
from .forms import OutcomeForm, PostponeForm, ReplyForm, TouchForm
from .moving import move
from .target_page import target_page

_DONE: Final = {"done": "Done.", "skip": "Skipped.", "reopen": "Open again."}


@members()
@require_GET
def target(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """All about one target; `log` opens one of the forms: touch, reply or outcome."""
    found = target_of(request, target_id)
    return _page(request, found, log=request.GET.get("log", ""))


def _page(
    request: HttpRequest, found: Target, *, log: str = "", form: forms.Form | None = None
) -> HttpResponse:
    page = target_page(actor_of(request), found) | {
        "touch_form": TouchForm(found),
        "reply_form": ReplyForm(),
        "outcome_form": OutcomeForm(found),
        "log": log,
        "today": timezone.localdate(),
    }
    if form is not None:
        page[f"{log}_form"] = form
    return render(request, "tracker/target.html", page, status=422 if form else 200)


@members()
@require_POST
def stage(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Move the target to `stage`, if it still is where the person saw it (`seen`)."""
    found = target_of(request, target_id)
    wanted = stage_of(request.POST.get("stage", ""))
    if wanted is None:
        toast(request, "Choose a stage.")
        return redirect("board:target", found.id)
    moved = move(
        by=actor_of(request),
        campaign_id=found.campaign_id,
        target_ids=[found.id],
        stage=wanted,
        seen=stage_of(request.POST.get("seen", "")),
    )
    toast(request, f"Moved to {LABELS[wanted]}." if moved.changed else moved.words)
    return redirect("board:target", found.id)


@members()
@require_POST
def touch(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Write down a touch; the first one moves the target to Pitched and plans its follow-ups, if wanted."""
    found, by = target_of(request, target_id), actor_of(request)
    form = TouchForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, log="touch", form=form)
    said = form.cleaned_data
    channel = Channel(said["channel"])
    touches.add(by=by, target_id=found.id, channel=channel, at=said["at"], note=said["note"])
    words = f"{LABELS[channel]} written down."
    if said.get("moves") and _moved(request, found, Stage.PITCHED):
        pitched = timezone.localdate(said["at"])
        planned = follow_ups.plan(by=by, target_ids=[found.id], pitched=pitched)
        words += f" Moved to Pitched, {plural(planned, 'follow-up')} planned."
    toast(request, words)
    return redirect("board:target", found.id)


def _moved(request: HttpRequest, found: Target, to: Stage) -> bool:
    by, ids = actor_of(request), [found.id]
    return bool(move(by=by, campaign_id=found.campaign_id, target_ids=ids, stage=to).changed)


@members()
@require_POST
def reply(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Enter an answer by hand; stage and follow-ups follow as for one from the mailbox."""
    found = target_of(request, target_id)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, found, log="reply", form=form)
    said, kind = form.cleaned_data, ReplyKind(form.cleaned_data["kind"])
    by = actor_of(request)
    replies.receive(by=by, target_id=found.id, kind=kind, at=said["at"], text=said["text"])
    toast(request, f"{LABELS[kind]} kept. Stage and follow-ups follow in a moment.")
    return redirect("board:target", found.id)


@members()
@require_POST
def outcome(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Log what came of it, and move the target to Added if wanted."""
    found, by = target_of(request, target_id), actor_of(request)
    form = OutcomeForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, log="outcome", form=form)
    said, kind = form.cleaned_data, OutcomeKind(form.cleaned_data["kind"])
    outcomes.add(
        by=by,
        target_id=found.id,
        kind=kind,
        date=said["date"],
        outlet=said["outlet"],
        evidence=said["evidence"],
        url=said["url"],
    )
    is_moved = said.get("moves") and _moved(request, found, Stage.ADDED)
    toast(request, f"{LABELS[kind]} logged.{' Moved to Added.' if is_moved else ''}")
    return redirect("board:target", found.id)


@members()
@require_POST
def remove_outcome(request: HttpRequest, outcome_id: UUID) -> HttpResponse:
    """Take an outcome back; the timeline keeps that it was logged."""
    by = actor_of(request)
    wanted = Outcome.objects.filter(workspace_id=by.workspace_id, id=outcome_id)
    target_id = wanted.values_list("target_id", flat=True).first()
    if target_id is None:
        raise Http404("no such outcome")
    outcomes.remove(by=by, outcome_id=outcome_id)
    toast(request, "Taken back. The timeline keeps that it was logged.")
    return redirect("board:target", target_id)


@members()
@require_POST
def plan(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Plan follow-ups from the day of the last touch, else from today."""
    found, by = target_of(request, target_id), actor_of(request)
    last = found.touches.order_by("-at").values_list("at", flat=True).first()
    pitched = timezone.localdate(last) if last else timezone.localdate()
    planned = follow_ups.plan(by=by, target_ids=[found.id], pitched=pitched)
    none = "No follow-up fits before the impact date."
    toast(request, f"{plural(planned, 'follow-up')} planned." if planned else none)
    return redirect("board:target", found.id)


@members()
@require_POST
def follow_up(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """`do`: done, skip, reopen, or postpone (`to` a day, else by two working days)."""
    by = actor_of(request)
    wanted = FollowUp.objects.filter(workspace_id=by.workspace_id, id=follow_up_id)
    target_id = wanted.values_list("target_id", flat=True).first()
    if target_id is None:
        raise Http404("no such follow-up")
    toast(request, _change(request, follow_up_id, request.POST.get("do", "")))
    return redirect("board:target", target_id)


def _change(request: HttpRequest, follow_up_id: UUID, what: str) -> str:
    by = actor_of(request)
    if what == "postpone":
        return _postponed(request, follow_up_id)
    changes = {"done": follow_ups.complete, "skip": follow_ups.skip, "reopen": follow_ups.reopen}
    if what not in changes:
        return "Choose what to do: done, skip or put off."
    is_changed = changes[what](by=by, follow_up_id=follow_up_id)
    return _DONE[what] if is_changed else "That follow-up has changed in the meantime."


def _postponed(request: HttpRequest, follow_up_id: UUID) -> str:
    form = PostponeForm(request.POST)
    if not form.is_valid():
        return "That is no date. Write it as 2026-11-30."
    to: date | None = form.cleaned_data["to"]
    try:
        due = follow_ups.postpone(by=actor_of(request), follow_up_id=follow_up_id, to=to)
    except follow_ups.FollowUpError as error:
        return str(error)
    return f"Put off to {day(due)}." if due else "That follow-up has changed in the meantime."
