"""The one customer at Stripe that a workspace is."""

from django.db import connection

from totalaudio.core.billing.models import Customer
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.models import Workspace

from .client import asking, client


def customer_of(by: Actor) -> str | None:
    """The customer that the actor's workspace is; None when it never bought anything."""
    kept = Customer.objects.filter(workspace_id=by.workspace_id).values_list("stripe_id", flat=True)
    return kept.first()


def ensure_customer(by: Actor, *, email: str) -> str:
    """The customer that the workspace is, made when it is not there yet; two who ask at once get the same.

    Whoever comes second waits for the first one's transaction. Should that be lost after Stripe has made the
    customer, its idempotency key gives the next one the same customer again.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"customer {by.workspace_id}"]
        )
    known = customer_of(by)
    return known or _keep(_make(by, email))


def _make(by: Actor, email: str) -> str:
    name = Workspace.objects.values_list("name", flat=True).get(id=by.workspace_id)
    with asking():
        made = client().v1.customers.create(
            {"email": email, "name": name, "metadata": {"workspace_id": str(by.workspace_id)}},
            {"idempotency_key": f"customer-{by.workspace_id}"},
        )
    return made.id


def _keep(stripe_id: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT keep_stripe_customer_v1(%s, %s)", [new_id(), stripe_id])
        row = cursor.fetchone()
    return str(row[0])
