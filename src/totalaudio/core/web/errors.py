"""Error pages; they ask the database nothing, because it may be what failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not allowed."""
    return render(request, "web/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or nothing by that id in this workspace."""
    return render(request, "web/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake."""
    return render(request, "web/500.html", status=500)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: asked too often; five minutes is the longest that any limit of ours lasts."""
    answer = render(request, "web/429.html", status=429)
    answer["Retry-After"] = "300"
    return answer


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that this browser did not get from us, or got before it signed in or out."""
    return render(request, "web/stale_form.html", status=403)
