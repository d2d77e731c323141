"""The plans as the pricing page shows them: everything from billing/plans.py, in words."""

from dataclasses import dataclass

from django.conf import settings

from totalaudio.core.billing.plans import PLANS, Limit, Period, PlanTerms
from totalaudio.core.tenancy.models import Plan

_LIMITS = {
    Limit.ENRICHMENTS: ("enrichments a month", "Unlimited enrichments, within fair use"),
    Limit.ACTIVE_CAMPAIGNS: ("active campaigns", "Unlimited campaigns"),
    Limit.SENDS: (
        "pitches sent a month",
        "Unlimited sending, within fair use and your mailbox's caps",
    ),
}


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One plan on the page; `price` is in pence for the period, None where nothing is paid."""

    plan: Plan
    name: str
    says: str
    price: int | None
    period: str
    saves: int
    lines: tuple[str, ...]
    is_main: bool


def cards(period: Period) -> list[PlanCard]:
    """The plans that can be had here: those of the hosted service, or Self-hosted alone."""
    if not settings.PAYMENTS_CONFIGURED:
        return [_card(PLANS[Plan.SELF_HOSTED], period)]
    return [_card(terms, period) for terms in PLANS.values() if terms.plan is not Plan.SELF_HOSTED]


def _card(terms: PlanTerms, period: Period) -> PlanCard:
    return PlanCard(
        plan=terms.plan,
        name=terms.name,
        says=terms.says,
        price=terms.prices.get(period),
        period=str(period),
        saves=_saves(terms),
        lines=tuple(_lines(terms)),
        is_main=terms.plan in {Plan.PRO, Plan.SELF_HOSTED},
    )


def _saves(terms: PlanTerms) -> int:
    """What a year costs less than twelve months, in pence."""
    if not terms.is_sold:
        return 0
    return 12 * terms.prices[Period.MONTH] - terms.prices[Period.YEAR]


def _lines(terms: PlanTerms) -> list[str]:
    lines = [
        f"{terms.limits[limit]} {counted}" if limit in terms.limits else free
        for limit, (counted, free) in _LIMITS.items()
    ]
    if terms.plan is Plan.SELF_HOSTED:
        lines = ["Unlimited enrichments, campaigns and sending"]
    lines.append("Members with roles" if terms.has_members else "One member")
    if terms.has_client_links:
        lines.append("Report links for clients")
    if terms.has_white_label:
        lines.append("Reports under your own name")
    return lines
