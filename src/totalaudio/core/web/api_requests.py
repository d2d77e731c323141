"""Requests of the REST API: by key alone, in one transaction, counted, and safe to send again."""

import math
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone

from totalaudio.core.accounts.keys.opening import TURNS, Opened, open_key
from totalaudio.core.accounts.keys.repeating import answered_once
from totalaudio.core.api.problems import ApiError, answer, too_large
from totalaudio.core.billing.quotas import ReadOnlyError
from totalaudio.core.billing.standing import Standing, standing_of
from totalaudio.core.tenancy.context import Actor, set_context
from totalaudio.core.tenancy.roles import Role

type Handler = Callable[[HttpRequest], HttpResponseBase]

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def serve(request: HttpRequest, get_response: Handler) -> HttpResponseBase:
    """Answer in the context of the key's person and workspace; sessions and cookies count for nothing here."""
    try:
        _read(request)
    except RequestDataTooBig:
        return answer(too_large(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0))
    opened = open_key(request.headers.get("Authorization", ""))
    if opened and opened.left < 0:
        return _with_limits(answer(_too_many(opened)), opened)
    with transaction.atomic(durable=True):
        given = _in_words(_answered(request, opened, _also_head(get_response)))
    return _with_limits(given, opened) if opened else given


def _also_head(get_response: Handler) -> Handler:
    """HEAD is answered as GET is; whoever sends the answer keeps the body to itself."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        try:
            return get_response(request)
        finally:
            request.method = "HEAD"

    return handle


def _read(request: HttpRequest) -> None:
    """Wait for a slow sender before the transaction, not inside it."""
    if request.content_type == "multipart/form-data":
        _ = request.POST
    elif request.method not in _SAFE:
        _ = request.body


def _answered(
    request: HttpRequest, opened: Opened | None, get_response: Handler
) -> HttpResponseBase:
    if opened is None:
        set_context(user_id=None, workspace_id=None, role="")
        return get_response(request)
    holder = opened.holder
    set_context(user_id=holder.user_id, workspace_id=holder.workspace_id, role=holder.role)
    request.api_holder = holder  # type: ignore[attr-defined]  # see core.api.holder
    request.actor = Actor(  # type: ignore[attr-defined]  # see core.tenancy.requests
        user_id=holder.user_id, workspace_id=holder.workspace_id, role=Role(holder.role)
    )
    is_change = request.method not in _SAFE
    if is_change and standing_of(holder.workspace_id) is Standing.READ_ONLY:
        return answer(ApiError(403, "read-only", str(ReadOnlyError())))
    return answered_once(request, holder, get_response)


def _in_words(given: HttpResponseBase) -> HttpResponseBase:
    """The answer; a method that an address does not take is refused as a problem, too."""
    if not isinstance(given, HttpResponseNotAllowed):
        return given
    allowed = given["Allow"].replace("GET", "GET, HEAD")
    detail = f"This address takes {allowed}."
    headers = {"Allow": allowed}
    return answer(ApiError(405, "method-not-allowed", detail, headers=headers))


def _too_many(opened: Opened) -> ApiError:
    detail = (
        f"This key was used more than {TURNS} times in a minute. Wait until the minute is over."
    )
    return ApiError(
        429, "too-many-requests", detail, headers={"Retry-After": str(_seconds_left(opened))}
    )


def _seconds_left(opened: Opened) -> int:
    end = opened.began_at + timedelta(minutes=1)
    return max(1, math.ceil((end - timezone.now()).total_seconds()))


def _with_limits(given: HttpResponseBase, opened: Opened) -> HttpResponseBase:
    """Say what is left, as the IETF's draft of the RateLimit fields has it; nobody on the way keeps the answer."""
    given["Cache-Control"] = "no-store"
    given["RateLimit-Policy"] = f'"minute";q={TURNS};w=60'
    given["RateLimit"] = f'"minute";r={max(opened.left, 0)};t={_seconds_left(opened)}'
    return given
