"""Invitations: write again, take back, accept."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from totalaudio.core.accounts.models import User
from totalaudio.core.lib.access import everybody
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import MANAGERS
from totalaudio.core.ui.toasts import toast

from . import invitations
from .current import work_in
from .limits import may_invite
from .member_views import refused
from .refusals import RefusedError


@members(*MANAGERS)
@require_POST
def resend(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Write again with a new link."""
    try:
        may_invite(request)
        email = invitations.resend(by=actor_of(request), invitation_id=invitation_id)
    except RefusedError as refusal:
        return refused(request, refusal)
    toast(request, f"{email} gets a new link; the old one stopped working.")
    return redirect("workspaces:members")


@members(*MANAGERS)
@require_POST
def revoke(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    email = invitations.revoke(by=actor_of(request), invitation_id=invitation_id)
    toast(request, f"{email} is no longer invited.")
    return redirect("workspaces:members")


@everybody
@never_cache
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Show what the link offers; who is signed in with its address may accept."""
    offer = invitations.offer_of(key)
    if offer is None or not offer.is_open:
        return render(request, "workspaces/invitation_closed.html", status=404)
    person = User.objects.get(pk=request.user.pk) if request.user.is_authenticated else None
    is_full = False
    if request.method == "POST" and person is not None:
        try:
            workspace_id = invitations.accept(key=key)
        except RefusedError:
            workspace_id, is_full = None, True
        if workspace_id is not None:
            work_in(request, workspace_id)
            toast(request, f"You are in {offer.workspace_name}.")
            return redirect("/")
    here = urlencode({"next": request.path, "email": offer.email})
    shown = {
        "offer": offer,
        "person": person,
        "is_full": is_full,
        "is_mine": person is not None and person.email.lower() == offer.email.lower(),
        "login_url": f"{reverse('account_login')}?{here}",
        "signup_url": f"{reverse('account_signup')}?{here}",
    }
    return render(request, "workspaces/invitation.html", shown)
