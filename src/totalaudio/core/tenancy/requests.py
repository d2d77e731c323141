"""Who acts in a request, for views that only members may open."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .context import Actor


def actor_of(request: HttpRequest) -> Actor:
    """The member who asks; PermissionDenied when the request is in no workspace."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise PermissionDenied("this needs a workspace")
    return actor
