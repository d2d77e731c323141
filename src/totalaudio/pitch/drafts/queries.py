"""Reads of pitches: how far each campaign is, and how far a batch is."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.campaigns.stages import CampaignStatus, Stage
from totalaudio.core.ui.pieces import Progress, RunState
from totalaudio.pitch.drafts.targets import reachable
from totalaudio.pitch.models import Batch, Pitch
from totalaudio.pitch.states import BatchState, PitchState

LIVE = (BatchState.QUEUED, BatchState.RUNNING)
_OPEN = (CampaignStatus.PLANNING, CampaignStatus.ACTIVE)
_MOST = 100
_STATES: dict[str, RunState] = {
    BatchState.QUEUED: "waiting",
    BatchState.RUNNING: "running",
    BatchState.DONE: "done",
    BatchState.CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the pitches of a campaign are; `to_write` are targets that have none."""

    campaign: Campaign
    to_write: int = 0
    by_state: dict[str, int] = field(default_factory=dict)

    @property
    def to_review(self) -> int:
        """Drafts that nobody has decided about."""
        return self.by_state.get(PitchState.DRAFT, 0)

    @property
    def approved(self) -> int:
        """Those that can be sent."""
        return self.by_state.get(PitchState.APPROVED, 0)

    @property
    def queued(self) -> int:
        """Those that wait for their moment."""
        return self.by_state.get(PitchState.QUEUED, 0)

    @property
    def sent(self) -> int:
        """Those that left, whatever came of them."""
        left = (PitchState.SENT, PitchState.REPLIED, PitchState.BOUNCED)
        return sum(self.by_state.get(state, 0) for state in left)

    @property
    def replied(self) -> int:
        """Those that were answered."""
        return self.by_state.get(PitchState.REPLIED, 0)


def standings() -> list[Standing]:
    """The campaigns that are planned or active, the newest first, in a number of queries that does not grow."""
    campaigns = list(
        Campaign.objects.filter(status__in=_OPEN).order_by("-created_at", "-id")[:_MOST]
    )
    return _standings(campaigns)


def standing_of(campaign: Campaign) -> Standing:
    """How far the pitches of one campaign are."""
    return _standings([campaign])[0]


def _standings(campaigns: list[Campaign]) -> list[Standing]:
    ids = [campaign.id for campaign in campaigns]
    left, counted = _to_write(ids), _by_state(ids)
    return [Standing(one, left.get(one.id, 0), counted.get(one.id, {})) for one in campaigns]


def _to_write(campaign_ids: list[UUID]) -> dict[UUID, int]:
    """How many targets of each campaign have no pitch, and could have one."""
    written = Exists(Pitch.objects.filter(target=OuterRef("id")))
    left = Target.objects.filter(
        reachable(), ~written, campaign_id__in=campaign_ids, stage=Stage.TO_PITCH
    )
    return dict(left.values_list("campaign_id").annotate(number=Count("id")).order_by())


def _by_state(campaign_ids: list[UUID]) -> dict[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = {}
    pitches = Pitch.objects.filter(campaign_id__in=campaign_ids)
    rows = pitches.values_list("campaign_id", "state").annotate(number=Count("id")).order_by()
    for campaign_id, state, number in rows:
        found.setdefault(campaign_id, {})[state] = number
    return found


def progress(batch: Batch) -> Progress:
    """How far a batch is; the time left from the mean pace so far."""
    elapsed = (timezone.now() - batch.started_at).total_seconds() if batch.started_at else 0.0
    is_paced = batch.state == BatchState.RUNNING and batch.done > 0 and elapsed > 1
    return Progress(
        done=batch.done,
        total=batch.total,
        state=_STATES[batch.state],
        per_minute=batch.done / elapsed * 60 if is_paced else None,
        seconds_left=elapsed / batch.done * (batch.total - batch.done) if is_paced else None,
        problems=len(batch.failures),
        cancel_url=reverse("drafts:cancel", args=[batch.id]),
        poll_url=reverse("drafts:progress", args=[batch.id]),
    )
