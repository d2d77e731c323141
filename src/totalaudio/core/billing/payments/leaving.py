"""Going on without a plan after its subscription has ended."""

from django.db import connection

from totalaudio.core.accounts.workspaces.refusals import RefusedError
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.roles import Role


def continue_on_free(*, by: Actor) -> None:
    """Put the workspace on Free; it is no longer read-only then. RefusedError while a subscription stands."""
    if by.role != Role.OWNER:
        raise RefusedError("Only an owner gives the plan up. Ask one, or buy the plan again.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT continue_on_free_v1()")
        row = cursor.fetchone()
    if not row[0]:
        raise RefusedError(
            "There is no ended plan to leave. A subscription that still runs is cancelled under Manage payments."
        )
