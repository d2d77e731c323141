"""The board: who stands where in a campaign, and moving them on."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from totalaudio.campaigns.stages import LABELS, Stage, choices
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.pieces import Tab
from totalaudio.core.ui.toasts import toast

from . import cards
from .finding import all_or_chosen, back_to, campaign_of, stage_of
from .moving import Moved, move
from .tabs import crumbs, targets_url, views_of

_JSON: Final = "application/json"


@members()
@require_GET
def board(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """All stages side by side; on a phone the one that `stage` names."""
    campaign = campaign_of(request, campaign_id)
    lanes = cards.lanes(actor_of(request), campaign.id)
    shown = stage_of(request.GET.get("stage", "")) or _first_of_interest(lanes)
    page = {
        "campaign": campaign,
        "breadcrumbs": crumbs(campaign),
        "tabs": views_of(campaign.id, "board"),
        "lanes": lanes,
        "targets": targets_url(),
        "shown": shown,
        "stage_tabs": [
            Tab(lane.label, f"?stage={lane.stage}", lane.stage == shown, lane.count)
            for lane in lanes
        ],
        "stages": choices(Stage),
        "total": sum(lane.count for lane in lanes),
        "today": timezone.localdate(),
    }
    return render(request, "tracker/board.html", page)


def _first_of_interest(lanes: list[cards.Lane]) -> str:
    return next((lane.stage for lane in lanes if lane.count), Stage.TO_PITCH)


@members()
@require_GET
def more(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The next cards of a stage, for the page to put behind those that it has."""
    campaign = campaign_of(request, campaign_id)
    stage = stage_of(request.GET.get("stage", ""))
    if stage is None or not request.headers.get("HX-Request"):
        return redirect("board:board", campaign.id)
    lane = cards.more(actor_of(request), campaign.id, stage, request.GET.get("after", ""))
    page = {
        "campaign": campaign,
        "lane": lane,
        "targets": targets_url(),
        "today": timezone.localdate(),
    }
    return render(request, "tracker/board_cards.html", page)


@members()
@require_POST
@vary_on_headers("Accept")
def move_targets(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Move the `target`s to `stage`; with `seen`, only what still stands there. JSON for the board's script."""
    campaign = campaign_of(request, campaign_id)
    stage = stage_of(request.POST.get("stage", ""))
    is_script = request.headers.get("Accept") == _JSON
    if stage is None:
        return _no_stage(request, campaign.id, is_script=is_script)
    by = actor_of(request)
    moved = move(
        by=by,
        campaign_id=campaign.id,
        target_ids=all_or_chosen(request, campaign),
        stage=stage,
        seen=stage_of(request.POST.get("seen", "")),
    )
    if is_script:
        return JsonResponse(_told(moved, cards.counts(by, campaign.id)))
    toast(request, moved.words)
    return redirect(back_to(request, "board:board", campaign.id))


def _told(moved: Moved, counts: dict[str, int]) -> dict[str, object]:
    """What the script shows: where the card is now, and the number of each stage."""
    is_gone = moved.gone == moved.asked
    where = "" if is_gone else moved.elsewhere[0] if moved.elsewhere else moved.stage
    return {"stage": where, "words": moved.words, "counts": counts}


def _no_stage(request: HttpRequest, campaign_id: UUID, *, is_script: bool) -> HttpResponse:
    words = f"Choose where to: {', '.join(LABELS[stage] for stage in Stage)}."
    if is_script:
        return JsonResponse({"words": words}, status=400)
    toast(request, words)
    return redirect(back_to(request, "board:board", campaign_id))
