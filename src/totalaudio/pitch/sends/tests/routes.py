"""Where links in messages lead, in tests."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(request: HttpRequest, key: str) -> HttpResponse:
    """No page."""
    return HttpResponse()


urlpatterns = [
    path("stop/<str:key>", nothing, name="unsubscribe"),
    path("notice/<str:key>", nothing, name="notice"),
]
