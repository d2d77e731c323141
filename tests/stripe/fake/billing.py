"""What happens at Stripe by itself and by people's hands: paying, renewing, changing, cancelling, giving back."""

from calendar import monthrange
from datetime import UTC, datetime

from tests.stripe.fake import paying, shapes
from tests.stripe.fake.account import Account
from tests.stripe.fake.shapes import Shape


def pay_session(account: Account, session_id: str) -> Shape:
    """The buyer pays a Checkout session with a good card; returns the subscription."""
    with account.lock:
        session = account.get(session_id, "checkout.session")
        assert session["status"] == "open", "it is open once only"
        bought = account.get(session["price"])
        metadata = session["subscription_metadata"]
        subscription = _subscribe(account, session["customer"], bought, metadata)
        bill(account, subscription, "subscription_create", percent_off=session["percent_off"])
        session |= {
            "status": "complete",
            "payment_status": "paid",
            "subscription": subscription["id"],
            "invoice": subscription["latest_invoice"],
        }
        account.tell("checkout.session.completed", session)
        return subscription


def _subscribe(account: Account, customer: str, price: Shape, metadata: Shape) -> Shape:
    stripe_id, now = account.new_id("subscription"), account.now()
    item = shapes.item(
        account.new_id("subscription_item"), stripe_id, price, now, period_end(now, price)
    )
    made = account.keep(shapes.subscription(stripe_id, item, now, customer, metadata))
    account.tell("customer.subscription.created", made)
    return made


def period_end(begins: int, price: Shape) -> int:
    """A month or a year later, on the last day of a month that has no such day."""
    at = datetime.fromtimestamp(begins, UTC)
    years, month = divmod(at.month, 12) if price["recurring"]["interval"] == "month" else (1, -1)
    year, month = (at.year + years, month + 1) if month >= 0 else (at.year + 1, at.month)
    day = min(at.day, monthrange(year, month)[1])
    return int(at.replace(year=year, month=month, day=day).timestamp())


def bill(
    account: Account,
    subscription: Shape,
    reason: str,
    *,
    amount: int | None = None,
    percent_off: int = 0,
    is_good: bool = True,
) -> Shape:
    """Make an invoice and try to have it paid; one of nothing is paid without a payment."""
    full = subscription["items"]["data"][0]["price"]["unit_amount"] if amount is None else amount
    due = full * (100 - percent_off) // 100
    invoice = account.keep(
        shapes.invoice(account.new_id("invoice"), account.now(), subscription, due, reason)
    )
    subscription["latest_invoice"] = invoice["id"]
    account.tell("invoice.finalized", invoice)
    if due == 0:
        invoice |= {"status": "paid", "amount_remaining": 0}
        account.tell("invoice.paid", invoice)
        return invoice
    intent = account.keep(paying.intent(account.new_id("payment_intent"), invoice))
    account.keep(shapes.invoice_payment(account.new_id("invoice_payment"), invoice, intent["id"]))
    account.tell("payment_intent.created", intent)
    attempt(account, invoice["id"], is_good=is_good)
    return invoice


def attempt(account: Account, invoice_id: str, *, is_good: bool) -> None:
    """Try to have an open invoice paid."""
    with account.lock:
        invoice = account.get(invoice_id, "invoice")
        link = account.all("invoice_payment", invoice=invoice_id)[0]
        intent = account.get(link["payment"]["payment_intent"])
        charge = account.keep(
            paying.charge(account.new_id("charge"), account.now(), intent, is_paid=is_good)
        )
        intent["latest_charge"] = charge["id"]
        invoice["attempt_count"] += 1
        (_paid if is_good else _declined)(account, invoice, link, intent, charge)


def _paid(account: Account, invoice: Shape, link: Shape, intent: Shape, charge: Shape) -> None:
    amount = intent["amount"]
    intent |= {"status": "succeeded", "amount_received": amount, "last_payment_error": None}
    invoice |= {"status": "paid", "amount_paid": amount, "amount_remaining": 0}
    link["status"] = "paid"
    account.tell("charge.succeeded", charge)
    account.tell("payment_intent.succeeded", intent)
    account.tell("invoice.paid", invoice)
    subscription = subscription_of(account, invoice)
    if subscription["status"] in {"past_due", "unpaid"}:
        subscription["status"] = "active"
        account.tell("customer.subscription.updated", subscription)


