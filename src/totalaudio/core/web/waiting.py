"""Until the database was asked whether this process may serve, people are told to come back, and nothing is done."""

from threading import Event
from typing import Final

from django.http import HttpRequest, HttpResponseBase

from .errors import unavailable
from .hosts import asks_about_process
from .middleware import Handler

_waits: Final = Event()


def hold() -> None:
    """From now on nothing is served; requests are answered without the database."""
    _waits.set()


def release() -> None:
    """From now on everything is served."""
    _waits.clear()


def waits() -> bool:
    """Whether this process serves nothing yet."""
    return _waits.is_set()


class Waiting:
    """Answers 503 while this process waits; its health and its figures are still told, which asks nothing then."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if waits() and not asks_about_process(request.path):
            return unavailable(request)
        return self.get_response(request)
