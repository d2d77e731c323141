"""The page of a workspace's API keys: make one, see it once, revoke it."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from totalaudio.core.accounts.models import ApiKey
from totalaudio.core.api.scopes import LABELS, Scope
from totalaudio.core.lib.access import works_read_only
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import MANAGERS
from totalaudio.core.ui.toasts import toast

from . import actions


class KeyForm(forms.Form):
    """What the key is for, what it may do, and until when."""

    name = forms.CharField(label="Name", max_length=80, help_text="What will use it.")
    scopes = forms.MultipleChoiceField(
        label="It may",
        choices=[(scope.value, LABELS[scope]) for scope in Scope],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label="It lasts",
        choices=[(days, f"{days} days") for days in actions.LIFETIMES],
        coerce=int,
        initial=90,
    )


@members(*MANAGERS)
@never_cache
def keys_list(request: HttpRequest) -> HttpResponse:
    """List the keys, and make one, whose text is shown this once."""
    by = actor_of(request)
    form, made = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _, made = actions.make_key(
            by=by,
            name=form.cleaned_data["name"],
            scopes=[Scope(scope) for scope in form.cleaned_data["scopes"]],
            days=form.cleaned_data["days"],
        )
        form = KeyForm()
    found = list(ApiKey.objects.filter(workspace_id=by.workspace_id).order_by("-created_at"))
    shown = {
        "form": form,
        "made": made,
        "keys": [key for key in found if key.is_live],
        "ended": [key for key in found if not key.is_live],
        "address": f"{settings.BASE_URL}/api/v1/",
    }
    return render(request, "keys/keys.html", shown)


@members(*MANAGERS)
@works_read_only
@require_POST
def revoke(request: HttpRequest, api_key_id: UUID) -> HttpResponse:
    """End a key."""
    actions.revoke_key(by=actor_of(request), key_id=api_key_id)
    toast(request, "The key is revoked. Nothing can be done with it any more.")
    return redirect("api-keys:list")
