"""The review queue: read a pitch, change it, approve it or skip it, and go on with the next."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from totalaudio.campaigns.models import Campaign
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.pieces import Tab
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.drafts import review_queue, reviewing, verdicts
from totalaudio.pitch.drafts.desk import Desk, desk, seen_of, words_of
from totalaudio.pitch.drafts.finding import campaign_of, pitch_of, uuid_of
from totalaudio.pitch.drafts.queries import standing_of
from totalaudio.pitch.drafts.review_queue import Queue
from totalaudio.pitch.models import Pitch
from totalaudio.pitch.states import PitchState
from totalaudio.pitch.writers.findings import Finding


@members()
@require_GET
def review(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """One pitch of the queue (`pitch`), in one of its views (`show`), with the list around it."""
    campaign = campaign_of(request, campaign_id)
    view = review_queue.view_of(request.GET.get("show", ""))
    queue = review_queue.read(campaign.id, view, uuid_of(request.GET.get("pitch")))
    shown = desk(queue.current) if queue.current else None
    return _page(request, campaign, queue, shown)


@members()
@require_POST
def decide(request: HttpRequest, pitch_id: UUID) -> HttpResponse:
    """Save what was written, then do what was asked (`do`: save, approve, skip, undo) and go on."""
    pitch, deed = pitch_of(request, pitch_id), request.POST.get("do", "save")
    by, words = actor_of(request), words_of(pitch, request.POST)
    try:
        if deed in {"save", "approve"}:
            reviewing.edit(by=by, pitch_id=pitch.id, words=words, seen=seen_of(request.POST))
        _DEEDS[deed](by=by, pitch_id=pitch.id) if deed in _DEEDS else None
    except reviewing.DecidedError as problem:
        toast(request, str(problem))
    except reviewing.RefusedTextError as refusal:
        return _again(
            request, pitch_of(request, pitch_id), str(refusal), findings=refusal.analysis.findings
        )
    except reviewing.ChangedError as changed:
        told = (
            f"{changed} What you see is yours, and not kept yet: save it, or open the pitch again."
        )
        return _again(request, pitch, told, words=words, status=409)
    else:
        _tell(request, pitch, deed)
    return redirect(_after(request, pitch, deed))


@members()
@require_POST
def undo(request: HttpRequest, pitch_id: UUID) -> HttpResponse:
    """Take back a decision, and see the pitch again."""
    pitch = pitch_of(request, pitch_id)
    try:
        reviewing.undo(by=actor_of(request), pitch_id=pitch.id)
    except reviewing.DecidedError as problem:
        toast(request, str(problem))
    return redirect(_after(request, pitch, "undo"))


@members()
@require_POST
def check(request: HttpRequest, pitch_id: UUID) -> HttpResponse:
    """Save the text as it stands in the form, and show what the rules say of it, while one types."""
    pitch = pitch_of(request, pitch_id)
    try:
        words = words_of(pitch, request.POST)
        seen = seen_of(request.POST)
        pitch = reviewing.edit(by=actor_of(request), pitch_id=pitch.id, words=words, seen=seen)
    except (reviewing.DecidedError, reviewing.ChangedError) as problem:
        shown = desk(pitch, seen=seen)
        return render(request, "pitch/findings.html", {"desk": shown, "told": str(problem)})
    return render(request, "pitch/findings.html", {"desk": desk(pitch), "told": "Saved"})


@members()
@require_POST
def approve_clean(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Approve all drafts in which the rules found nothing."""
    campaign = campaign_of(request, campaign_id)
    number = reviewing.approve_clean(by=actor_of(request), campaign_id=campaign.id)
    left = standing_of(campaign).to_review
    told = f"{number:,} approved. {left:,} still to read." if left else f"{number:,} approved."
    toast(request, told if number else "Each draft has a finding, so none was approved.")
    return redirect("drafts:review", campaign.id)


_DEEDS = {"approve": reviewing.approve, "skip": reviewing.skip, "undo": reviewing.undo}
_TOLD = {"save": "Saved.", "undo": "Back among those to review."}
_DONE = {"approve": "Approved", "skip": "Skipped"}


def _tell(request: HttpRequest, pitch: Pitch, deed: str) -> None:
    if deed in _DONE:
        back = reverse("drafts:undo", args=[pitch.id])
        toast(request, f"{_DONE[deed]}: {pitch.contact}.", undo=back)
    elif deed in _TOLD:
        toast(request, _TOLD[deed])


def _after(request: HttpRequest, pitch: Pitch, deed: str) -> str:
    """The next draft after a decision; the same pitch after a change of its text."""
    if request.POST.get("alone") == "1":
        return reverse("drafts:pitch", args=[pitch.target_id])
    here = reverse("drafts:review", args=[pitch.campaign_id])
    if deed in {"approve", "skip"}:
        view = review_queue.view_of(request.POST.get("show", ""))
        following = review_queue.next_in(pitch.campaign_id, view, pitch.id)
        kept = {"show": view} if view != "draft" else {}
        return f"{here}?{urlencode(kept | ({'pitch': str(following)} if following else {}))}"
    now = Pitch.objects.values_list("state", flat=True).get(id=pitch.id)
    view = next(key for key, states in review_queue.VIEWS.items() if now in states)
    return f"{here}?{urlencode({'show': view, 'pitch': str(pitch.id)})}"


def _again(
    request: HttpRequest,
    pitch: Pitch,
    problem: str,
    *,
    words: reviewing.Words | None = None,
    findings: Sequence[Finding] | None = None,
    status: int = 422,
) -> HttpResponse:
    """The pitch once more, with what stood against what was asked."""
    view = next(key for key, states in review_queue.VIEWS.items() if pitch.state in states)
    queue = review_queue.read(pitch.campaign_id, view, pitch.id)
    shown = desk(pitch, words, findings)
    return _page(request, pitch.campaign, queue, shown, problem=problem, status=status)


def _page(
    request: HttpRequest,
    campaign: Campaign,
    queue: Queue,
    shown: Desk | None,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "campaign": campaign,
        "queue": queue,
        "desk": shown,
        "problem": problem,
        "tabs": _tabs(campaign, queue),
        "standing": standing_of(campaign),
        "clean": _clean(campaign),
        "verdict": verdicts.verdict_for(actor_of(request), shown.pitch) if shown else None,
        "before": _at(campaign, queue, queue.before),
        "after": _at(campaign, queue, queue.after),
        "breadcrumbs": [("Pitches", reverse("pitch:home"))],
    }
    return render(request, "pitch/review.html", context, status=status)


def _at(campaign: Campaign, queue: Queue, pitch_id: UUID | None) -> str:
    here = reverse("drafts:review", args=[campaign.id])
    return f"{here}?{urlencode({'show': queue.view, 'pitch': pitch_id})}" if pitch_id else ""


def _clean(campaign: Campaign) -> int:
    """How many drafts the rules found nothing in."""
    drafts = Pitch.objects.filter(campaign=campaign, state=PitchState.DRAFT, problems=[])
    return drafts.count()


def _tabs(campaign: Campaign, queue: Queue) -> list[Tab]:
    here = reverse("drafts:review", args=[campaign.id])
    return [
        Tab(label, f"{here}?show={view}", view == queue.view, queue.counts[view])
        for view, label in review_queue.LABELS.items()
        if queue.counts[view] or view in {"draft", queue.view}
    ]
