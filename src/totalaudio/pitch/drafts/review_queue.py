"""The review queue of a campaign: one pitch at a time, with those before and after it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet

from totalaudio.pitch.models import Pitch
from totalaudio.pitch.states import PitchState

# What can be looked through; `queued` is shown with those that left.
VIEWS: Final = {
    "draft": (PitchState.DRAFT,),
    "approved": (PitchState.APPROVED,),
    "skipped": (PitchState.SKIPPED,),
    "gone": (PitchState.QUEUED, PitchState.SENT, PitchState.REPLIED, PitchState.BOUNCED),
}
LABELS: Final = {
    "draft": "To review",
    "approved": "Approved",
    "skipped": "Skipped",
    "gone": "Sent and queued",
}
_AROUND: Final = 25


@dataclass(frozen=True, slots=True)
class Queue:
    """One pitch of a view of the queue, its neighbours, and the part of the list around it."""

    view: str
    counts: dict[str, int]
    current: Pitch | None
    place: int
    before: UUID | None
    after: UUID | None
    listed: tuple[Pitch, ...]

    @property
    def total(self) -> int:
        """How many are in this view."""
        return self.counts[self.view]


def read(campaign_id: UUID, view: str, wanted: UUID | None) -> Queue:
    """The queue at the wanted pitch; at the first one when that is not in the view."""
    counts = _counts(campaign_id)
    mine = _of(campaign_id, view)
    current = _at(mine, wanted)
    if current is None:
        return Queue(view, counts, None, 0, None, None, ())
    earlier = list(mine.filter(id__lt=current.id).order_by("-id")[:_AROUND])[::-1]
    later = list(mine.filter(id__gt=current.id).order_by("id")[:_AROUND])
    place = mine.filter(id__lte=current.id).count()
    return Queue(
        view,
        counts,
        current,
        place,
        before=earlier[-1].id if earlier else None,
        after=later[0].id if later else None,
        listed=(*earlier, current, *later),
    )


def next_in(campaign_id: UUID, view: str, after: UUID) -> UUID | None:
    """The pitch that follows in a view; the first one when none does."""
    mine = _of(campaign_id, view).exclude(id=after)
    found = mine.filter(id__gt=after).order_by("id").first() or mine.order_by("id").first()
    return found.id if found else None


def view_of(text: str) -> str:
    """The view that is asked for; what is to review when it is none."""
    return text if text in VIEWS else "draft"


def _of(campaign_id: UUID, view: str) -> QuerySet[Pitch]:
    mine = Pitch.objects.filter(campaign_id=campaign_id, state__in=VIEWS[view])
    return mine.select_related("contact", "campaign", "target")


def _at(mine: QuerySet[Pitch], wanted: UUID | None) -> Pitch | None:
    found = mine.filter(id=wanted).first() if wanted else None
    return found or mine.order_by("id").first()


def _counts(campaign_id: UUID) -> dict[str, int]:
    rows = Pitch.objects.filter(campaign_id=campaign_id).values_list("state").order_by()
    by_state = dict(rows.annotate(number=Count("id")))
    return {view: sum(by_state.get(state, 0) for state in VIEWS[view]) for view in VIEWS}
