"""Forgetting a person: what the platform recorded of them goes, and sums of many people stay."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connections, transaction


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows of a person were deleted."""

    events: int
    counters: int
    weeks: int
    firsts: int


def forget_person(user_id: UUID) -> Forgotten:
    """Delete every event, usage counter, week and first of a person. Runs as the system role, as the worker does.

    Sums of the whole installation keep their counts, which name nobody. Payments stay: the books must be kept.
    """
    with transaction.atomic(using="system"):
        return Forgotten(
            events=_delete("DELETE FROM events WHERE user_id = %s", user_id),
            counters=_delete("DELETE FROM usage_counters WHERE user_id = %s", user_id),
            weeks=_delete("DELETE FROM event_weeks WHERE user_id = %s", user_id),
            firsts=_delete("DELETE FROM event_firsts WHERE user_id = %s", user_id),
        )


def _delete(statement: str, user_id: UUID) -> int:
    with connections["system"].cursor() as cursor:
        cursor.execute(statement, [user_id])
        return int(cursor.rowcount)
