"""The outbox: mail of an installation that has no mail server, shown where it can be read."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from totalaudio.core.lib.access import everybody

from .models import Letter

SHOWN = 100


@everybody
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """List held letters, newest first; open to everybody, because one reads it before signing in."""
    _only_without_mail_server()
    letters = list(Letter.objects.filter(is_held=True).order_by("-written_at", "-id")[:SHOWN])
    return render(request, "web/outbox.html", {"letters": letters, "shown": SHOWN})


@everybody
@require_POST
def empty_outbox(request: HttpRequest) -> HttpResponse:
    """Throw all held letters away."""
    _only_without_mail_server()
    Letter.objects.filter(is_held=True).delete()
    return redirect("web:outbox")


def _only_without_mail_server() -> None:
    if not settings.HAS_OUTBOX:
        raise Http404("mail is sent by a server here")
