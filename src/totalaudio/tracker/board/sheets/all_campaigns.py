"""All campaigns of a workspace as CSV: a row each, newest first."""

import codecs
from collections import defaultdict
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.db.models import Count

from totalaudio.campaigns.models import Campaign, Outcome, Target
from totalaudio.campaigns.stages import LABELS, CampaignStatus, ReleaseType, Stage
from totalaudio.core.lib.csv_writing import table_chunks
from totalaudio.core.tenancy.context import Actor

HEADINGS: Final = (
    "Artist", "Title", "Release", "Genres", "Impact date", "Status", "Budget", "Spend", "Goal", "Made",
    "Targets", *(LABELS[stage] for stage in Stage), "Outcomes",
)  # fmt: skip


def chunks(by: Actor) -> Iterator[bytes]:
    """The whole file; three queries, asked before the first piece is taken."""
    campaigns = list(
        Campaign.objects.filter(workspace_id=by.workspace_id).order_by("-created_at", "-id")
    )
    stages, outcomes = _stages(by), _outcomes(by)
    rows = [_cells(one, stages[one.id], outcomes.get(one.id, 0)) for one in campaigns]
    return iter([codecs.BOM_UTF8, *table_chunks(HEADINGS, rows)])


def pounds(pence: int) -> str:
    """An amount as a spreadsheet reads it: 1250.00."""
    return f"{pence // 100}.{pence % 100:02d}"


def _cells(campaign: Campaign, stages: dict[str, int], outcomes: int) -> list[str]:
    return [
        campaign.artist,
        campaign.title,
        LABELS[ReleaseType(campaign.release_type)],
        "; ".join(campaign.genres),
        campaign.impact_date.isoformat() if campaign.impact_date else "",
        LABELS[CampaignStatus(campaign.status)],
        pounds(campaign.budget),
        pounds(campaign.spend),
        campaign.goal,
        campaign.created_at.date().isoformat(),
        str(sum(stages.values())),
        *(str(stages.get(stage, 0)) for stage in Stage),
        str(outcomes),
    ]


def _stages(by: Actor) -> defaultdict[UUID, dict[str, int]]:
    found: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    counted = Target.objects.filter(workspace_id=by.workspace_id).values_list(
        "campaign_id", "stage"
    )
    for campaign_id, stage, number in counted.annotate(number=Count("id")):
        found[campaign_id][stage] = number
    return found


def _outcomes(by: Actor) -> dict[UUID, int]:
    counted = Outcome.objects.filter(workspace_id=by.workspace_id).values_list(
        "target__campaign_id"
    )
    return dict(counted.annotate(number=Count("id")))
