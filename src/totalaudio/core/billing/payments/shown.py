"""What the page of a workspace's plan shows."""

from dataclasses import dataclass
from datetime import datetime

from totalaudio.core.billing.models import Customer, Payment, Subscription
from totalaudio.core.billing.plans import PLANS, Period, terms_of
from totalaudio.core.tenancy.models import Plan, Workspace
from totalaudio.core.ui.tables import Column

from .prices import OFFERS, Offer
from .subscriptions import RUNNING

MOST_PAYMENTS = 50
COLUMNS = (
    Column("date", "Date", is_sortable=False, slot="title"),
    Column("plan", "Plan", is_sortable=False),
    Column("amount", "Amount", is_sortable=False, is_number=True, slot="aside"),
    Column("state", "State", is_sortable=False, slot="meta"),
)


@dataclass(frozen=True, slots=True)
class PlanOnSale:
    """A plan with its prices, as one card."""

    name: str
    says: str
    month: Offer
    year: Offer
    is_current: bool

    @property
    def offers(self) -> tuple[Offer, Offer]:
        """By the month first."""
        return self.month, self.year


@dataclass(frozen=True, slots=True)
class Paying:
    """The subscription that counts, the newest: what is paid next and when, or when it ends or ended."""

    plan: str
    status: str
    tone: str
    is_running: bool
    amount: int
    every: str
    next_at: datetime | None
    ends_at: datetime | None
    ended_at: datetime | None


def plans_on_sale(workspace: Workspace) -> list[PlanOnSale]:
    """Every plan that can be bought."""
    return [
        PlanOnSale(
            terms.name,
            terms.says,
            OFFERS[f"{plan.value}_month"],
            OFFERS[f"{plan.value}_year"],
            plan == workspace.plan,
        )
        for plan, terms in PLANS.items()
        if terms.is_sold
    ]


def paying(workspace: Workspace) -> Paying | None:
    """How the workspace pays; None when it never did, or went on without."""
    found = Subscription.objects.filter(workspace_id=workspace.id, left_at=None).exclude(
        status="incomplete"
    )
    newest = found.order_by("-starts_at", "-stripe_id")
    one = newest.filter(status__in=RUNNING).first() or newest.first()
    if one is None:
        return None
    return Paying(
        plan=terms_of(one.plan).name,
        status=_WORDS.get(one.status, one.status),
        tone=_TONES.get(one.status, "bad"),
        is_running=one.status in RUNNING,
        amount=one.amount,
        every="year" if one.period == Period.YEAR else "month",
        next_at=None if one.cancels_at else one.period_ends_at,
        ends_at=one.cancels_at,
        ended_at=one.ended_at,
    )


_TONES = {"trialing": "active", "active": "good", "past_due": "warning", "canceled": "neutral"}
_WORDS = {
    "trialing": "On trial",
    "active": "Paid",
    "past_due": "Payment failed",
    "unpaid": "Not paid",
    "canceled": "Ended",
    "incomplete_expired": "Never paid",
    "paused": "Paused",
}


def payments(workspace: Workspace) -> list[Payment]:
    """The last payments, newest first."""
    mine = Payment.objects.filter(workspace_id=workspace.id)
    return list(mine.order_by("-created_at", "-id")[:MOST_PAYMENTS])


def is_customer(workspace: Workspace) -> bool:
    """Whether there is a portal to open."""
    return Customer.objects.filter(workspace_id=workspace.id).exists()


def may_leave(workspace: Workspace) -> bool:
    """Whether nothing is paid any more for a plan that the workspace still carries."""
    standing = Subscription.objects.filter(workspace_id=workspace.id, left_at=None)
    over = ("canceled", "incomplete_expired")
    is_paid_plan = workspace.plan in {Plan.PRO, Plan.AGENCY}
    return is_paid_plan and standing.exists() and not standing.exclude(status__in=over).exists()
