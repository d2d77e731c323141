"""Which workspace a browser works in; the database checks on each request that it may."""

from uuid import UUID

from django.http import HttpRequest

WORKSPACE_KEY = "workspace_id"


def work_in(request: HttpRequest, workspace_id: UUID) -> None:
    """Work in this workspace from the next request on."""
    request.session[WORKSPACE_KEY] = str(workspace_id)


def forget(request: HttpRequest) -> None:
    """Work in the first workspace that is left, from the next request on."""
    request.session.pop(WORKSPACE_KEY, None)
