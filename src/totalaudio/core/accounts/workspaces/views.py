"""Making, naming, switching and leaving a workspace."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from totalaudio.core.lib.access import signed_in, works_read_only
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.models import Workspace
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import EVERYBODY, MANAGERS
from totalaudio.core.ui.toasts import toast

from . import actions
from .current import forget, work_in
from .forms import WorkspaceForm
from .member_views import refused, tabs_of
from .refusals import RefusedError


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Ask for the name of a new workspace and make it."""
    form = WorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        work_in(request, actions.create_workspace(name=form.cleaned_data["name"]))
        return redirect("/")
    is_first = not Workspace.objects.exists()
    return render(request, "workspaces/new.html", {"form": form, "is_first": is_first})


@members(*EVERYBODY)
def settings(request: HttpRequest) -> HttpResponse:
    """Show the workspace; owners and admins rename it."""
    by = actor_of(request)
    workspace = Workspace.objects.get(id=by.workspace_id)
    form = WorkspaceForm(request.POST or None, initial={"name": workspace.name})
    if request.method == "POST" and form.is_valid():
        actions.rename_workspace(by=by, name=form.cleaned_data["name"])
        toast(request, "Saved.")
        return redirect("workspaces:settings")
    shown = {
        "form": form,
        "role": by.role,
        "workspace": workspace,
        "may_rename": by.role in MANAGERS,
        "tabs": tabs_of(by, "settings"),
    }
    return render(request, "workspaces/settings.html", shown)


@members(*EVERYBODY)
@works_read_only
def leave(request: HttpRequest) -> HttpResponse:
    """Ask, then end one's own membership."""
    by = actor_of(request)
    workspace = Workspace.objects.get(id=by.workspace_id)
    if request.method != "POST":
        return render(request, "workspaces/leave.html", {"workspace": workspace})
    try:
        actions.leave_workspace(by=by)
    except RefusedError as refusal:
        return refused(request, refusal)
    forget(request)
    toast(request, f"You left {workspace.name}.")
    return redirect("/")


@signed_in
def switch(request: HttpRequest, workspace_id: UUID) -> HttpResponse:
    """Work in another of one's workspaces; a link only asks, because it could be somebody else's."""
    workspace = get_object_or_404(Workspace, id=workspace_id)
    if request.method != "POST":
        return render(request, "workspaces/switch.html", {"workspace": workspace})
    work_in(request, workspace.id)
    return redirect("/")
