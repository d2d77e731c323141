"""Reads of demo calls by people who may not see the table."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection
from django.utils import timezone

from .slots import LONDON, slots


@dataclass(frozen=True, slots=True)
class BookedCall:
    """A call as whoever holds its link sees it."""

    id: UUID
    starts_at: datetime
    email: str
    booked_at: datetime
    cancelled_at: datetime | None

    @property
    def is_to_come(self) -> bool:
        """Whether it still takes place."""
        return self.cancelled_at is None and self.starts_at > timezone.now()


def free_slots() -> list[datetime]:
    """The beginnings of the calls that can be booked now, in London's time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM taken_demo_call_times_v1()")
        return slots(timezone.now(), [row[0] for row in cursor.fetchall()])


def call_by_key(key: str) -> BookedCall | None:
    """The call whose link has this key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM demo_call_by_key_v1(%s)", [hash_of(key)])
        found = cursor.fetchone()
    return BookedCall(*found) if found else None


def hash_of(key: str) -> str:
    """SHA-256 in hex; the key is long and random, so no salt is needed."""
    return sha256(key.encode()).hexdigest()


def in_words(start: datetime) -> str:
    """The day and time of a call as people in the United Kingdom say it."""
    there = start.astimezone(LONDON)
    return f"{there:%A} {there.day} {there:%B %Y}, {there:%H:%M} UK time"
