"""The outbox: mail of an installation that has no mail server, shown where it can be read."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from totalaudio.core.lib.access import everybody

from .mail import attachments_of
from .models import Letter

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter with the names of its files."""

    letter: Letter
    files: list[str]


@everybody
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """List held letters, newest first; open to everybody, because one reads it before signing in."""
    _only_without_mail_server()
    found = Letter.objects.filter(is_held=True).order_by("-written_at", "-id")[:SHOWN]
    letters = [Shown(letter, [file.name for file in attachments_of(letter)]) for letter in found]
    return render(request, "web/outbox.html", {"letters": letters, "shown": SHOWN})


@everybody
@require_safe
def attachment(request: HttpRequest, letter_id: UUID, number: int) -> HttpResponse:
    """Give one file of a held letter, counted from 1; never to be opened as a page of ours."""
    _only_without_mail_server()
    files = attachments_of(get_object_or_404(Letter, id=letter_id, is_held=True))
    if not 1 <= number <= len(files):
        raise Http404("the letter has no such file")
    file = files[number - 1]
    answer = HttpResponse(file.content, content_type=file.kind)
    answer["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"  # noqa: FBT003  as Django wants it
    return answer


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
