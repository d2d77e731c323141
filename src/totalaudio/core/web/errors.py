"""Error pages; they ask the database nothing, because it may be what failed, or the transaction is lost."""

import sys
from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.template.loader import render_to_string

from totalaudio.core.api.problems import ApiError, answer
from totalaudio.core.billing.notices import plan_url
from totalaudio.core.tenancy.away import is_database_away
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.context import theme

from .counting import ids

API_PATH: Final = "/api/v1/"
_FOR_PROGRAMS: Final = {
    400: ("unreadable", "The request cannot be read."),
    403: ("forbidden", "This is not allowed."),
    404: ("not-found", "There is nothing at this address."),
    429: ("too-many-requests", "Too many requests. Wait a few minutes."),
    500: ("broken", "The mistake is ours. Nothing was changed; try again later."),
    503: ("unavailable", "The database cannot be reached at the moment. Try again later."),
}


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: a request that we do not read, often because it is too large."""
    words = {
        "is_too_large": isinstance(exception, RequestDataTooBig),
        "cap": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    }
    return _page(request, "web/400.html", 400, words)


def read_only(request: HttpRequest) -> HttpResponse:
    """402: a change in a workspace whose plan ended or was not paid."""
    return _page(request, "web/402.html", 402, {"plan_url": plan_url(actor_of(request))})


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not allowed."""
    return _page(request, "web/403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or nothing by that id in this workspace."""
    return _page(request, "web/404.html", 404)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: an address that is asked in another way."""
    answer = _page(request, "web/405.html", 405)
    answer["Allow"] = allowed
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake; 503 where it was the database that went away outside of the transaction, as with a session."""
    error = sys.exception()
    if error is not None and is_database_away(error):
        return unavailable(request)
    return _page(request, "web/500.html", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database cannot be reached now; the front says as much when no version of ours runs."""
    answer = _page(request, "web/503.html", 503)
    answer["Retry-After"] = "30"
    answer["Cache-Control"] = "no-store"
    return answer


def too_many(request: HttpRequest) -> HttpResponse:
    """429: asked too often; five minutes is the longest that any limit of ours lasts."""
    answer = _page(request, "web/429.html", 429)
    answer["Retry-After"] = "300"
    return answer


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that this browser did not get from us, or got before it signed in or out or went elsewhere."""
    return _page(request, "web/stale_form.html", 403)


class WordsForRefusedMethods:
    """Gives Django's blank page for a refused method the words of ours; programs keep their own answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseNotAllowed) and not (
            answer.content or request.path.startswith("/api/")
        ):
            return not_allowed(request, answer["Allow"])
        return answer


def _page(
    request: HttpRequest, template: str, status: int, words: Mapping[str, object] | None = None
) -> HttpResponse:
    if request.path.startswith(API_PATH):
        return answer(ApiError(status, *_FOR_PROGRAMS.get(status, _FOR_PROGRAMS[500])))
    return HttpResponse(
        render_to_string(
            template, {**theme(request), "request_id": ids.current.get(), **(words or {})}
        ),
        status=status,
    )
