"""Under which names this process answers."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

HEALTH = "/health"
METRICS = "/metrics"  # asked of each process by itself, and opened by a token


def asks_about_process(path: str) -> bool:
    """Whether a machine asks for the health or the figures of this process, and nobody for a page."""
    return path in {HEALTH, METRICS} or path.startswith(f"{HEALTH}/")


class HealthUnderAnyName:
    """Lets whoever watches this process ask for it by its address: health and metrics do not depend on the name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if asks_about_process(request.path):
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0]
        return self.get_response(request)
