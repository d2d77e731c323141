"""The start page: what this is, for who is signed out; everybody else goes to work."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from totalaudio.core.lib.access import everybody

from .public.recording import counted


@everybody
@require_safe
@counted("landing")
def home(request: HttpRequest) -> HttpResponse:
    """Send members to their app and show visitors what the platform does."""
    if request.user.is_authenticated:
        return redirect(settings.START_URL)
    words = {
        "has_demo": settings.DEMO_EMAIL is not None,
        "is_sold_here": settings.PAYMENTS_CONFIGURED,
    }
    return render(request, "web/home.html", words)
