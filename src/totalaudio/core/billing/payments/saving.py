"""Payments in our table, one row each however many events speak of it, and what is told of them."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from totalaudio.core.billing.models import Payment, PaymentStatus
from totalaudio.core.lib.worked import Outcome, Work, worked
from totalaudio.core.metrics.names import EventCategory, EventName, EventStatus
from totalaudio.core.metrics.recording import record_for

from .invoices import Purpose, purpose_of
from .marks import fixed_id
from .money import Money, money_of
from .queue import enqueue
from .whose import SYSTEM, buyer_in, workspace_of

_PAID = (PaymentStatus.SUCCEEDED, PaymentStatus.REFUNDED)
# In a payment's metadata: the failed try of which was told.
TOLD = "told_of"


def save_payment(stripe_id: str) -> None:
    """Write down how a payment stands at Stripe; nothing when it is not ours.

    Runs in a transaction of the system role that holds the lock of this payment.
    """
    known = Payment.objects.using(SYSTEM).filter(stripe_payment_id=stripe_id).first()
    money = money_of(stripe_id)
    purpose = purpose_of(stripe_id) if known is None or not known.stripe_invoice_id else None
    payment = known or _new(money, purpose or Purpose())
    if payment is None:
        return
    if purpose:
        _say_what_for(payment, purpose)
    before = known.status if known else None
    told_of = payment.metadata.get(TOLD)
    _fill(payment, money)
    payment.save(using=SYSTEM)
    if money.status in _PAID and before not in _PAID:
        _count(Outcome.GOOD)
        _record(payment, EventName.PAYMENT_COMPLETED, EventStatus.SUCCESS)
    if money.attempt and told_of != money.attempt:
        if money.status == PaymentStatus.FAILED:
            _count(Outcome.LEFT_OUT if money.is_declined else Outcome.BAD)
        _tell_of_failure(payment, money.attempt)


def _count(outcome: Outcome) -> None:
    transaction.on_commit(lambda: worked(Work.PAYMENT, outcome), using=SYSTEM)


def _fill(payment: Payment, money: Money) -> None:
    for name, value in money.fields.items():
        setattr(payment, name, value)
    payment.amount, payment.status, payment.updated_at = money.amount, money.status, timezone.now()
    if money.attempt:
        payment.metadata = payment.metadata | {TOLD: money.attempt}


def _new(money: Money, purpose: Purpose) -> Payment | None:
    workspace_id = workspace_of(money.customer, purpose.workspace)
    if workspace_id is None:
        return None
    return Payment(
        workspace_id=workspace_id,
        user_id=buyer_in(workspace_id, purpose.buyer),
        stripe_payment_id=money.stripe_id,
        stripe_customer_id=money.customer,
        currency=money.currency,
        created_at=money.created_at,
    )


def _say_what_for(payment: Payment, purpose: Purpose) -> None:
    """Stripe may know a payment a moment before it knows the invoice that it pays."""
    payment.stripe_subscription_id, payment.stripe_invoice_id = (
        purpose.subscription,
        purpose.invoice,
    )
    payment.plan_name, payment.billing_period = purpose.plan, purpose.period
    payment.metadata = payment.metadata | {"is_renewal": purpose.is_renewal}


def _tell_of_failure(payment: Payment, attempt: str) -> None:
    if payment.status == PaymentStatus.FAILED:
        _record(payment, EventName.PAYMENT_FAILED, EventStatus.ERROR, attempt)
    if payment.metadata.get("is_renewal"):  # at a first payment the buyer sits at Stripe's page
        enqueue("billing.tell_of_failure", payment_id=payment.id)


def _record(payment: Payment, name: EventName, status: EventStatus, attempt: str = "") -> None:
    record_for(
        payment.user_id,
        UUID(str(payment.workspace_id)),
        name=name,
        category=EventCategory.PAYMENT,
        status=status,
        event_id=fixed_id(payment.created_at, payment.stripe_payment_id, name, attempt),
        amount=payment.amount,
        currency=payment.currency,
        plan=payment.plan_name,
        period=payment.billing_period,
        failure_code=payment.failure_code,
    )
