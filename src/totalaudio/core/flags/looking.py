"""The middleware of a process in which nothing listens for overrides."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from . import current


class LookFirst:
    """Before each request, looks for overrides if the last look is too long ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        current.look()
        return self.get_response(request)
