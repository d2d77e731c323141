"""Asking for whoever a request is from."""

from uuid import UUID

from django.http import HttpRequest

from totalaudio.core.tenancy.context import Actor

from . import current
from .deciding import Decision
from .names import FlagName


def decision_for(request: HttpRequest, flag: FlagName) -> Decision:
    """The decision for the person of a request, in the workspace in which they are."""
    return current.evaluate(flag, *subject_of(request))


def subject_of(request: HttpRequest) -> tuple[UUID | None, UUID | None]:
    """Who asks, and in which workspace."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None:
        return actor.user_id, actor.workspace_id
    user = getattr(request, "user", None)
    return (user.pk if user is not None and user.is_authenticated else None), None
