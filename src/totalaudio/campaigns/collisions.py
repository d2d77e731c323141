"""Who of some contacts was pitched for another campaign of the workspace in the last days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from totalaudio.campaigns.stages import Stage

WINDOW: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Collision:
    """The other campaign that a contact was pitched for last, and when."""

    campaign_id: UUID
    campaign: str
    at: datetime


def collisions(
    *, workspace_id: UUID, contact_ids: Iterable[UUID], campaign_id: UUID | None, now: datetime
) -> dict[UUID, Collision]:
    """The last pitch within the window to each of these contacts, for any campaign but this one.

    A pitch is a touch, or a move to the stage pitched, whichever was later.
    """
    values: dict[str, Any] = {
        "workspace": workspace_id,
        "contacts": list(contact_ids),
        "campaign": campaign_id,
        "since": now - WINDOW,
        "pitched": str(Stage.PITCHED),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COLLISIONS, values)
        return {row[0]: Collision(*row[1:]) for row in cursor.fetchall()}


def collisions_of(*, workspace_id: UUID, campaign_id: UUID, now: datetime) -> dict[UUID, Collision]:
    """The collisions of all contacts that this campaign has still to pitch."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT contact_id FROM campaigns_target
            WHERE workspace_id = %s AND campaign_id = %s AND stage = %s AND contact_id IS NOT NULL""",
            [workspace_id, campaign_id, str(Stage.TO_PITCH)],
        )
        ids = [row[0] for row in cursor.fetchall()]
    return collisions(workspace_id=workspace_id, contact_ids=ids, campaign_id=campaign_id, now=now)


_COLLISIONS: Final = """
SELECT DISTINCT ON (t.contact_id) t.contact_id, c.id, c.artist || ': ' || c.title, done.at
FROM campaigns_target t
JOIN campaigns_campaign c ON c.workspace_id = t.workspace_id AND c.id = t.campaign_id
CROSS JOIN LATERAL (
    SELECT max(at) AS at FROM (
        SELECT at FROM campaigns_touch u WHERE u.workspace_id = t.workspace_id AND u.target_id = t.id
        UNION ALL SELECT t.stage_at WHERE t.stage = %(pitched)s) both_ways
) done
WHERE t.workspace_id = %(workspace)s AND t.contact_id = ANY (%(contacts)s::uuid[])
    AND t.campaign_id IS DISTINCT FROM %(campaign)s::uuid AND done.at >= %(since)s
ORDER BY t.contact_id, done.at DESC
"""
