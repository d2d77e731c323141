"""Events of any time and person, as the worker's connection stores them."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.db import connections

from totalaudio.core.metrics.names import INSTALLATION

_INSERT = """
INSERT INTO events (id, user_id, workspace_id, created_at, event_name, event_category, app_name, source, status,
    duration_ms, error_message, properties)
VALUES (%s, %s, %s, %s, %s, %s, 'core', %s, %s, %s, %s, jsonb_build_object('feature', %s::text))
"""


def visitor(number: int) -> UUID:
    """A visitor of the public pages: a uuid of version 8."""
    return UUID(f"00000000-0000-8000-8000-{number:012d}")


def happen(
    name: str,
    who: UUID,
    at: datetime | None = None,
    *,
    category: str = "feature",
    source: str = "platform",
    status: str = "success",
    duration_ms: int | None = None,
    error_message: str | None = None,
    feature: str = "",
) -> None:
    """Store an event of this moment or of another."""
    with connections["system"].cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                uuid4(), who, INSTALLATION, at or datetime.now(UTC), name, category, source, status,
                duration_ms, error_message, feature,
            ],
        )  # fmt: skip
