"""What Tracker will do, until it does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.roles import EVERYBODY


@members(*EVERYBODY)
def home(request: HttpRequest) -> HttpResponse:
    """An honest page: nothing here works yet."""
    return render(request, "tracker/home.html")
