"""How a workspace stands with what it owes: active, in grace, or read-only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.utils import timezone

from .models import Subscription

GRACE: Final = timedelta(days=14)
_ON: Final = frozenset({"trialing", "active"})
_OFF: Final = frozenset({"unpaid", "canceled", "incomplete_expired", "paused"})


class Standing(StrEnum):
    """What the workspace may do: everything, everything for a while, or look and take away."""

    ACTIVE = "active"
    GRACE = "grace"
    READ_ONLY = "read_only"


@dataclass(frozen=True, slots=True)
class Found:
    """A standing; in grace, `until` says when it becomes read-only."""

    standing: Standing
    until: datetime | None = None


def standing_of(workspace_id: UUID) -> Standing:
    """How a workspace of the context stands; without a subscription its plan is in force as it is."""
    return find_standing(workspace_id).standing


def find_standing(workspace_id: UUID) -> Found:
    """The same, with the end of grace."""
    subscriptions = Subscription.objects.filter(workspace_id=workspace_id, left_at=None)
    return standing_from(list(subscriptions), timezone.now())


def standing_from(subscriptions: Sequence[Subscription], now: datetime) -> Found:
    """The best that any of a workspace's subscriptions gives it; one whose first payment is awaited gives nothing."""
    if any(one.status in _ON for one in subscriptions):
        return Found(Standing.ACTIVE)
    late = [
        one.past_due_since or one.fetched_at for one in subscriptions if one.status == "past_due"
    ]
    until = max(late, default=None)
    if until and until + GRACE > now:
        return Found(Standing.GRACE, until + GRACE)
    if late or any(one.status in _OFF for one in subscriptions):
        return Found(Standing.READ_ONLY)
    return Found(Standing.ACTIVE)
