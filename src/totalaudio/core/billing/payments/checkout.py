"""Buying: a Checkout session for an offer of ours, or the way to the portal for who has a subscription already."""

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from totalaudio.core.accounts.models import User
from totalaudio.core.accounts.workspaces.refusals import RefusedError
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.models import Plan, Workspace

from .client import StripeRefusedError, asking, client
from .customers import customer_of, ensure_customer
from .prices import Offer, price_of

if TYPE_CHECKING:
    from stripe.checkout import Session
    from stripe.params.checkout import SessionCreateParams

# At Stripe a subscription with one of these is over, or never began.
_OVER = {"canceled", "incomplete_expired", "incomplete"}


def start_checkout(*, by: Actor, offer: Offer) -> str:
    """The address at Stripe where the workspace buys this offer; the portal when it has a subscription."""
    if Workspace.objects.filter(id=by.workspace_id, plan=Plan.SELF_HOSTED).exists():
        raise RefusedError("This workspace runs the plan Self-hosted, which has everything.")
    buyer = User.objects.filter(id__in=[by.user_id]).get()
    price = price_of(offer)
    customer = ensure_customer(by, email=buyer.email)
    # In this order: a session that is paid in between is no longer open, and its subscription is seen.
    open_already = _open_session(customer, offer)
    if _is_subscribed(customer):
        return open_portal(by=by)
    return open_already or _new_session(by, offer, customer, price)


def open_portal(*, by: Actor) -> str:
    """The address of the Billing Portal for this workspace's customer."""
    customer = customer_of(by)
    if customer is None:
        raise RefusedError("Nothing was bought for this workspace so far.")
    with asking():
        portal = client().v1.billing_portal.sessions.create(
            {"customer": customer, "return_url": _address("billing:plan")}
        )
    return portal.url


def _is_subscribed(customer: str) -> bool:
    """Stripe is asked, because its word about a payment of just now may not have arrived yet."""
    with asking():
        found = client().v1.subscriptions.list({"customer": customer, "status": "all"})
        return any(one.status not in _OVER for one in found.auto_paging_iter())


def _open_session(customer: str, offer: Offer) -> str | None:
    """The session that is open for this very offer; others are closed, so that nobody pays twice."""
    address = None
    with asking():
        found = client().v1.checkout.sessions.list({"customer": customer, "status": "open"})
        for session in found.data:
            if address is None and _is_for(session, offer):
                address = session.url
            else:
                client().v1.checkout.sessions.expire(session.id)
    return address


def _is_for(session: "Session", offer: Offer) -> bool:
    kept = session.metadata.to_dict() if session.metadata else {}
    wanted = offer.metadata | {"amount": str(offer.amount)}
    return all(kept.get(name) == value for name, value in wanted.items())


def _new_session(by: Actor, offer: Offer, customer: str, price: str) -> str:
    with asking():
        session = client().v1.checkout.sessions.create(_asked_for(by, offer, customer, price))
    if session.url is None:
        raise StripeRefusedError("Stripe gave no address to pay at")
    return session.url


def _asked_for(by: Actor, offer: Offer, customer: str, price: str) -> "SessionCreateParams":
    whose = {"workspace_id": str(by.workspace_id), "user_id": str(by.user_id)}
    return {
        "mode": "subscription",
        "customer": customer,
        "client_reference_id": str(by.workspace_id),
        "line_items": [{"price": price, "quantity": 1}],
        "allow_promotion_codes": True,
        "automatic_tax": {"enabled": True},
        "customer_update": {"address": "auto"},
        "metadata": whose | offer.metadata | {"amount": str(offer.amount)},
        "subscription_data": {"metadata": whose},
        "success_url": _address("billing:confirming"),
        "cancel_url": _address("billing:plan"),
    }


def _address(route: str) -> str:
    return urljoin(f"{settings.BASE_URL}/", reverse(route))
