"""Which workspace a browser works in; the database checks on each request that it may."""

from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

WORKSPACE_KEY = "workspace_id"


def work_in(request: HttpRequest, workspace_id: UUID) -> None:
    """Work in this workspace from the next request on; a form of another one is out of date from now on."""
    request.session[WORKSPACE_KEY] = str(workspace_id)
    rotate_token(request)


def forget(request: HttpRequest) -> None:
    """Work in the first workspace that is left, from the next request on."""
    request.session.pop(WORKSPACE_KEY, None)
    rotate_token(request)


def has_moved(request: HttpRequest, workspace_id: UUID) -> bool:
    """Whether a form was sent from a workspace that is not the person's any more; a page just moves on."""
    chosen = request.session.get(WORKSPACE_KEY)
    if chosen in (None, str(workspace_id)):
        return False
    if request.method in {"GET", "HEAD"}:
        work_in(request, workspace_id)
        return False
    return True
