"""Requests that ended in a mistake of ours are recorded, in a transaction of their own: theirs is taken back."""

import logging
from typing import Final
from uuid import UUID

from django.db import Error
from django.http import HttpRequest, HttpResponseBase

from totalaudio.core.metrics.names import EventCategory, EventName, EventStatus
from totalaudio.core.metrics.recording import Origin, record
from totalaudio.core.metrics.visitors import origin_of
from totalaudio.core.tenancy.context import Actor, context

from .middleware import Handler
from .products import product_at

log = logging.getLogger(__name__)

# In the place of a visitor who asked not to be counted: the mistake counts, not who met it.
NOBODY: Final = UUID("00000000-0000-8000-8000-000000000000")


class Failures:
    """Records each answer 500 with its route and the kind of exception, never with its message."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if answer.status_code == 500:
            _record(request)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Remember what it was; Django has logged it."""
        request.failed_with = type(exception).__name__  # type: ignore[attr-defined]  # read below


def _record(request: HttpRequest) -> None:
    actor: Actor | None = getattr(request, "actor", None)
    route = request.resolver_match.route if request.resolver_match else ""
    try:
        with context(
            user_id=actor.user_id if actor else None,
            workspace_id=actor.workspace_id if actor else None,
        ):
            record(
                EventName.REQUEST_FAILED,
                EventCategory.ERROR,
                product_at(route),
                status=EventStatus.ERROR,
                error_message=getattr(request, "failed_with", None),
                origin=_origin(request),
                route=route,
                method=str(request.method),
            )
    except Error:  # what failed may be the database
        log.warning("a failed request could not be recorded", exc_info=True)


def _origin(request: HttpRequest) -> Origin:
    origin = origin_of(request)
    return origin if origin.visitor else Origin(NOBODY)
