"""Who acts in a request, for views that only members may open."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .context import Actor
from .models import Workspace


def actor_of(request: HttpRequest) -> Actor:
    """The member who asks; PermissionDenied when the request is in no workspace."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise PermissionDenied("this needs a workspace")
    return actor


def workspaces_of(request: HttpRequest) -> list[Workspace]:
    """The workspaces of the person who asks, by name, read once."""
    known = getattr(request, "workspaces", None)
    if known is None:
        known = list(Workspace.objects.order_by("name"))
        request.workspaces = known  # type: ignore[attr-defined]  # read above
    return list(known)


def workspace_of(request: HttpRequest) -> Workspace:
    """The workspace that the request is in; PermissionDenied when it is in none."""
    wanted = actor_of(request).workspace_id
    return next(one for one in workspaces_of(request) if one.id == wanted)
