"""A member's private calendar: its address holds a key, of which only the hash is kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

import msgspec
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from totalaudio.core.tenancy.context import Actor
from totalaudio.tracker.models import Feed

# What was due before this is not in the calendar any more, done or not.
_BACK: Final = timedelta(days=30)


class Due(msgspec.Struct, frozen=True):
    """A day in the calendar: a follow-up (`number` 1 or 2), or the impact date of a campaign."""

    id: str
    what: str
    day: date
    at: datetime
    number: int
    note: str
    campaign_id: str
    campaign: str
    contact: str
    outlet: str
    target_id: str | None = None


class Calendar(msgspec.Struct, frozen=True):
    """All that is due in a workspace."""

    workspace: str
    entries: list[Due]


@dataclass(frozen=True, slots=True)
class Opened:
    """A feed that was just made; its key is known now and never again."""

    key: str


@transaction.atomic
def open_feed(*, by: Actor) -> Opened:
    """Make the member's feed, or give it a new key so that the old address is worth nothing."""
    key = token_urlsafe(32)
    _mine(by).delete()
    Feed.objects.create(workspace_id=by.workspace_id, user_id=_owner(by), key_hash=hash_of(key))
    return Opened(key)


def close_feed(*, by: Actor) -> bool:
    """Take the member's feed away; False when there was none."""
    gone, _ = _mine(by).delete()
    return gone > 0


def feed_of(by: Actor) -> Feed | None:
    """The member's feed."""
    return _mine(by).first()


def calendar_of(key: str) -> Calendar | None:
    """What the feed with this key holds; None when nobody of its workspace holds that key."""
    since = timezone.localdate() - _BACK
    with connection.cursor() as cursor:
        cursor.execute("SELECT calendar_by_key_v1(%s, %s)::text", [hash_of(key), since])
        found = cursor.fetchone()
    return msgspec.json.decode(found[0], type=Calendar) if found and found[0] else None


def hash_of(key: str) -> str:
    """SHA-256 in hex; the key is long and random, so no salt is needed."""
    return sha256(key.encode()).hexdigest()


def _mine(by: Actor) -> QuerySet[Feed]:
    return Feed.objects.filter(workspace_id=by.workspace_id, user_id=_owner(by))


def _owner(by: Actor) -> UUID:
    if by.user_id is None:
        raise PermissionDenied("a calendar belongs to a person")
    return by.user_id
