"""The inbox for Stripe's events: believed by their signature, stored once, answered; the worker does the rest."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from totalaudio.core.lib.access import everybody
from totalaudio.core.lib.ids import new_id

from .client import is_live

# Stripe's largest events are some hundred kilobytes.
LARGEST: Final = 1024 * 1024
# Seconds that a signature is good for, against events that somebody recorded and sends again.
TOLERANCE: Final = 300


class NotBelievedError(Exception):
    """It is not an event of our Stripe account."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event, and what it is about; names and addresses stay at Stripe."""

    stripe_id: str
    kind: str
    made_at: datetime
    is_live: bool
    about: dict[str, str]


@csrf_exempt
@everybody
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Store an event: 200 when it is stored, now or before; 400 when it is not Stripe's; else Stripe sends it again."""
    if not settings.STRIPE_WEBHOOK_SECRETS:
        return _answer("STRIPE_WEBHOOK_SECRET is not set here", 503)
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return _answer("larger than any event of Stripe", 413)
    try:
        event = _believed(body, request.headers.get("Stripe-Signature", ""))
    except NotBelievedError as error:
        return _answer(str(error), 400)
    try:
        is_new = _store(event)
    except DatabaseError:
        return _answer("not stored, please send it again", 503)
    return _answer("stored" if is_new else "stored before", 200)


def _believed(body: bytes, signature: str) -> Arrived:
    """The event of a body that Stripe signed; the raw bytes count, because every other form could differ."""
    from stripe import SignatureVerificationError, WebhookSignature

    if not signature.isascii():  # compare_digest raises on it
        raise NotBelievedError("the signature is no signature")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise NotBelievedError("not UTF-8") from None
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            WebhookSignature.verify_header(text, signature, secret, TOLERANCE)
        except SignatureVerificationError:
            continue
        return _parsed(text)
    raise NotBelievedError("the signature is missing, wrong or too old")


def _parsed(text: str) -> Arrived:
    try:
        event = json.loads(text)
        about = event["data"]["object"]
        found = Arrived(
            stripe_id=str(event["id"]),
            kind=str(event["type"]),
            made_at=datetime.fromtimestamp(int(event["created"]), UTC),
            is_live=bool(event["livemode"]),
            about={name: str(about.get(name) or "") for name in ("object", "id")},
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise NotBelievedError("not an event") from None
    if found.is_live != is_live():
        raise NotBelievedError("an event of the other mode: live events need a live key here")
    return found


def _store(event: Arrived) -> bool:
    values = (new_id(), event.stripe_id, event.kind, json.dumps(event.about), event.made_at)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT store_stripe_event_v1(%s, %s, %s, %s::jsonb, %s)", values)
        row = cursor.fetchone()
    return bool(row[0])


def _answer(words: str, status: int) -> HttpResponse:
    return HttpResponse(words + "\n", status=status, content_type="text/plain")
