"""The page of the outbox of this machine: read what was sent, and answer as its recipient would."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.models import LocalMessage, Mailbox
from totalaudio.pitch.states import MailboxKind

from . import actions
from .answering import LABELS, Kind, written
from .outbox import SHOWN, parsed, threads


class AnswerForm(forms.Form):
    """Which kind of answer, and the words of a person."""

    kind = forms.ChoiceField(choices=[(kind.value, label) for kind, label in LABELS.items()])
    text = forms.CharField(required=False, max_length=5_000)


@members()
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """What was sent from this machine's outbox, with the answers."""
    _only_where_there_is_one()
    workspace_id = actor_of(request).workspace_id
    kept = LocalMessage.objects.filter(workspace_id=workspace_id).order_by("-id")[: SHOWN * 2]
    box = Mailbox.objects.filter(workspace_id=workspace_id, kind=MailboxKind.LOCAL).first()
    shown = {"threads": threads(kept)[:SHOWN], "has_mailbox": box is not None, "kinds": _KINDS}
    return render(request, "pitch/outbox.html", shown)


@members()
@require_POST
def answer(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Write what comes back for a message, and let the worker read it."""
    _only_where_there_is_one()
    mine = LocalMessage.objects.filter(workspace_id=actor_of(request).workspace_id)
    original = get_object_or_404(mine.select_related("mailbox"), id=message_id)
    form = AnswerForm(request.POST)
    kind = Kind(form.cleaned_data["kind"]) if form.is_valid() else None
    if kind is None or (kind is Kind.HUMAN and not form.cleaned_data["text"].strip()):
        toast(request, "Write something first.")
        return redirect("mailboxes:outbox")
    LocalMessage(
        workspace_id=original.workspace_id,
        mailbox=original.mailbox,
        contact_id=original.contact_id,
        is_incoming=True,
        raw=written(kind, parsed(original), form.cleaned_data["text"]),
    ).save(force_insert=True)
    actions.ask_for_poll(original.mailbox)
    toast(request, "It came back. In a moment it is among the replies.")
    return redirect("mailboxes:outbox")


_KINDS = [(kind.value, LABELS[kind]) for kind in Kind if kind is not Kind.HUMAN]


def _only_where_there_is_one() -> None:
    if not settings.HAS_OUTBOX:
        raise Http404("mail is real here")
