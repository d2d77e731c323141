"""The outermost middleware: gives each request its id, and counts it when it has ended, whatever became of it."""

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from totalaudio.core.metrics.names import AppName
from totalaudio.core.web.products import product_at

from . import ids, process
from .classes import NOT_COUNTED, class_of
from .streams import Stream
from .work import app_in_hand

log = logging.getLogger("totalaudio.requests")

BROKEN: Final = 500


class Begun(NamedTuple):
    """A request that is being answered: for which app, under which id, and since when."""

    app: str
    name: str
    at: float


class Counting:
    """Counts requests by app and class of route; those that machines ask about this process are not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._own_app: str = settings.COUNTED_APP

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(NOT_COUNTED):
            return self.get_response(request)
        begun = Begun(
            self._app_of(request.path),
            ids.request_id(request.META.get("HTTP_X_REQUEST_ID")),
            perf_counter(),
        )
        name, app = ids.current.set(begun.name), app_in_hand.set(begun.app)
        try:
            answer = self.get_response(request)
        except BaseException:
            _ended(request, BROKEN, begun)
            raise
        finally:
            ids.current.reset(name)
            app_in_hand.reset(app)
        answer[ids.HEADER] = begun.name
        if isinstance(answer, StreamingHttpResponse):
            _follow(request, answer, begun)
        else:
            _ended(request, answer.status_code, begun)
        return answer

    def _app_of(self, path: str) -> str:
        product = product_at(path)
        return self._own_app if product is AppName.CORE else product.value


def _follow(request: HttpRequest, answer: StreamingHttpResponse, begun: Begun) -> None:
    def ended(is_broken: bool) -> None:  # noqa: FBT001 - called by streams.py alone
        _ended(request, BROKEN if is_broken else answer.status_code, begun)

    answer.streaming_content = Stream(answer.streaming_content, ended)  # type: ignore[arg-type]  # never async here


def _ended(request: HttpRequest, status: int, begun: Begun) -> None:
    seconds = perf_counter() - begun.at
    process.counter().count(begun.app, class_of(request.path), seconds, status)
    if log.isEnabledFor(logging.INFO):
        _tell(request, status, seconds, begun)
    process.ended()


def _tell(request: HttpRequest, status: int, seconds: float, begun: Begun) -> None:
    """One line for each request; the route and never the address, which may hold a key."""
    route = request.resolver_match.route if request.resolver_match else ""
    extra = {
        "request_id": begun.name,
        "route": route,
        "status": status,
        "duration_ms": round(seconds * 1000, 1),
        "app": begun.app,
    }
    log.info("%s /%s %d", request.method, route, status, extra=extra)
