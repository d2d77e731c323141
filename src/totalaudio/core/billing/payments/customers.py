"""The one customer at Stripe that a workspace is."""

from hashlib import sha256

from django.db import connection

from totalaudio.core.billing.models import Customer
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.models import Workspace

from .client import StripeMissingError, asking, client


def customer_of(by: Actor) -> str | None:
    """The customer that the actor's workspace is; None when it never bought anything."""
    kept = Customer.objects.filter(workspace_id=by.workspace_id).values_list("stripe_id", flat=True)
    return kept.first()


def ensure_customer(by: Actor, *, email: str) -> str:
    """The customer that the workspace is, made when it is not there yet; two who ask at once get the same.

    Whoever comes second waits for the first one's transaction. Should that be lost after Stripe has made the
    customer, its idempotency key gives the same person the same customer again. One that is gone is replaced.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"customer {by.workspace_id}"]
        )
    known = customer_of(by)
    if known is None:
        return _keep(_make(by, email))
    return _replace(known, _make(by, email, known)) if _is_gone(known) else known


def _is_gone(customer: str) -> bool:
    """Whether somebody deleted it at Stripe, or it belongs to the account that was connected here before."""
    try:
        with asking():
            return bool(getattr(client().v1.customers.retrieve(customer), "deleted", False))
    except StripeMissingError:
        return True


def _make(by: Actor, email: str, instead_of: str = "") -> str:
    name = Workspace.objects.values_list("name", flat=True).get(id=by.workspace_id)
    # A key is good for one request only, and the next who tries may have another address.
    about = sha256(f"{email}\0{name}\0{instead_of}".encode()).hexdigest()[:16]
    with asking():
        made = client().v1.customers.create(
            {"email": email, "name": name, "metadata": {"workspace_id": str(by.workspace_id)}},
            {"idempotency_key": f"customer-{by.workspace_id}-{about}"},
        )
    return made.id


def _keep(stripe_id: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT keep_stripe_customer_v1(%s, %s)", [new_id(), stripe_id])
        row = cursor.fetchone()
    return str(row[0])


def _replace(gone: str, stripe_id: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT replace_stripe_customer_v1(%s, %s)", [gone, stripe_id])
        row = cursor.fetchone()
    return str(row[0])
