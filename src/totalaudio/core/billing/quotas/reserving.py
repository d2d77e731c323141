"""Reserve before the work, settle with its results, release the rest: the one way to use what a plan limits.

All of it happens in the open transaction, and the database keeps the account: a workspace never has more used and
reserved than its plan allows. A reservation is known by an id of the caller's choice, such as that of the run which
it is for; without a sign of life for an hour it holds nothing any more. It belongs to the month in which it was made.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from totalaudio.core.billing.plans import Limit, terms_of
from totalaudio.core.billing.standing import Standing, standing_of
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.models import Workspace

from .limits import LimitReachedError, ReadOnlyError
from .periods import month_at

HOLD_LASTS: Final = timedelta(hours=1)


def reserve(workspace_id: UUID, limit: Limit, amount: int, *, reservation_id: UUID) -> None:
    """Hold this amount for work that is about to begin, or for another hour what work in progress still needs.

    A hold that had expired is made anew. Raises LimitReachedError when less is left, perhaps because others took what
    had expired, and ReadOnlyError when the workspace is; the transaction stays usable.
    """
    if standing_of(workspace_id) is Standing.READ_ONLY:
        raise ReadOnlyError
    workspace = Workspace.objects.only("plan", "created_at").get(id=workspace_id)
    allowed = terms_of(workspace.plan).limits.get(limit)
    month = month_at(workspace.created_at, timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT is_held, left_over, ends_at FROM hold_quota_v1(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                *(workspace_id, reservation_id, new_id(), limit),
                *(month.begins_at, month.ends_at, allowed, amount, str(HOLD_LASTS)),
            ],
        )
        is_held, left, ends_at = cursor.fetchone()
    if not is_held:
        raise LimitReachedError(limit, allowed or 0, left, amount, ends_at)


def settle(workspace_id: UUID, *, reservation_id: UUID, used: int) -> int:
    """Count a part of a reservation as used, in the transaction that writes what it was used for.

    Returns what was counted. That is less than `used` only when the reservation had expired and others have taken its
    place: the work is done and is kept, but the limit is not passed, so that the difference is not charged.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT settle_quota_v1(%s, %s, %s, %s)",
            [workspace_id, reservation_id, used, str(HOLD_LASTS)],
        )
        return int(cursor.fetchone()[0])


def release(workspace_id: UUID, *, reservation_id: UUID) -> None:
    """Give back what a reservation still holds; harmless when it is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT release_quota_v1(%s, %s)", [workspace_id, reservation_id])
