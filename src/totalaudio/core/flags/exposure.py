"""Variants that people are shown: who saw which is recorded, once a day in each workspace."""

import hashlib
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import transaction

from totalaudio.core.metrics import recording
from totalaudio.core.metrics.names import AppName, EventCategory, EventName

from . import current
from .names import FlagName

_MOST = 100_000
# What this process has recorded today, so that a page costs no write; other processes are told apart by the event's id.
_recorded: set[UUID] = set()


def variant_for(
    flag: FlagName, user_id: UUID, workspace_id: UUID | None = None, app: AppName = AppName.CORE
) -> str | None:
    """The variant that this person sees, None while the flag is off; that they saw it is recorded.

    Ask inside of the person's own transaction, and only where the variant is really shown.
    """
    decision = current.evaluate(flag, user_id, workspace_id)
    if decision.variant is not None and recording.is_recording():
        _record(flag, decision.variant, decision.version, user_id, app)
    return decision.variant


def _record(flag: FlagName, variant: str, version: int, user_id: UUID, app: AppName) -> None:
    event_id = exposure_id(flag, user_id, datetime.now(UTC).date())
    if event_id in _recorded:
        return
    recording.record(
        EventName.FLAG_EXPOSURE,
        EventCategory.EXPERIMENT,
        app,
        event_id=event_id,
        flag=flag,
        variant=variant,
        version=version,
    )
    transaction.on_commit(lambda: _remember(event_id))


def _remember(event_id: UUID) -> None:
    if len(_recorded) >= _MOST:
        _recorded.clear()
    _recorded.add(event_id)


def exposure_id(flag: FlagName, user_id: UUID, day: date) -> UUID:
    """The one id of a person's exposure to a flag on a day (UTC): a uuidv7 of its midnight (RFC 9562)."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    digest = hashlib.blake2b(f"{flag}:{user_id}:{day}".encode(), digest_size=10).digest()
    number = int(midnight.timestamp() * 1000) << 80 | int.from_bytes(digest)
    version, variant = 0x7 << 76, 0b10 << 62
    return UUID(int=number & ~(0xF << 76) & ~(0b11 << 62) | version | variant)
