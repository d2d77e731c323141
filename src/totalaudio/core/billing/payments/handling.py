"""What the worker does with an event: it asks Stripe how the objects stand now, and writes that down.

So the order of events does not matter, nor how often one comes: the last one to be handled finds the same truth.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from totalaudio.core.billing.models import StripeEvent
from totalaudio.core.lib.worked import Outcome, Work, worked

from .client import StripeMissingError, asking, client, id_of
from .invoices import payments_of, subscription_of
from .saving import save_payment
from .subscriptions import WorkspaceGoneError, save_subscription
from .whose import SYSTEM, lock

if TYPE_CHECKING:
    from stripe import StripeClient

# What an event's object must be for us to look at it.
KINDS: Final = frozenset(
    {"subscription", "invoice", "checkout.session", "payment_intent", "charge", "refund", "dispute"}
)
# Of invoices that are not made yet, and of drafts that are gone: Stripe cannot be asked for either.
_NOTHING_TO_ASK: Final = frozenset({"invoice.upcoming", "invoice.deleted"})


@dataclass(frozen=True, slots=True)
class Concern:
    """The subscriptions and payments that are to be looked at."""

    subscriptions: frozenset[str] = frozenset()
    payments: frozenset[str] = frozenset()


def handle(event_id: UUID) -> None:
    """Bring what an event speaks of up to date, and mark it handled in the same transaction.

    What goes wrong is kept as the event's problem, and raised, so that the worker tries again.
    """
    event = StripeEvent.objects.using(SYSTEM).filter(id=event_id, handled_at=None).first()
    if event is None:
        return
    try:
        try:
            bring_up_to_date(_concern(event), event_id)
        except (StripeMissingError, WorkspaceGoneError) as final:
            _mark(event_id, problem=str(final))
    except Exception as problem:
        if event.problem is None:  # the first time; it is tried again
            worked(Work.PAYMENT, Outcome.BAD)
        _note(event_id, problem)
        raise


def bring_up_to_date(concern: Concern, event_id: UUID | None = None) -> None:
    """Write down how these objects stand, and with them that the event is handled: all of it or nothing."""
    with transaction.atomic(using=SYSTEM):
        lock(*concern.subscriptions, *concern.payments)
        for payment in sorted(concern.payments):
            save_payment(payment)
        # Last, because it locks its workspace, and nobody there should wait for what Stripe is still asked.
        for subscription in sorted(concern.subscriptions):
            save_subscription(subscription)
        if event_id:
            _mark(event_id)


def _mark(event_id: UUID, problem: str | None = None) -> None:
    StripeEvent.objects.using(SYSTEM).filter(id=event_id).update(
        handled_at=timezone.now(), problem=problem
    )


def _note(event_id: UUID, problem: Exception) -> None:
    words = str(problem)[:500] or type(problem).__name__
    StripeEvent.objects.using(SYSTEM).filter(id=event_id, handled_at=None).update(problem=words)


def _concern(event: StripeEvent) -> Concern:
    kind, stripe_id = str(event.payload.get("object")), str(event.payload.get("id"))
    if kind not in KINDS or not stripe_id or event.kind in _NOTHING_TO_ASK:
        return Concern()
    return concern_of(kind, stripe_id)


def concern_of(kind: str, stripe_id: str) -> Concern:
    """What has to be looked at when this object changed."""
    stripe_now = client(at_work=True)
    with asking():
        match kind:
            case "subscription":
                return Concern(subscriptions=frozenset({stripe_id}))
            case "payment_intent":
                return Concern(payments=frozenset({stripe_id}))
            case "invoice":
                return _of_invoice(stripe_now, stripe_id)
            case "checkout.session":
                return _of_session(stripe_now, stripe_id)
            case _:
                return _of_payment(_payment_behind(stripe_now, kind, stripe_id))


def _of_invoice(stripe_now: "StripeClient", stripe_id: str) -> Concern:
    invoice = stripe_now.v1.invoices.retrieve(stripe_id, {"expand": ["payments"]})
    subscription = subscription_of(invoice)
    return Concern(
        subscriptions=frozenset({subscription} if subscription else ()),
        payments=frozenset(payments_of(invoice)),
    )


def _of_session(stripe_now: "StripeClient", stripe_id: str) -> Concern:
    session = stripe_now.v1.checkout.sessions.retrieve(stripe_id)
    invoice, subscription = id_of(session.invoice), id_of(session.subscription)
    found = _of_invoice(stripe_now, invoice) if invoice else Concern()
    return Concern(
        subscriptions=found.subscriptions | ({subscription} if subscription else set()),
        payments=found.payments,
    )


def _payment_behind(stripe_now: "StripeClient", kind: str, stripe_id: str) -> str | None:
    match kind:
        case "charge":
            return id_of(stripe_now.v1.charges.retrieve(stripe_id).payment_intent)
        case "refund":
            return id_of(stripe_now.v1.refunds.retrieve(stripe_id).payment_intent)
        case _:
            return id_of(stripe_now.v1.disputes.retrieve(stripe_id).payment_intent)


def _of_payment(stripe_id: str | None) -> Concern:
    return Concern(payments=frozenset({stripe_id} if stripe_id else ()))
