"""What is used and left of a limit, for pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Sum
from django.utils import timezone

from totalaudio.core.billing.models import Reservation, Usage
from totalaudio.core.billing.plans import Limit, terms_of
from totalaudio.core.tenancy.models import Workspace
from totalaudio.core.ui.pieces import PlanMeter

from .periods import month_at

_NAMES: Final = {Limit.ENRICHMENTS: "Enrichments this month", Limit.SENDS: "Sends this month"}


@dataclass(frozen=True, slots=True)
class Left:
    """What a workspace used and holds of a monthly limit until `ends_at`; `allowed` is None when unlimited."""

    used: int
    held: int
    allowed: int | None
    ends_at: datetime

    @property
    def left(self) -> int | None:
        """How much more can be reserved now; None when unlimited."""
        return None if self.allowed is None else max(self.allowed - self.used - self.held, 0)


def left_of(workspace: Workspace, limit: Limit) -> Left:
    """How a monthly limit stands in the current month of the workspace."""
    now = timezone.now()
    month = month_at(workspace.created_at, now)
    usage = Usage.objects.filter(
        workspace_id=workspace.id, limit=limit, begins_at=month.begins_at
    ).first()
    allowed = terms_of(workspace.plan).limits.get(limit)
    if usage is None:
        return Left(0, 0, allowed, month.ends_at)
    live = Reservation.objects.filter(
        workspace_id=workspace.id, usage_id=usage.id, expires_at__gt=now
    )
    held = live.aggregate(held=Sum("amount"))["held"] if allowed is not None else 0
    return Left(usage.used, held or 0, allowed, month.ends_at)


def meter_of(workspace: Workspace, limit: Limit) -> PlanMeter:
    """The usage bar of a monthly limit."""
    found = left_of(workspace, limit)
    resets_on = timezone.localtime(found.ends_at).date()
    return PlanMeter(_NAMES[limit], found.used, found.allowed, resets_on, found.held)
