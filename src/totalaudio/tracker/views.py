"""Where Tracker begins: Today for those who work, their campaigns for clients."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import EVERYBODY, WORKERS


@members(*EVERYBODY)
def home(request: HttpRequest) -> HttpResponse:
    """Send each to their own beginning."""
    is_at_work = actor_of(request).role in WORKERS
    return redirect("today:page" if is_at_work else "reports:chosen")
