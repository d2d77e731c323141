"""What can be bought, by the one table of plans; Stripe's prices are found by name and must agree."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from totalaudio.core.billing.plans import CURRENCY, PLANS, Period
from totalaudio.core.tenancy.models import Plan
from totalaudio.core.ui.formats import money

from .client import StripeRefusedError, asking, client, said

if TYPE_CHECKING:
    from stripe import Price


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan for a period, at the price of the table."""

    plan: Plan
    period: Period
    amount: int

    @property
    def lookup_key(self) -> str:
        """The name of its price at Stripe."""
        return f"{self.plan.value}_{self.period.value}"

    @property
    def is_monthly(self) -> bool:
        """Whether it is paid each month."""
        return self.period is Period.MONTH

    @property
    def words(self) -> str:
        """What a button says."""
        return f"{money(self.amount)} a {self.period.value}"

    @property
    def metadata(self) -> dict[str, str]:
        """What its price says of itself, also after another one took over its name."""
        return {"plan": self.plan.value, "period": self.period.value}


OFFERS = {
    offer.lookup_key: offer
    for terms in PLANS.values()
    for period, amount in terms.prices.items()
    for offer in [Offer(terms.plan, period, amount)]
}


# No price at Stripe gives a plan that is nobody's to sell.
_BOUGHT = {str(plan) for plan in Plan} - {Plan.FREE, Plan.SELF_HOSTED}


def offer_of(plan: str, period: str) -> Offer | None:
    """The offer that a form names; None when there is none."""
    return OFFERS.get(f"{plan}_{period}")


def price_of(offer: Offer) -> str:
    """The id of the offer's price at Stripe; StripeRefusedError when it is not there or asks for something else."""
    with asking():
        found = client().v1.prices.list({"lookup_keys": [offer.lookup_key], "active": True}).data
    if not found:
        raise StripeRefusedError(f"Stripe has no price {offer.lookup_key}. {_REPAIR}")
    if not agrees(found[0], offer):
        raise StripeRefusedError(
            f"the price {offer.lookup_key} at Stripe differs from the plan. {_REPAIR}"
        )
    return found[0].id


_REPAIR = "Run `totalaudio billing sync-prices`."


def agrees(price: "Price", offer: Offer) -> bool:
    """Whether a price asks for exactly what the table says."""
    every = price.recurring
    return (
        (price.unit_amount, price.currency) == (offer.amount, CURRENCY)
        and every is not None
        and (every.interval, every.interval_count) == (offer.period.value, 1)
    )


def named_by(price: "Price") -> tuple[Plan, Period] | None:
    """The plan and period that a price is for, also one that is sold no more; None when it is not ours."""
    offer = OFFERS.get(price.lookup_key or "")
    if offer:
        return offer.plan, offer.period
    plan, period = said(price.metadata, "plan"), said(price.metadata, "period")
    if plan in _BOUGHT and period in set(Period):
        return Plan(plan), Period(period)
    return None
