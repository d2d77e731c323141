"""The mailboxes of a workspace: how each stands, its pace, and pausing, trying and disconnecting it."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from totalaudio.core.lib.access import works_read_only
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.states import MailboxKind

from . import actions
from .domain import look_up
from .pace_form import PaceForm
from .standing import standings

NOT_YOURS = "Only the person whose mailbox it is, or an admin, changes it."


@members()
@require_GET
def mailboxes(request: HttpRequest) -> HttpResponse:
    """Every mailbox with its state, what it sent today, and its pace."""
    return render(request, "pitch/mailboxes.html", {"standings": standings(actor_of(request))})


@members()
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
    """One mailbox: its pace to change, and with `dns` what the sender's domain says about its mail."""
    mailbox, by = mailbox_of(request, mailbox_id), actor_of(request)
    form = PaceForm(request.POST if request.method == "POST" else None, shown=mailbox)
    if request.method == "POST" and not actions.may_manage(by, mailbox):
        toast(request, NOT_YOURS)
        return redirect("mailboxes:show", mailbox.id)
    if form.is_valid():
        actions.set_pace(by=by, mailbox=mailbox, values=form.cleaned_data)
        toast(request, "Saved.")
        return redirect("mailboxes:show", mailbox.id)
    domain = mailbox.address.rpartition("@")[2]
    shown = {
        "standing": standings(by, only=mailbox.id)[0],
        "form": form,
        "domain": domain,
        "advice": look_up(domain) if "dns" in request.GET and settings.LOOK_OUTSIDE else None,
        "looks_outside": settings.LOOK_OUTSIDE,
        "is_smtp": mailbox.kind == MailboxKind.SMTP,
        "is_gmail": mailbox.kind == MailboxKind.GMAIL,
    }
    return render(request, "pitch/mailbox.html", shown)


@members()
@require_POST
def add_local(request: HttpRequest) -> HttpResponse:
    """Add the outbox of this machine, where there is one."""
    by = actor_of(request)
    if not settings.HAS_OUTBOX:
        toast(request, "Mail is real here, so there is no outbox on this machine.")
        return redirect("mailboxes:new")
    named = actions.Named(request.user.email, str(request.user))  # type: ignore[union-attr]  # a member is signed in
    try:
        actions.add_local(by=by, named=named)
    except actions.NotYoursError:
        toast(request, NOT_YOURS)
        return redirect("mailboxes:list")
    toast(request, "Ready. What is sent from it lies in the outbox, and answers are typed there.")
    return redirect("mailboxes:list")


@members()
@works_read_only
@require_POST
def pause(request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
    """Send nothing until it is resumed."""
    return _done(request, mailbox_id, actions.pause, "Paused. What is queued waits.")


@members()
@require_POST
def resume(request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
    """Send again."""
    return _done(request, mailbox_id, actions.resume, "It sends again.")


@members()
@works_read_only
@require_POST
def disconnect(request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
    """Forget what opens it."""
    told = "Disconnected. Its password or permission is forgotten; what was sent stays."
    return _done(request, mailbox_id, actions.disconnect, told)


@members()
@require_POST
def try_it(request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
    """Send a message to the mailbox itself."""
    address = mailbox_of(request, mailbox_id).address
    told = f"A test message goes to {address}. If it fails, the reason appears here."
    return _done(request, mailbox_id, actions.try_it, told)


def mailbox_of(request: HttpRequest, mailbox_id: UUID) -> Mailbox:
    """A mailbox of the workspace of who asks; else the page is not found."""
    return get_object_or_404(Mailbox, workspace_id=actor_of(request).workspace_id, id=mailbox_id)


def _done(
    request: HttpRequest, mailbox_id: UUID, action: Callable[..., None], told: str
) -> HttpResponse:
    by: Actor = actor_of(request)
    mailbox = mailbox_of(request, mailbox_id)
    if actions.may_manage(by, mailbox):
        action(by=by, mailbox=mailbox)
        toast(request, told)
    else:
        toast(request, NOT_YOURS)
    return redirect("mailboxes:list")
