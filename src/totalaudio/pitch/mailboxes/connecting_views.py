"""Connecting a mailbox: which kind, and for a password its servers, tried before they are kept."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.states import MailboxKind

from . import actions
from .checking import check
from .forms import SmtpForm
from .transport import ReconnectError, TransportError
from .views import NOT_YOURS, mailbox_of


@members()
@require_GET
def new(request: HttpRequest) -> HttpResponse:
    """Which kind of mailbox."""
    shown = {"has_google": bool(settings.GOOGLE_CLIENT_ID), "has_outbox": settings.HAS_OUTBOX}
    return render(request, "pitch/mailbox_new.html", shown)


@sensitive_post_parameters()
@sensitive_variables()
@members()
@require_http_methods(["GET", "POST"])
def smtp(request: HttpRequest) -> HttpResponse:
    """A mailbox of any provider, with its password."""
    usual = {"sender_name": str(request.user)}
    return _form(request, SmtpForm(_posted(request)), None, usual)


@sensitive_post_parameters()
@sensitive_variables()
@members()
@require_http_methods(["GET", "POST"])
def servers(request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
    """New servers or a new password for a mailbox."""
    mailbox = mailbox_of(request, mailbox_id)
    is_mine = actions.may_manage(actor_of(request), mailbox)
    if mailbox.kind != MailboxKind.SMTP or not is_mine:
        toast(request, "It has no servers to set." if is_mine else NOT_YOURS)
        return redirect("mailboxes:show", mailbox.id)
    return _form(request, SmtpForm(_posted(request), known=mailbox), mailbox, {})


@sensitive_variables()
def _form(
    request: HttpRequest, form: SmtpForm, known: Mailbox | None, usual: dict[str, str]
) -> HttpResponse:
    form.initial.update(usual)
    if form.is_valid() and (connected := _connect(request, form)):
        toast(request, f"{connected.address} is connected.")
        return redirect("mailboxes:show", connected.id)
    return render(request, "pitch/mailbox_smtp.html", {"form": form, "mailbox": known})


@sensitive_variables()
def _connect(request: HttpRequest, form: SmtpForm) -> Mailbox | None:
    """The mailbox, once its servers let us in; None with the reason in the form."""
    wanted, password = form.servers(), form.cleaned_data["password"]
    try:
        cursor = check(wanted, password)
        return actions.connect_smtp(
            by=actor_of(request),
            named=form.named(),
            servers=wanted,
            password=password,
            cursor=cursor,
        )
    except ReconnectError as problem:
        form.add_error(None, f"{problem} {form.note}".strip())
    except TransportError as problem:
        form.add_error(None, str(problem))
    except actions.NotYoursError:
        form.add_error("address", f"It is connected already. {NOT_YOURS}")
    return None


def _posted(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None
