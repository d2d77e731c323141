"""Plans for one person have no members beside their owner."""

from uuid import UUID

from totalaudio.core.accounts.workspaces.refusals import RefusedError
from totalaudio.core.tenancy.models import Workspace

from .plans import PLANS, terms_of


def require_members(workspace_id: UUID) -> None:
    """RefusedError when the plan in force is for one person."""
    terms = terms_of(Workspace.objects.values_list("plan", flat=True).get(id=workspace_id))
    if not terms.has_members:
        larger = " or ".join(one.name for one in PLANS.values() if one.is_sold and one.has_members)
        raise RefusedError(
            f"The plan {terms.name} is for one person. Upgrade to {larger} to invite others."
        )
