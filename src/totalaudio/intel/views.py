"""The front door of Audio Intel."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from totalaudio.core.tenancy.access import members


@members()
def home(request: HttpRequest) -> HttpResponse:
    """People come here for their contacts."""
    return redirect("contacts:table")
