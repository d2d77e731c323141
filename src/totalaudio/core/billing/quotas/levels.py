"""Limits on what there may be at one time, such as active campaigns."""

from collections.abc import Callable
from uuid import UUID

from django.db import connection

from totalaudio.core.billing.plans import Limit, terms_of
from totalaudio.core.billing.standing import Standing, standing_of
from totalaudio.core.tenancy.models import Workspace

from .limits import LimitReachedError, ReadOnlyError


def check_level(
    workspace_id: UUID, limit: Limit, count: Callable[[], int], *, adding: int = 1
) -> None:
    """Whether the plan allows as many more; LimitReachedError or ReadOnlyError when it does not.

    `count` says how many there are. Until the transaction ends, others who ask wait, so that two cannot both add the
    last one.
    """
    if standing_of(workspace_id) is Standing.READ_ONLY:
        raise ReadOnlyError
    plan = Workspace.objects.values_list("plan", flat=True).get(id=workspace_id)
    allowed = terms_of(plan).limits.get(limit)
    if allowed is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{limit} {workspace_id}"]
        )
    current = count()
    if current + adding > allowed:
        raise LimitReachedError(limit, allowed, max(allowed - current, 0), adding)
