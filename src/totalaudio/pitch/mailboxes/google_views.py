"""Connecting Gmail: to Google's page and back."""

import secrets
from typing import Final
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.models import Mailbox

from . import actions, google_oauth
from .gmail import GmailTransport
from .google_oauth import METADATA, READ, Errand, Granted, NotGrantedError
from .opening import google
from .transport import TransportError
from .views import NOT_YOURS

_KEY: Final = "google_errand"
_READS: Final = {"": "", "metadata": METADATA, "text": READ}


class ErrandForm(forms.Form):
    """Whether replies may be read, and which mailbox is to be connected again."""

    reads = forms.ChoiceField(required=False, choices=[(name, name) for name in _READS])
    hint = forms.EmailField(required=False)


@members()
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Go to Google's page; what is connected already stays as it is until the way back."""
    form = ErrandForm(request.POST)
    if not settings.GOOGLE_CLIENT_ID:
        toast(request, "This installation is not registered with Google.")
        return redirect("mailboxes:new")
    if not form.is_valid():
        return redirect("mailboxes:new")
    errand = google_oauth.new_errand()
    request.session[_KEY] = {
        "state": errand.state,
        "verifier": errand.verifier,
        "workspace": str(actor_of(request).workspace_id),
    }
    reads, hint = _READS[form.cleaned_data["reads"]], form.cleaned_data["hint"]
    return redirect(
        google_oauth.consent_url(google(), errand, back=_back(), reads=reads, hint=hint)
    )


@sensitive_variables()
@members()
@require_GET
def finish(request: HttpRequest) -> HttpResponse:
    """Come back from Google; each way there can be used once."""
    try:
        errand = _errand(request)
        granted = google_oauth.redeem(google(), errand, code=_code(request), back=_back())
        mailbox = _connect(request, granted)
    except NotGrantedError as problem:
        toast(request, str(problem))
        return redirect("mailboxes:new")
    except actions.NotYoursError:
        toast(request, f"It is connected already. {NOT_YOURS}")
        return redirect("mailboxes:list")
    reads = "" if mailbox.reads_replies else " It may send only, so replies are entered by hand."
    toast(request, f"{mailbox.address} is connected.{reads}")
    return redirect("mailboxes:show", mailbox.id)


def _errand(request: HttpRequest) -> Errand:
    """The errand that this is the way back of; it is used up, whatever comes of it."""
    kept = request.session.pop(_KEY, None)
    state = request.GET.get("state", "")
    if not kept or not secrets.compare_digest(kept["state"].encode(), state.encode()):
        raise NotGrantedError(
            "This way back from Google is not one that you began here. Begin again."
        )
    if UUID(kept["workspace"]) != actor_of(request).workspace_id:
        raise NotGrantedError("You began this in another workspace. Go there, or begin again here.")
    return Errand(kept["state"], kept["verifier"])


def _code(request: HttpRequest) -> str:
    code = request.GET.get("code", "")
    if request.GET.get("error") or not code:
        raise NotGrantedError("Google was not given the permission, so nothing changed.")
    return code


@sensitive_variables()
def _connect(request: HttpRequest, granted: Granted) -> Mailbox:
    return actions.connect_google(
        by=actor_of(request),
        named=actions.Named(granted.address, str(request.user)),
        scopes=sorted(granted.scopes),
        secret={"refresh_token": granted.refresh_token},
        cursor=_begin_reading(granted),
    )


@sensitive_variables()
def _begin_reading(granted: Granted) -> dict[str, str | int]:
    """Where replies are read from; {} where they may not be, or Google does not say now."""
    if not granted.scopes & {READ, METADATA}:
        return {}
    transport = GmailTransport(google(), granted.refresh_token, granted.scopes)
    try:
        return transport.fetch({}).cursor
    except TransportError:
        return {}
    finally:
        transport.close()


def _back() -> str:
    return settings.BASE_URL + reverse("mailboxes:google-return")
