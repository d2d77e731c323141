"""Whom to write to: the targets of a campaign that wait for a pitch, or for a follow-up."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from totalaudio.campaigns.models import FollowUp, Target
from totalaudio.campaigns.stages import FollowUpState, Stage
from totalaudio.contacts.fields import EmailKind
from totalaudio.pitch.models import Pitch

FIRST: Final = 1
STEPS: Final = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many targets of a campaign wait for each step: the first mail, the first and the second follow-up."""

    steps: dict[int, int]

    @property
    def first(self) -> int:
        """Those that have no pitch at all."""
        return self.steps[FIRST]

    @property
    def follow_ups(self) -> int:
        """Those whose follow-up is due and not written."""
        return sum(number for step, number in self.steps.items() if step != FIRST)


def waiting(campaign_id: UUID, today: date) -> Waiting:
    """How many targets wait for each step."""
    return Waiting({step: due(campaign_id, step, today).count() for step in STEPS})


def due(campaign_id: UUID, step: int, today: date) -> QuerySet[Target]:
    """The targets that wait for this step and have no pitch for it yet, in the order in which they were added."""
    written = Pitch.objects.filter(target=OuterRef("id"), step=step)
    found = Target.objects.filter(reachable(), campaign_id=campaign_id)
    found = found.filter(~Exists(written)).order_by("id")
    if step == FIRST:
        return found.filter(stage=Stage.TO_PITCH)
    late = FollowUp.objects.filter(
        target=OuterRef("id"), number=step - 1, state=FollowUpState.OPEN, due_date__lte=today
    )
    return found.filter(Exists(late), stage=Stage.PITCHED)


def unreachable(campaign_id: UUID) -> int:
    """How many wait for a first mail, and have no address that it could go to."""
    waiting = Target.objects.filter(
        campaign_id=campaign_id, contact__isnull=False, stage=Stage.TO_PITCH
    )
    return waiting.filter(~reachable()).count()


def reachable(prefix: str = "") -> Q:
    """Targets (under this prefix) whose contact is there, and has what can be an address."""
    nowhere = Q(**{f"{prefix}contact__email": ""})
    broken = Q(**{f"{prefix}contact__email_kind": EmailKind.INVALID})
    return Q(**{f"{prefix}contact__isnull": False}) & ~nowhere & ~broken
