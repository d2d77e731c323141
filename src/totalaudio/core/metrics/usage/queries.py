"""What one person did. Every query names the person, so that on a cluster one machine answers, by its key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connections

from totalaudio.core.metrics.names import AppName, Counter

WEB = "default"
_SUMS = ", ".join(f"sum({counter.value})::bigint" for counter in Counter)


@dataclass(frozen=True, slots=True)
class Category:
    """A person's events of a kind; the rate is of those that ended, None when none did."""

    name: str
    events: int
    success_rate: float | None
    mean_duration_ms: float | None


def counted(
    user_id: UUID, first: date, last: date, using: str = WEB
) -> dict[AppName, Mapping[Counter, int]]:
    """The person's counters by app, added up from the first to the last day (UTC)."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""SELECT app_name, {_SUMS} FROM usage_counters
                WHERE user_id = %s AND date BETWEEN %s AND %s GROUP BY app_name""",  # noqa: S608 - our own columns
            [user_id, first, last],
        )
        found = {name: dict(zip(Counter, sums, strict=True)) for name, *sums in cursor.fetchall()}
    return {app: found[app] for app in AppName if app in found}


def summary(user_id: UUID, days: int, using: str = WEB) -> list[Category]:
    """The person's events of the last days by category, the most frequent first."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT * FROM get_user_event_summary(%s, %s)", [user_id, days])
        return [Category(*row) for row in cursor.fetchall()]
