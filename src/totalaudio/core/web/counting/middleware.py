"""The outermost middleware: gives each request its id, and counts it when it has ended, whatever became of it."""

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from totalaudio.core.metrics.names import AppName
from totalaudio.core.web.products import product_at

from . import ids, process
from .classes import NOT_COUNTED, class_of
from .streams import Stream

log = logging.getLogger("totalaudio.requests")

BROKEN: Final = 500


class Counting:
    """Counts requests by app and class of route; those that machines ask about this process are not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._own_app: str = settings.COUNTED_APP

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(NOT_COUNTED):
            return self.get_response(request)
        began = perf_counter()
        name = ids.request_id(request.META.get("HTTP_X_REQUEST_ID"))
        token = ids.current.set(name)
        try:
            answer = self.get_response(request)
        except BaseException:
            self._ended(request, BROKEN, began, name)
            raise
        finally:
            ids.current.reset(token)
        answer[ids.HEADER] = name
        if isinstance(answer, StreamingHttpResponse):
            self._follow(request, answer, began, name)
        else:
            self._ended(request, answer.status_code, began, name)
        return answer

    def _follow(
        self, request: HttpRequest, answer: StreamingHttpResponse, began: float, name: str
    ) -> None:
        def ended(is_broken: bool) -> None:  # noqa: FBT001 - called by streams.py alone
            self._ended(request, BROKEN if is_broken else answer.status_code, began, name)

        answer.streaming_content = Stream(answer.streaming_content, ended)  # type: ignore[arg-type]  # never async here

    def _ended(self, request: HttpRequest, status: int, began: float, name: str) -> None:
        seconds = perf_counter() - began
        product = product_at(request.path)
        app = self._own_app if product is AppName.CORE else product.value
        process.counter().count(app, class_of(request.path), seconds, status)
        if log.isEnabledFor(logging.INFO):
            _tell(request, status, seconds, app, name)


def _tell(request: HttpRequest, status: int, seconds: float, app: str, name: str) -> None:
    """One line for each request; the route and never the address, which may hold a key."""
    route = request.resolver_match.route if request.resolver_match else ""
    log.info(
        "%s /%s %d",
        request.method,
        route,
        status,
        extra={
            "request_id": name,
            "route": route,
            "status": status,
            "duration_ms": round(seconds * 1000, 1),
            "app": app,
        },
    )
