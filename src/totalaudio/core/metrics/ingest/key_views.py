"""The page of a workspace's event keys: list, make, revoke, and what to paste."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST

from totalaudio.core.metrics.models import EventKey
from totalaudio.core.metrics.names import AppName
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import MANAGERS
from totalaudio.core.ui.toasts import toast

from . import key_actions


class KeyForm(forms.Form):
    """For which app."""

    app_name = forms.ChoiceField(
        label="App",
        choices=[(app.value, app.value) for app in AppName],
        help_text="The events that come with the key are counted under this name.",
    )


@members(*MANAGERS)
def keys_list(request: HttpRequest) -> HttpResponse:
    """List the keys, and make one."""
    by = actor_of(request)
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key_actions.make_key(by=by, app_name=AppName(form.cleaned_data["app_name"]))
        toast(request, "The key is made.")
        return redirect("event-keys:list")
    found = list(EventKey.objects.filter(workspace_id=by.workspace_id).order_by("-created_at"))
    shown = {
        "form": form,
        "keys": [key for key in found if key.revoked_at is None],
        "revoked": [key for key in found if key.revoked_at is not None],
        "address": settings.BASE_URL + reverse("events:receive"),
        "script": settings.BASE_URL + static("metrics/events.js"),
    }
    return render(request, "metrics/keys.html", shown)


@members(*MANAGERS)
@require_POST
def revoke(request: HttpRequest, event_key_id: UUID) -> HttpResponse:
    """End a key."""
    key_actions.revoke_key(by=actor_of(request), key_id=event_key_id)
    toast(request, "The key is revoked. Within seconds nothing more comes in with it.")
    return redirect("event-keys:list")
