"""What a run takes of the plan: held before it begins, counted with its results, given back when it ends."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from totalaudio.contacts.fields import Status
from totalaudio.core.billing import quotas
from totalaudio.core.billing.plans import Limit
from totalaudio.core.metrics.names import AppName, Counter
from totalaudio.core.metrics.recording import count
from totalaudio.intel.models import Run

# What was known, found nothing or failed is free.
CHARGED: Final = frozenset({Status.ENRICHED, Status.PARTIAL})


def hold(run: Run) -> None:
    """Reserve what is left of a run, or renew that; raises quotas.QuotaRefusedError when the plan has no room."""
    quotas.reserve(run.workspace_id, Limit.ENRICHMENTS, run.total - run.done, reservation_id=run.id)


def charge(run: Run, statuses: Sequence[Status], *, by: UUID | None) -> None:
    """Count a part of a run, in the transaction that writes it; nothing for what brought nothing."""
    charged = sum(status in CHARGED for status in statuses)
    quotas.settle(run.workspace_id, reservation_id=run.id, used=charged)
    if by is not None:
        count(Counter.ENRICHMENTS, AppName.INTEL, user_id=by, by=charged)
