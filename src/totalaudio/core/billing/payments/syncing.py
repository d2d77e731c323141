"""Making Stripe's products and prices what the table of plans says; doing it twice changes nothing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from totalaudio.core.billing.plans import CURRENCY, PLANS
from totalaudio.core.tenancy.models import Plan

from .client import StripeMissingError, asking, client
from .prices import OFFERS, Offer, agrees

if TYPE_CHECKING:
    from stripe import Price


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was made or put right at Stripe, or would be."""

    what: str
    name: str


def sync_prices(*, dry_run: bool = False) -> list[Change]:
    """Make what is missing and replace what differs; with `dry_run` only say so.

    A price at Stripe never changes its amount: a new one takes over its name, and who pays the old one goes on.
    """
    changes = [change for plan in _sold() for change in _sync_product(plan, dry_run=dry_run)]
    for offer in OFFERS.values():
        changes += _sync_price(offer, dry_run=dry_run)
    return changes


def _sold() -> list[Plan]:
    return [plan for plan, terms in PLANS.items() if terms.is_sold]


def _product_id(plan: Plan) -> str:
    return f"total_audio_{plan.value}"


def _sync_product(plan: Plan, *, dry_run: bool) -> list[Change]:
    name = f"Total Audio Platform {PLANS[plan].name}"
    try:
        with asking():
            found = client(at_work=True).v1.products.retrieve(_product_id(plan))
    except StripeMissingError:
        if not dry_run:
            with asking():
                client(at_work=True).v1.products.create({"id": _product_id(plan), "name": name})
        return [Change("made the product", _product_id(plan))]
    if found.name == name and found.active:
        return []
    if not dry_run:
        with asking():
            client(at_work=True).v1.products.update(found.id, {"name": name, "active": True})
    return [Change("put right the product", found.id)]


def _sync_price(offer: Offer, *, dry_run: bool) -> list[Change]:
    with asking():
        found = client(at_work=True).v1.prices.list({"lookup_keys": [offer.lookup_key]}).data
    old = found[0] if found else None
    if old and old.active and agrees(old, offer):
        return []
    if not dry_run:
        _replace(offer, old)
    return [Change("replaced the price" if old else "made the price", offer.lookup_key)]


def _replace(offer: Offer, old: "Price | None") -> None:
    with asking():
        client(at_work=True).v1.prices.create(
            {
                "product": _product_id(offer.plan),
                "currency": CURRENCY,
                "unit_amount": offer.amount,
                "recurring": {"interval": offer.period.value},
                "lookup_key": offer.lookup_key,
                "transfer_lookup_key": True,
                "tax_behavior": "inclusive",
                "metadata": offer.metadata,
            }
        )
        if old and old.active:
            client(at_work=True).v1.prices.update(old.id, {"active": False})
