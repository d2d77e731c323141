"""The shapes of what moves money: payment intents, charges, refunds, disputes."""

from tests.stripe.fake.shapes import Shape


def intent(i: str, of: Shape) -> Shape:
    return {
        "id": i,
        "object": "payment_intent",
        "created": of["created"],
        "livemode": False,
        "amount": of["amount_due"],
        "amount_received": 0,
        "currency": of["currency"],
        "customer": of["customer"],
        "status": "requires_payment_method",
        "last_payment_error": None,
        "latest_charge": None,
        "payment_method": None,
        "metadata": {},
    }


def charge(i: str, now: int, of: Shape, *, is_paid: bool) -> Shape:
    return {
        "id": i,
        "object": "charge",
        "created": now,
        "livemode": False,
        "amount": of["amount"],
        "amount_refunded": 0,
        "currency": of["currency"],
        "customer": of["customer"],
        "payment_intent": of["id"],
        "paid": is_paid,
        "refunded": False,
        "disputed": False,
        "status": "succeeded" if is_paid else "failed",
        "failure_code": None if is_paid else "card_declined",
        "failure_message": None if is_paid else "Your card was declined.",
        "payment_method_details": {"type": "card", "card": {"brand": "visa", "last4": "4242"}},
        "metadata": {},
    }


def declined(of: Shape) -> Shape:
    return {
        "type": "card_error",
        "code": "card_declined",
        "decline_code": "insufficient_funds",
        "message": "Your card has insufficient funds.",
        "charge": of["id"],
    }


def refund(i: str, now: int, of: Shape, amount: int, reason: str | None) -> Shape:
    return {
        "id": i,
        "object": "refund",
        "created": now,
        "amount": amount,
        "charge": of["id"],
        "currency": of["currency"],
        "payment_intent": of["payment_intent"],
        "reason": reason,
        "status": "succeeded",
        "metadata": {},
    }


def dispute(i: str, now: int, of: Shape, reason: str) -> Shape:
    return {
        "id": i,
        "object": "dispute",
        "created": now,
        "livemode": False,
        "amount": of["amount"],
        "charge": of["id"],
        "currency": of["currency"],
        "payment_intent": of["payment_intent"],
        "reason": reason,
        "status": "needs_response",
        "metadata": {},
    }
