"""What a payment is for: the invoice that it pays, the subscription, the plan, the buyer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .client import asking, client, id_of, said
from .prices import named_by

if TYPE_CHECKING:
    import stripe


@dataclass(frozen=True, slots=True)
class Purpose:
    """`is_renewal` tells the payments that nobody sits at a page for from the first one."""

    invoice: str | None = None
    subscription: str | None = None
    plan: str | None = None
    period: str | None = None
    workspace: str = ""
    buyer: str = ""
    is_renewal: bool = False


def purpose_of(payment: str) -> Purpose:
    """Ask Stripe for what a payment pays; an empty Purpose when it pays no invoice."""
    with asking():
        found = client(at_work=True).v1.invoice_payments.list(
            {
                "payment": {"type": "payment_intent", "payment_intent": payment},
                "expand": ["data.invoice"],
            }
        )
        invoice = found.data[0].invoice if found.data else None
    if invoice is None or isinstance(invoice, str):
        return Purpose(invoice=invoice)
    plan, period = _bought(invoice)
    said_there = _parent(invoice)
    metadata = said_there.metadata if said_there else None
    return Purpose(
        invoice=invoice.id,
        subscription=id_of(said_there.subscription) if said_there else None,
        plan=plan,
        period=period,
        workspace=said(metadata, "workspace_id"),
        buyer=said(metadata, "user_id"),
        is_renewal=invoice.billing_reason != "subscription_create",
    )


def subscription_of(invoice: "stripe.Invoice") -> str | None:
    """The subscription that an invoice is of."""
    parent = _parent(invoice)
    return id_of(parent.subscription) if parent else None


def payments_of(invoice: "stripe.Invoice") -> list[str]:
    """The payment intents that pay an invoice, or tried to."""
    listed = invoice.payments.data if invoice.payments else []
    intents = (one.payment for one in listed if one.payment.type == "payment_intent")
    return [found for one in intents if (found := id_of(one.payment_intent))]


def _parent(invoice: "stripe.Invoice") -> "stripe.Invoice.Parent.SubscriptionDetails | None":
    return invoice.parent.subscription_details if invoice.parent else None


def _bought(invoice: "stripe.Invoice") -> tuple[str | None, str | None]:
    """Plan and period of the last line that costs something; credits for an old plan cost less than nothing."""
    priced = [line for line in invoice.lines.data if line.pricing and line.amount >= 0]
    if not priced or priced[-1].pricing is None or priced[-1].pricing.price_details is None:
        return None, None
    price = priced[-1].pricing.price_details.price
    with asking():
        named = named_by(
            client(at_work=True).v1.prices.retrieve(price) if isinstance(price, str) else price
        )
    return (named[0].value, named[1].value) if named else (None, None)
