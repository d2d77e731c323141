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
