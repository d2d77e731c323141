"""Handing the approved pitches of a campaign to sending: from which mailbox, and what will not go and why."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods

from totalaudio.campaigns.models import Campaign
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.drafts.finding import campaign_of, uuid_of
from totalaudio.pitch.drafts.verdicts import verdicts
from totalaudio.pitch.models import Mailbox, Pitch
from totalaudio.pitch.sends.actions import queue
from totalaudio.pitch.sends.verdicts import Code, Verdict
from totalaudio.pitch.states import MailboxState, PitchState

_KINDS = {
    Code.BASIS: "Nothing says whose address it is, a company's or one person's own",
    Code.PITCHED_ELSEWHERE: "Another of your campaigns wrote to them lately",
    Code.CAP: "The mailbox has reached its cap for today",
    Code.MISFIT: "The record hardly fits them",
}
_MOST = 500  # at once; a mailbox takes days for as many
_LISTED = 50


@members()
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """See what would go and what would not; sending hands it to the mailbox at its own pace."""
    campaign, by = campaign_of(request, campaign_id), actor_of(request)
    mailboxes = _mailboxes(by)
    asked = request.POST if request.method == "POST" else request.GET
    mailbox = _chosen(mailboxes, uuid_of(asked.get("mailbox")))
    pitches = _approved(campaign)
    if request.method == "POST" and mailbox and pitches:
        done = queue(by=by, pitch_ids=[one.id for one in pitches], mailbox_id=mailbox.id)
        _tell(request, len(done.queued), len(done.refused))
        return redirect(_sends() if done.queued else request.path)
    return render(request, "pitch/send.html", _page(by, campaign, mailboxes, mailbox, pitches))


def _page(
    by: Actor,
    campaign: Campaign,
    mailboxes: list[Mailbox],
    mailbox: Mailbox | None,
    pitches: list[Pitch],
) -> dict[str, object]:
    found = verdicts(by, [one.id for one in pitches], mailbox)
    refused = [(one, found[one.id]) for one in pitches if not found[one.id].is_open]
    return {
        "campaign": campaign,
        "mailboxes": mailboxes,
        "mailbox": mailbox,
        "total": len(pitches),
        "later": _approved_of(campaign).count() - len(pitches),
        "open": len(pitches) - len(refused),
        "refused": refused[:_LISTED],
        "unlisted": max(0, len(refused) - _LISTED),
        "warnings": _warnings(found.values()),
        "breadcrumbs": [
            ("Pitches", reverse("pitch:home")),
            (campaign.title, reverse("drafts:review", args=[campaign.id])),
        ],
    }


def _warnings(verdicts: Iterable[Verdict]) -> list[tuple[str, int, list[str]]]:
    """What is to be thought of before these go: each kind once, how often, and the first of what it is about."""
    texts: dict[Code, dict[str, None]] = {}
    for verdict in verdicts:
        for why in verdict.warnings if verdict.is_open else ():
            texts.setdefault(why.code, {})[str(why)] = None
    return [
        (_KINDS.get(code, str(code)), len(found), list(found)[:_LISTED])
        for code, found in texts.items()
    ]


def _approved(campaign: Campaign) -> list[Pitch]:
    mine = _approved_of(campaign).select_related("contact")
    return list(mine.order_by("approved_at", "id")[:_MOST])


def _approved_of(campaign: Campaign) -> QuerySet[Pitch]:
    return Pitch.objects.filter(campaign=campaign, state=PitchState.APPROVED)


def _mailboxes(by: Actor) -> list[Mailbox]:
    active = Mailbox.objects.filter(workspace_id=by.workspace_id, state=MailboxState.ACTIVE)
    return list(active.order_by("address", "id"))


def _chosen(mailboxes: list[Mailbox], wanted: UUID | None) -> Mailbox | None:
    named = next((one for one in mailboxes if one.id == wanted), None)
    return named or (mailboxes[0] if mailboxes else None)


def _tell(request: HttpRequest, queued: int, refused: int) -> None:
    said = f"{queued:,} queued." if queued else "Nothing was queued."
    toast(request, f"{said} {refused:,} not sent, with the reasons below." if refused else said)


def _sends() -> str:
    try:
        return reverse("sends:list")
    except NoReverseMatch:
        return reverse("pitch:home")
