"""How well contacts fit a campaign, with what came of earlier campaigns with them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from totalaudio.campaigns.fit import Fit, History, Prospect, Release, fit
from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.stages import HUMAN_REPLIES, ReleaseType, Stage
from totalaudio.contacts.models import Contact

_NOTHING = History()


def fits(campaign: Campaign, contacts: Sequence[Contact]) -> list[Fit]:
    """The fit of each contact, in their order; one query for all of them."""
    release = Release(campaign.genres, ReleaseType(campaign.release_type), campaign.countries)
    known = history_of(campaign, [contact.id for contact in contacts])
    return [
        fit(
            release,
            Prospect(
                contact.genres,
                contact.outlet_kind,
                contact.country,
                known.get(contact.id, _NOTHING),
            ),
        )
        for contact in contacts
    ]


def history_of(campaign: Campaign, contact_ids: list[UUID]) -> dict[UUID, History]:
    """What came of the other campaigns of the workspace with these contacts."""
    values: dict[str, Any] = {
        "workspace": campaign.workspace_id,
        "campaign": campaign.id,
        "contacts": contact_ids,
        "to_pitch": str(Stage.TO_PITCH),
        "answered": [str(Stage.REPLIED), str(Stage.ADDED), str(Stage.DECLINED)],
        "human": [str(kind) for kind in HUMAN_REPLIES],
    }
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, values)
        return {row[0]: History(*row[1:]) for row in cursor.fetchall()}


_HISTORY = """
SELECT t.contact_id,
    count(*) FILTER (WHERE t.stage <> %(to_pitch)s),
    count(*) FILTER (WHERE t.stage = ANY (%(answered)s) OR EXISTS (
        SELECT FROM campaigns_reply r
        WHERE r.workspace_id = t.workspace_id AND r.target_id = t.id AND r.kind = ANY (%(human)s))),
    (sum((SELECT count(*) FROM campaigns_outcome o
        WHERE o.workspace_id = t.workspace_id AND o.target_id = t.id)))::bigint
FROM campaigns_target t
WHERE t.workspace_id = %(workspace)s AND t.contact_id = ANY (%(contacts)s::uuid[]) AND t.campaign_id <> %(campaign)s
GROUP BY t.contact_id
"""
