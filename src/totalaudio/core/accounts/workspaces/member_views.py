"""The members of a workspace: list, role, removal."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from totalaudio.core.accounts.models import Invitation, Member
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import MANAGERS, WORKERS, Role
from totalaudio.core.ui.pieces import Tab
from totalaudio.core.ui.toasts import toast

from . import actions, invitations
from .forms import InvitationForm, RoleForm
from .limits import may_invite
from .refusals import RefusedError


@members()
def members_list(request: HttpRequest) -> HttpResponse:
    """List members and open invitations; owners and admins invite."""
    by = actor_of(request)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and by.role in MANAGERS and form.is_valid():
        email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
        try:
            may_invite(request)
            invitations.invite(by=by, email=email, role=role)
        except RefusedError as refusal:
            form.add_error("email", str(refusal))
        else:
            toast(request, f"{email} is invited.")
            return redirect("workspaces:members")
    return render(request, "workspaces/members.html", {"form": form, **_shown(by)})


@members(*MANAGERS)
@require_POST
def role(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Give a member another role."""
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            chosen = Role(form.cleaned_data["role"])
            actions.change_role(by=actor_of(request), member_id=member_id, role=chosen)
        except RefusedError as refusal:
            return refused(request, refusal)
        toast(request, "The role is changed.")
    return redirect("workspaces:members")


@members(*MANAGERS)
def remove(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Ask, then end somebody's membership."""
    by = actor_of(request)
    found = Member.objects.select_related("user")
    member = get_object_or_404(found, id=member_id, workspace_id=by.workspace_id)
    if request.method != "POST":
        return render(request, "workspaces/remove.html", {"member": member})
    try:
        actions.remove_member(by=by, member_id=member_id)
    except RefusedError as refusal:
        return refused(request, refusal)
    toast(request, f"{member.user} is no longer a member.")
    return redirect("workspaces:members" if member.user_id != by.user_id else "/")


def refused(request: HttpRequest, refusal: RefusedError) -> HttpResponse:
    """Say why on the list of members, where it can be put right."""
    messages.error(request, str(refusal))
    return redirect("workspaces:members")


def tabs_of(by: Actor, here: str) -> list[Tab]:
    """The tabs of the pages of a workspace that this member may open."""
    tabs = [Tab("Settings", reverse("workspaces:settings"), here == "settings")]
    if by.role in WORKERS:
        tabs.append(Tab("Members", reverse("workspaces:members"), here == "members"))
    if by.role in MANAGERS:
        tabs.append(Tab("Plan", reverse("billing:plan"), here == "plan"))
    return tabs


def _shown(by: Actor) -> dict[str, object]:
    is_manager = by.role in MANAGERS
    waiting = Invitation.objects.filter(workspace_id=by.workspace_id, accepted_at=None)
    return {
        "people": list(
            Member.objects.filter(workspace_id=by.workspace_id)
            .select_related("user")
            .order_by("joined_at", "id")
        ),
        "invitations": list(waiting.order_by("email")) if is_manager else [],
        "is_manager": is_manager,
        "is_owner": by.role == Role.OWNER,
        "roles": Role if by.role == Role.OWNER else [r for r in Role if r != Role.OWNER],
        "me": by.user_id,
        "tabs": tabs_of(by, "members"),
    }
