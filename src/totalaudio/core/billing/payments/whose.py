"""To whom something at Stripe belongs; all of this is the worker's, in the connection of the system role."""

from uuid import UUID

from django.db import connections

from totalaudio.core.accounts.models import Member
from totalaudio.core.billing.models import Customer
from totalaudio.core.tenancy.models import Workspace
from totalaudio.core.tenancy.roles import Role

SYSTEM = "system"


def workspace_of(customer: str | None, named: str = "") -> UUID | None:
    """The workspace of a customer, else the one that we once named on the object; None for what is not ours."""
    known = Customer.objects.using(SYSTEM).filter(stripe_id=customer or "")
    found = known.values_list("workspace_id", flat=True).first()
    if found or not named:
        return found
    try:
        wanted = UUID(named)
    except ValueError:
        return None
    return wanted if Workspace.objects.using(SYSTEM).filter(id=wanted).exists() else None


def buyer_in(workspace_id: UUID, named: str) -> UUID:
    """The person whom we named as the buyer, else the workspace's first owner; all zeros when it has no owner."""
    try:
        return UUID(named)
    except ValueError:
        owners = Member.objects.using(SYSTEM).filter(workspace_id=workspace_id, role=Role.OWNER)
        first = owners.order_by("joined_at", "id").values_list("user_id", flat=True).first()
        return first or UUID(int=0)


def lock(*names: str) -> None:
    """Keep these objects to this transaction; taken in one order, so that nobody waits in a circle."""
    with connections[SYSTEM].cursor() as cursor:
        for name in sorted(set(names)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
