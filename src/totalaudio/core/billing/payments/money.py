"""A payment as Stripe describes it now: its intent, the last charge, refunds and disputes, in our words."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from totalaudio.core.billing.models import PaymentStatus

from .client import asking, client, id_of, moment

if TYPE_CHECKING:
    import stripe

# Stripe's code for a payment that waits for its cardholder.
ACTION: Final = "authentication_required"
_TO_CONFIRM: Final = "the bank asks the cardholder to confirm it."


@dataclass(frozen=True, slots=True)
class Money:
    """What becomes of one payment; `attempt` is the last try that needs the payer, '' without one.

    It is declined when the card or its bank refused that try, and nothing broke.
    """

    stripe_id: str
    customer: str | None
    amount: int
    currency: str
    status: PaymentStatus
    created_at: datetime
    attempt: str
    is_declined: bool
    fields: dict[str, object]


def money_of(stripe_id: str) -> Money:
    """Ask Stripe how a payment stands."""
    stripe_now = client(at_work=True).v1
    with asking():
        intent = stripe_now.payment_intents.retrieve(
            stripe_id, {"expand": ["latest_charge.refunds", "payment_method"]}
        )
        charge = intent.latest_charge
        charge = None if isinstance(charge, str) else charge
        disputes = stripe_now.disputes.list({"payment_intent": stripe_id}).data if charge else []
    made = moment(intent.created)
    assert made is not None  # noqa: S101 - Stripe always says when
    status = _status(intent, charge)
    return Money(
        stripe_id=intent.id,
        customer=id_of(intent.customer),
        amount=intent.amount_received or intent.amount,
        currency=intent.currency,
        status=status,
        created_at=made,
        attempt=_attempt(intent, charge) if _needs_the_payer(intent) else "",
        is_declined=_is_declined(intent),
        fields={
            "payment_method": _method(intent, charge),
            **_failure(intent, status),
            **_refund(charge),
            **_dispute(disputes),
        },
    )


def _status(intent: "stripe.PaymentIntent", charge: "stripe.Charge | None") -> PaymentStatus:
    if intent.status == "succeeded":
        is_given_back = charge is not None and charge.refunded
        return PaymentStatus.REFUNDED if is_given_back else PaymentStatus.SUCCEEDED
    if intent.status == "canceled":
        return PaymentStatus.CANCELLED
    if intent.status == "requires_payment_method" and intent.last_payment_error:
        return PaymentStatus.FAILED
    return PaymentStatus.PENDING


def _needs_the_payer(intent: "stripe.PaymentIntent") -> bool:
    """Whether a try failed, or the bank lets it wait until the cardholder confirms it."""
    is_failed = intent.status == "requires_payment_method" and intent.last_payment_error is not None
    return is_failed or intent.status == "requires_action"


def _attempt(intent: "stripe.PaymentIntent", charge: "stripe.Charge | None") -> str:
    error = intent.last_payment_error
    return (error.charge if error else None) or (charge.id if charge else intent.id)


def _is_declined(intent: "stripe.PaymentIntent") -> bool:
    error = intent.last_payment_error
    return error is not None and error.type == "card_error"


def _method(intent: "stripe.PaymentIntent", charge: "stripe.Charge | None") -> str | None:
    if charge and charge.payment_method_details:
        return charge.payment_method_details.type
    method = intent.payment_method
    return None if method is None or isinstance(method, str) else method.type


def _failure(intent: "stripe.PaymentIntent", status: PaymentStatus) -> dict[str, object]:
    if intent.status == "requires_action":
        return {"failure_reason": _TO_CONFIRM, "failure_code": ACTION}
    error = intent.last_payment_error if status == PaymentStatus.FAILED else None
    return {
        "failure_reason": error.message if error else None,
        "failure_code": (error.decline_code or error.code) if error else None,
    }


def _refund(charge: "stripe.Charge | None") -> dict[str, object]:
    """How much went back so far, with the last refund's time and reason."""
    if charge is None or not charge.amount_refunded:
        return {"refunded_at": None, "refund_amount": None, "refund_reason": None}
    refunds = charge.refunds.data if charge.refunds else []
    last = max((one for one in refunds if one.status != "failed"), key=_made_at, default=None)
    return {
        "refunded_at": moment(last.created if last else charge.created),
        "refund_amount": charge.amount_refunded,
        "refund_reason": last.reason if last else None,
    }


def _dispute(disputes: "list[stripe.Dispute]") -> dict[str, object]:
    last = max(disputes, key=_made_at, default=None)
    return {
        "disputed_at": moment(last.created) if last else None,
        "dispute_status": last.status if last else None,
    }


def _made_at(found: "stripe.Refund | stripe.Dispute") -> tuple[int, str]:
    return found.created, found.id
