"""The start page: what this is, for who is signed out; everybody else goes to work."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from totalaudio.core.accounts.operators import is_operator
from totalaudio.core.lib.access import everybody
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.roles import Role

from .public.recording import counted


@everybody
@require_safe
@counted("landing")
def home(request: HttpRequest) -> HttpResponse:
    """Send members, clients and staff each to their own, and show visitors what the platform does."""
    if request.user.is_authenticated:
        return redirect(_start(request, request.user.pk))
    words = {
        "has_demo": settings.DEMO_EMAIL is not None,
        "is_sold_here": settings.PAYMENTS_CONFIGURED,
    }
    return render(request, "web/home.html", words)


def _start(request: HttpRequest, user_id: UUID) -> str:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None and is_operator(user_id):
        return "web:operator"
    is_client = actor is not None and actor.role == Role.CLIENT
    return str(settings.CLIENT_START_URL if is_client else settings.START_URL)
