"""The list of campaigns: which are shown, and what each line says, in a number of queries that does not grow."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from totalaudio.campaigns import queries
from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.stages import CampaignStatus, Stage
from totalaudio.core.ui.pieces import Tab

from .bars import StageBar, stage_bar

TONES: Final = {
    CampaignStatus.PLANNING: "neutral",
    CampaignStatus.ACTIVE: "good",
    CampaignStatus.COMPLETED: "done",
    CampaignStatus.ARCHIVED: "cancelled",
}
_CURRENT: Final = "current"
_TABS: Final = (
    (_CURRENT, "Current", (CampaignStatus.ACTIVE, CampaignStatus.PLANNING)),
    ("completed", "Completed", (CampaignStatus.COMPLETED,)),
    ("archived", "Archived", (CampaignStatus.ARCHIVED,)),
)
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A campaign in the list."""

    id: UUID
    name: str
    release: str
    status: str
    tone: str
    bar: StageBar
    outcomes: int
    impact_date: date | None
    next_due: date | None


def chosen(asked: str) -> str:
    """The tab that is asked for, the current campaigns for anything else."""
    return asked if asked in {key for key, _, _ in _TABS} else _CURRENT


def lines(tab: str) -> list[Line]:
    """The campaigns of a tab: the next impact first, then those without a date, the newest first."""
    statuses = next(statuses for key, _, statuses in _TABS if key == tab)
    wanted = queries.campaigns().filter(status__in=statuses)
    found = list(wanted[:MOST])
    if tab == _CURRENT:
        found.sort(key=lambda one: (one.impact_date is None, one.impact_date or date.max))
    return _lines(found)


def tabs(current: str) -> list[Tab]:
    """The tabs with how many campaigns each has."""
    counts = queries.status_counts()
    return [
        Tab(label, f"?tab={key}", key == current, sum(counts.get(one, 0) for one in statuses))
        for key, label, statuses in _TABS
    ]


def _lines(found: list[Campaign]) -> list[Line]:
    ids = [one.id for one in found]
    stages, due = queries.stage_counts(ids), queries.next_due(ids)
    outcomes = queries.outcome_counts(ids)
    return [
        Line(
            id=one.id,
            name=str(one),
            release=one.get_release_type_display(),
            status=one.get_status_display(),
            tone=TONES[CampaignStatus(one.status)],
            bar=stage_bar(stages.get(one.id, dict.fromkeys(Stage, 0))),
            outcomes=outcomes.get(one.id, 0),
            impact_date=one.impact_date,
            next_due=due.get(one.id),
        )
        for one in found
    ]