def _declined(account: Account, invoice: Shape, link: Shape, intent: Shape, charge: Shape) -> None:
    intent |= {"status": "requires_payment_method", "last_payment_error": paying.declined(charge)}
    account.tell("charge.failed", charge)
    account.tell("payment_intent.payment_failed", intent)
    account.tell("invoice.payment_failed", invoice)
    subscription = subscription_of(account, invoice)
    if subscription["status"] in {"active", "trialing"}:
        subscription["status"] = "past_due"
        account.tell("customer.subscription.updated", subscription)


def subscription_of(account: Account, invoice: Shape) -> Shape:
    return account.get(invoice["parent"]["subscription_details"]["subscription"])


def renew(account: Account, stripe_id: str, *, is_good: bool = True) -> None:
    """The period ends: a new one is billed, or a subscription that was cancelled for its end is over."""
    with account.lock:
        subscription = account.get(stripe_id, "subscription")
        if subscription["cancel_at_period_end"]:
            end(account, stripe_id)
            return
        item = subscription["items"]["data"][0]
        begins = item["current_period_end"]
        item |= {
            "current_period_start": begins,
            "current_period_end": period_end(begins, item["price"]),
        }
        account.tell("customer.subscription.updated", subscription)
        bill(account, subscription, "subscription_cycle", is_good=is_good)


def give_up(account: Account, stripe_id: str) -> None:
    """All tries failed: the subscription is unpaid, and stays."""
    with account.lock:
        subscription = account.get(stripe_id, "subscription")
        subscription["status"] = "unpaid"
        account.tell("customer.subscription.updated", subscription)


def change_plan(account: Account, stripe_id: str, price_id: str) -> None:
    """Another price from now on; what it costs more is billed at once."""
    with account.lock:
        subscription, price = account.get(stripe_id, "subscription"), account.get(price_id, "price")
        item = subscription["items"]["data"][0]
        more = price["unit_amount"] - item["price"]["unit_amount"]
        item["price"] = price
        item["current_period_end"] = period_end(item["current_period_start"], price)
        account.tell("customer.subscription.updated", subscription)
        if more > 0:
            bill(account, subscription, "subscription_update", amount=more)


def cancel(account: Account, stripe_id: str) -> None:
    """Cancelled for the end of the period."""
    with account.lock:
        subscription = account.get(stripe_id, "subscription")
        ends_at = subscription["items"]["data"][0]["current_period_end"]
        subscription |= {
            "cancel_at_period_end": True,
            "cancel_at": ends_at,
            "canceled_at": account.now(),
        }
        account.tell("customer.subscription.updated", subscription)


def end(account: Account, stripe_id: str) -> None:
    """Over, now."""
    with account.lock:
        subscription = account.get(stripe_id, "subscription")
        subscription |= {"status": "canceled", "ended_at": account.now()}
        account.tell("customer.subscription.deleted", subscription)


def give_back(
    account: Account, charge_id: str, amount: int | None = None, reason: str | None = None
) -> Shape:
    """Refund a charge, all of what is left of it or a part."""
    with account.lock:
        charge = account.get(charge_id, "charge")
        left = charge["amount"] - charge["amount_refunded"]
        given = left if amount is None else amount
        assert 0 < given <= left, "more than was paid"
        refund = account.keep(
            paying.refund(account.new_id("refund"), account.now(), charge, given, reason)
        )
        charge["amount_refunded"] += given
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        account.tell("refund.created", refund)
        account.tell("charge.refunded", charge)
        return refund


def argue(account: Account, charge_id: str, reason: str = "fraudulent") -> Shape:
    """The cardholder disputes a charge."""
    with account.lock:
        charge = account.get(charge_id, "charge")
        charge["disputed"] = True
        dispute = account.keep(
            paying.dispute(account.new_id("dispute"), account.now(), charge, reason)
        )
        account.tell("charge.dispute.created", dispute)
        return dispute


def decide(account: Account, dispute_id: str, status: str) -> None:
    """The bank decides a dispute: won or lost."""
    with account.lock:
        dispute = account.get(dispute_id, "dispute")
        dispute["status"] = status
        account.tell("charge.dispute.closed", dispute)
