"""The start page: what this is, for who is signed out; everybody else goes to work."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from totalaudio.core.accounts.operators import is_operator
from totalaudio.core.lib.access import everybody

from .public.recording import counted


@everybody
@require_safe
@counted("landing")
def home(request: HttpRequest) -> HttpResponse:
    """Send members to their app, staff without a workspace to theirs, and show visitors what the platform does."""
    if request.user.is_authenticated:
        is_staff_alone = getattr(request, "actor", None) is None and is_operator(request.user.pk)
        return redirect("web:operator" if is_staff_alone else settings.START_URL)
    words = {
        "has_demo": settings.DEMO_EMAIL is not None,
        "is_sold_here": settings.PAYMENTS_CONFIGURED,
    }
    return render(request, "web/home.html", words)
