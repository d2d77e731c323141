"""Booking and cancelling demo calls, with the letters that belong to it."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from totalaudio.core.metrics.names import EventName
from totalaudio.core.metrics.recording import Origin
from totalaudio.core.web.models import DemoCall

from . import letters
from .queries import call_by_key, free_slots, hash_of
from .recording import record_visit


class SlotTaken(Exception):  # noqa: N818  somebody was quicker, which is no error
    """The time is no longer free."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a visitor asks for."""

    starts_at: datetime
    name: str
    email: str
    company: str
    promotes: str = ""


def book(*, wish: Wish, origin: Origin) -> str:
    """Book a call, write to the visitor and to the staff; returns the key of its page, or raises SlotTaken."""
    if wish.starts_at not in free_slots():
        raise SlotTaken
    key = token_urlsafe(32)
    call = DemoCall(
        starts_at=wish.starts_at,
        name=wish.name,
        email=wish.email,
        company=wish.company,
        promotes=wish.promotes,
        key_hash=hash_of(key),
    )
    _insert(call)
    letters.confirm(call, key)
    letters.tell_operators(call)
    record_visit(EventName.DEMO_CALL_BOOKED, page="demo-call", origin=origin)
    return key


def _insert(call: DemoCall) -> None:
    """Nobody reads a call back whom the policies do not let: bulk_create asks for nothing back."""
    try:
        with transaction.atomic():
            DemoCall.objects.bulk_create([call])
    except IntegrityError:
        raise SlotTaken from None


def cancel(*, key: str) -> bool:
    """Cancel the call of this link and tell the staff; False when there is none to come."""
    call = call_by_key(key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cancel_demo_call_v1(%s)", [hash_of(key)])
        found = cursor.fetchone()
    if call is None or not (found and found[0]):
        return False
    letters.tell_operators_of_end(call.starts_at)
    return True


def cancel_for_visitor(*, call_id: UUID) -> DemoCall | None:
    """Cancel as staff and tell the visitor; None when there is none to come. The policies let only operators."""
    waiting = DemoCall.objects.filter(id=call_id, cancelled_at=None, starts_at__gt=timezone.now())
    call = waiting.select_for_update(of=("self",)).first()
    if call is None:
        return None
    waiting.update(cancelled_at=timezone.now())
    letters.take_back(call)
    return call
