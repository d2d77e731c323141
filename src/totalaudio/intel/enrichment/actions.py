"""Starting and cancelling enrichment runs."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.intel.models import Run, RunItem, RunState

LIVE = (RunState.QUEUED, RunState.RUNNING)
# Others wait behind a batch: looking outside takes seconds for a few contacts, looking inside a second for many.
BATCH = 50
BATCH_OFFLINE = 500
_AT_ONCE = 10_000


def start_run(*, by: Actor, contact_ids: Iterable[UUID]) -> Run | None:
    """Make a run over these contacts, in this order, and hand it to the worker; None when there are none.

    Ids that are not of the workspace are passed over.
    """
    run = Run.objects.create(workspace_id=by.workspace_id, created_by_id=by.user_id)
    for chunk in _chunks(contact_ids):
        mine = Contact.objects.filter(workspace_id=by.workspace_id, id__in=chunk).values_list(
            "id", flat=True
        )
        here = set(mine)
        RunItem.objects.bulk_create(
            RunItem(
                workspace_id=by.workspace_id, run=run, position=run.total + n, contact_id=contact_id
            )
            for n, contact_id in enumerate((i for i in chunk if i in here), start=1)
        )
        run.total += len(here)
    if not run.total:
        run.delete()
        return None
    run.save(update_fields=["total"])
    next_batch(run)
    return run


def _chunks(contact_ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    chunk: dict[UUID, None] = {}
    for contact_id in contact_ids:
        chunk[contact_id] = None
        if len(chunk) == _AT_ONCE:
            yield list(chunk)
            chunk.clear()
    if chunk:
        yield list(chunk)


def start_run_over_all(*, by: Actor) -> Run | None:
    """Make a run over every contact of the workspace, in the order in which they came."""
    run = Run.objects.create(workspace_id=by.workspace_id, created_by_id=by.user_id)
    with connection.cursor() as cursor:
        cursor.execute(_ALL, {"workspace": by.workspace_id, "run": run.id})
        run.total = cursor.rowcount
    if not run.total:
        run.delete()
        return None
    run.save(update_fields=["total"])
    next_batch(run)
    return run


_ALL = """
INSERT INTO intel_runitem (id, workspace_id, run_id, position, contact_id, status, problems)
SELECT gen_random_uuid(), %(workspace)s, %(run)s, row_number() OVER (ORDER BY created_at, id), id, '', '{}'
FROM contacts_contact WHERE workspace_id = %(workspace)s
"""


def next_batch(run: Run) -> None:
    """Hand the next contacts of a run to the worker, in the open transaction.

    Without a lock, so that it begins at once: the task that hands it on has nothing left to do.
    """
    enqueue(
        "intel.enrich",
        queue="intel",
        workspace_id=run.workspace_id,
        run_id=run.id,
        begin=run.done,
        size=BATCH if settings.LOOK_OUTSIDE else BATCH_OFFLINE,
    )


def cancel(*, by: Actor, run: Run) -> bool:
    """Stop a run; what it found so far stays. False when it had ended."""
    return bool(
        _of(by, run)
        .filter(state__in=LIVE)
        .update(state=RunState.CANCELLED, finished_at=timezone.now())
    )


def _of(by: Actor, run: Run) -> QuerySet[Run]:
    return Run.objects.filter(workspace_id=by.workspace_id, id=run.id)
