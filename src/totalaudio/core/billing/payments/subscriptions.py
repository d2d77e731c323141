"""Subscriptions as Stripe has them now, and the plan that a workspace has by them."""

from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils import timezone

from totalaudio.core.billing.models import Subscription
from totalaudio.core.tenancy.models import Plan, Workspace

from .client import asking, client, id_of, moment, said
from .prices import named_by
from .whose import SYSTEM, workspace_of

if TYPE_CHECKING:
    import stripe

# While one of these lasts the workspace has the plan; the grace of past_due is the standing's to measure.
RUNNING: Final = ("trialing", "active", "past_due")
# Once it ran: the plan stays until somebody buys or leaves it, and the standing says read-only.
_RAN: Final = ("unpaid", "paused", "canceled")
_NEVER_PAID: Final = "incomplete_expired"
_RANK: Final = {Plan.FREE: 0, Plan.PRO: 1, Plan.AGENCY: 2}


class UnknownPlanError(Exception):
    """A subscription of ours has a price that names no plan."""


class WorkspaceGoneError(Exception):
    """Somebody goes on paying for a workspace that is not here any more."""


def save_subscription(stripe_id: str) -> None:
    """Write down how a subscription stands at Stripe, and what plan follows; nothing when it is not ours.

    WorkspaceGoneError when it still runs for a workspace that was deleted.
    Runs in a transaction of the system role that holds the lock of this subscription.
    """
    with asking():
        found = client(at_work=True).v1.subscriptions.retrieve(
            stripe_id, {"expand": ["latest_invoice"]}
        )
    customer, named = id_of(found.customer), said(found.metadata, "workspace_id")
    workspace_id = workspace_of(customer, named)
    if workspace_id is None:
        if named and found.status in RUNNING:
            raise WorkspaceGoneError(
                f"{found.id} is paid for a workspace that is not here. {_CANCEL}"
            )
        return
    Subscription.objects.using(SYSTEM).update_or_create(
        stripe_id=found.id, defaults=_fields(found) | {"workspace_id": workspace_id}
    )
    if found.status == _NEVER_PAID:
        _leave(found.id)
    _give_plan(workspace_id)


_CANCEL = "Cancel it at Stripe, if it is of this installation."


def _leave(stripe_id: str) -> None:
    """What was never paid leaves no trace in how the workspace stands."""
    Subscription.objects.using(SYSTEM).filter(stripe_id=stripe_id, left_at=None).update(
        left_at=timezone.now()
    )


def _fields(found: "stripe.Subscription") -> dict[str, object]:
    item = found.items.data[0]
    named = named_by(item.price)
    if named is None:
        raise UnknownPlanError(f"the price {item.price.id} of {found.id} names no plan of ours")
    plan, period = named
    ends_at = moment(item.current_period_end)
    return {
        "plan": plan,
        "period": period,
        "status": found.status,
        "amount": (item.price.unit_amount or 0) * (item.quantity or 1),
        "currency": found.currency,
        "starts_at": moment(found.start_date),
        "period_ends_at": ends_at,
        "cancels_at": moment(found.cancel_at) or (ends_at if found.cancel_at_period_end else None),
        "ended_at": moment(found.ended_at),
        "past_due_since": _past_due_since(found),
        "fetched_at": timezone.now(),
    }


def _past_due_since(found: "stripe.Subscription") -> datetime | None:
    """When the first invoice was made that is not paid; later ones, as of another plan, give no new time."""
    if found.status != "past_due":
        return None
    with asking():
        unpaid = client(at_work=True).v1.invoices.list(
            {"subscription": found.id, "status": "open", "limit": 100}
        )
        first = min((one.created for one in unpaid.auto_paging_iter()), default=None)
    if first is not None:
        return moment(first)
    invoice = found.latest_invoice
    if invoice is None or isinstance(invoice, str):
        return moment(found.items.data[0].current_period_start)
    return moment(invoice.created)


def _give_plan(workspace_id: UUID) -> None:
    """Give the best plan that runs, else the best that ran and was not left; the same in whatever order events come."""
    workspaces = Workspace.objects.using(SYSTEM).select_for_update(no_key=True)
    workspace = workspaces.get(id=workspace_id)
    if workspace.plan == Plan.SELF_HOSTED:
        return
    plan = _best(workspace_id, RUNNING) or _best(workspace_id, _RAN)
    if plan and plan != workspace.plan:
        workspace.plan = plan
        workspace.save(using=SYSTEM, update_fields=["plan"])


def _best(workspace_id: UUID, statuses: tuple[str, ...]) -> Plan | None:
    bought = Subscription.objects.using(SYSTEM).filter(
        workspace_id=workspace_id, status__in=statuses, left_at=None
    )
    plans = [Plan(plan) for plan in bought.values_list("plan", flat=True)]
    return max(plans, key=lambda plan: _RANK[plan], default=None)
