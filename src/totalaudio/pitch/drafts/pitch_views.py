"""One target's pitch on a page of its own, and writing it again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from totalaudio.campaigns.models import Target
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.drafts import actions, reviewing, verdicts
from totalaudio.pitch.drafts.desk import desk
from totalaudio.pitch.drafts.finding import target_of
from totalaudio.pitch.drafts.template_choice import FITTING, NoTemplateError, find
from totalaudio.pitch.models import Pitch
from totalaudio.pitch.states import Writer


@members()
@require_GET
def show(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """The pitch to a target (`step`, else the newest), or how to write one."""
    target = target_of(request, target_id)
    pitches = _pitches(target)
    asked = request.GET.get("step", "")
    current = next((one for one in pitches if str(one.step) == asked), None)
    current = current or (pitches[-1] if pitches else None)
    context = {
        "target": target,
        "campaign": target.campaign,
        "pitches": pitches,
        "desk": desk(current) if current else None,
        "verdict": verdicts.verdict_for(actor_of(request), current) if current else None,
        "breadcrumbs": [
            ("Pitches", reverse("pitch:home")),
            (target.campaign.title, reverse("drafts:review", args=[target.campaign_id])),
        ],
    }
    return render(request, "pitch/pitch.html", context)


@members()
@require_POST
def again(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Write the pitch anew; what was changed by hand is lost only when that was said (`lose=1`)."""
    target, by = target_of(request, target_id), actor_of(request)
    step = _step(request)
    current = next((one for one in _pitches(target) if one.step == step), None)
    if current and current.writer == Writer.HAND and request.POST.get("lose") != "1":
        toast(request, "Its text was changed by hand. Say that it may be lost, then try again.")
        return redirect("drafts:pitch", target.id)
    try:
        if current:
            reviewing.give_up(by=by, pitch_id=current.id)
    except reviewing.DecidedError as problem:
        toast(request, str(problem))
        return redirect("drafts:pitch", target.id)
    batch = actions.write_batch(
        by=by,
        campaign_id=target.campaign_id,
        target_ids=[target.id],
        template=_template(current),
        step=step,
    )
    return redirect("drafts:batch", batch.id) if batch else redirect("drafts:pitch", target.id)


def _template(current: Pitch | None) -> str:
    """The template that it was written with, while that is there; else the one that fits the outlet."""
    if current is None or not current.template:
        return FITTING
    try:
        return find(current.workspace_id, current.template).key
    except NoTemplateError:
        return FITTING


def _step(request: HttpRequest) -> int:
    asked = request.POST.get("step", "1")
    return int(asked) if asked in {"1", "2", "3"} else 1


def _pitches(target: Target) -> list[Pitch]:
    mine = Pitch.objects.filter(workspace_id=target.workspace_id, target=target)
    return list(mine.select_related("campaign", "contact", "target").order_by("step"))
