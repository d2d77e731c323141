"""The letters about demo calls.

What a visitor typed goes to the staff only, so that nobody writes to strangers through us.
"""

from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urljoin, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from totalaudio.core.web.mail import write_to_operators
from totalaudio.core.web.models import DemoCall

from .ics import Appointment, Method, calendar
from .queries import in_words
from .slots import LENGTH

FILE_NAME = "demo-call.ics"


def confirm(call: DemoCall, key: str) -> None:
    """Tell the visitor when the call is, with a calendar file and the link that cancels it."""
    link = public(reverse("web:booked-call", args=[key]))
    file = calendar(appointment(call.id, call.starts_at, link), stamp=timezone.now())
    _write(call, "booked", file, Method.PUBLISH, {"link": link})


def take_back(call: DemoCall) -> None:
    """Tell the visitor that the staff cancelled, with a calendar file that removes the appointment."""
    link = public(reverse("web:demo-call"))
    file = calendar(
        appointment(call.id, call.starts_at, link), stamp=timezone.now(), method=Method.CANCEL
    )
    _write(call, "taken_back", file, Method.CANCEL, {"link": link})


def tell_operators(call: DemoCall) -> None:
    """Tell the staff who wants to talk, and about what."""
    words = {"call": call, "when": in_words(call.starts_at), "link": public(reverse("web:calls"))}
    body = render_to_string("web/email/call_for_staff.txt", words)
    write_to_operators(f"Demo call: {in_words(call.starts_at)}", body)


def tell_operators_of_end(starts_at: datetime) -> None:
    """Tell the staff that a visitor cancelled."""
    words = {"when": in_words(starts_at), "link": public(reverse("web:calls"))}
    body = render_to_string("web/email/call_ended_for_staff.txt", words)
    write_to_operators(f"Cancelled: demo call {in_words(starts_at)}", body)


def appointment(call_id: UUID, starts_at: datetime, link: str) -> Appointment:
    """The call as it stands in calendars."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return Appointment(
        uid=f"{call_id}@{host}",
        starts_at=starts_at,
        length=LENGTH,
        summary="Total Audio: demo call",
        description=f"Change or cancel: {link}",
        organiser=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        url=link,
        place=settings.DEMO_CALL_URL,
    )


def public(path: str) -> str:
    """The address of a path of ours as people reach it."""
    return urljoin(f"{settings.BASE_URL}/", path)


def _write(
    call: DemoCall, letter: str, file: bytes, method: Method, words: dict[str, object]
) -> None:
    known = {"when": in_words(call.starts_at), "place": settings.DEMO_CALL_URL, **words}
    subject = render_to_string(f"web/email/call_{letter}_subject.txt", known).strip()
    body = render_to_string(f"web/email/call_{letter}_message.txt", known)
    message = EmailMessage(subject, body, None, [call.email])
    message.attach(FILE_NAME, file, f"text/calendar; method={method}")
    message.send()
