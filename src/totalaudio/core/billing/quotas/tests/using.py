"""Workspaces on a plan, and what the database says that they used and hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from totalaudio.core.billing.models import Reservation, Subscription, Usage
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.context import context
from totalaudio.core.tenancy.models import Plan, Workspace
from totalaudio.core.tenancy.roles import Role


def put_on(workspace_id: UUID, plan: Plan) -> None:
    """Give a workspace another plan, as a purchase does."""
    Workspace.objects.using("system").filter(id=workspace_id).update(plan=plan)


def subscribe(workspace_id: UUID, status: str, *, past_due_days: int | None = None) -> Subscription:
    """A subscription as Stripe would describe it."""
    now = timezone.now()
    since = now - timedelta(days=past_due_days) if past_due_days is not None else None
    return Subscription.objects.using("system").create(
        workspace_id=workspace_id,
        stripe_id=f"sub_{new_id().hex}",
        plan=Plan.PRO,
        period="month",
        status=status,
        amount=19_00,
        currency="gbp",
        starts_at=now - timedelta(days=60),
        past_due_since=since,
        fetched_at=now,
    )


@contextmanager
def working_in(workspace_id: UUID, role: Role = Role.MEMBER) -> Iterator[None]:
    """A transaction of somebody who works there."""
    with context(workspace_id=workspace_id, role=role):
        yield


def used(workspace_id: UUID) -> int:
    """What all months together count as used."""
    mine = Usage.objects.using("system").filter(workspace_id=workspace_id)
    return mine.aggregate(sum=Sum("used"))["sum"] or 0


def held(workspace_id: UUID) -> int:
    """What reservations hold that have not expired."""
    mine = Reservation.objects.using("system").filter(workspace_id=workspace_id)
    return mine.filter(expires_at__gt=timezone.now()).aggregate(sum=Sum("amount"))["sum"] or 0


def expire(reservation_id: UUID) -> None:
    """Let a reservation be older than it may become."""
    mine = Reservation.objects.using("system").filter(id=reservation_id)
    assert mine.update(expires_at=timezone.now() - timedelta(seconds=1)) == 1
