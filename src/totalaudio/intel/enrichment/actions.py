"""Starting and cancelling enrichment runs."""

from collections.abc import Iterable
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from totalaudio.contacts.models import Contact
from totalaudio.core.flags.flags import FlagName, evaluate
from totalaudio.core.metrics.names import AppName, EventCategory, EventName, Feature
from totalaudio.core.metrics.recording import record
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.intel.enrichment.charging import hold
from totalaudio.intel.enrichment.ending import end
from totalaudio.intel.models import Run, RunItem, RunState

LIVE = (RunState.QUEUED, RunState.RUNNING)
# Others wait behind a batch: looking outside takes seconds for a few contacts, looking inside a second for many.
BATCH = 50
BATCH_OFFLINE = 500
_AT_ONCE = 10_000


class BatchesAreOffError(Exception):
    """Nothing was started: this workspace enriches one contact at a time, by the flag batch-enrichment."""


@transaction.atomic
def start_run(*, by: Actor, contact_ids: Iterable[UUID], first: int | None = None) -> Run | None:
    """Make a run over these contacts, in this order, and hand it to the worker; None when there are none.

    `first` takes no more than so many. Ids that are not of the workspace are passed over. When the plan has no room for
    all of it, nothing is made and quotas.QuotaRefusedError says why; BatchesAreOffError when only one is allowed.
    """
    run = Run.objects.create(workspace_id=by.workspace_id, created_by_id=by.user_id)
    for chunk in _chunks(islice(contact_ids, first)):
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
    return _hand_on(run, by)


def _chunks(contact_ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    chunk: dict[UUID, None] = {}
    for contact_id in contact_ids:
        chunk[contact_id] = None
        if len(chunk) == _AT_ONCE:
            yield list(chunk)
            chunk.clear()
    if chunk:
        yield list(chunk)


@transaction.atomic
def start_run_over_all(*, by: Actor, first: int | None = None) -> Run | None:
    """Make a run over every contact of the workspace, or the first so many, in the order in which they came."""
    run = Run.objects.create(workspace_id=by.workspace_id, created_by_id=by.user_id)
    with connection.cursor() as cursor:
        cursor.execute(_ALL, {"workspace": by.workspace_id, "run": run.id, "first": first})
        run.total = cursor.rowcount
    return _hand_on(run, by)


def _hand_on(run: Run, by: Actor) -> Run | None:
    if not run.total:
        run.delete()
        return None
    if run.total > 1 and not evaluate(FlagName.BATCH_ENRICHMENT, by.user_id, by.workspace_id).value:
        raise BatchesAreOffError
    hold(run)
    run.save(update_fields=["total"])
    next_batch(run)
    if by.user_id is not None:
        record(
            EventName.FEATURE_USED,
            EventCategory.FEATURE,
            AppName.INTEL,
            feature=Feature.ENRICHMENT,
            contacts=run.total,
        )
    return run


_ALL = """
INSERT INTO intel_runitem (id, workspace_id, run_id, position, contact_id, status, problems)
SELECT gen_random_uuid(), %(workspace)s, %(run)s, row_number() OVER (ORDER BY created_at, id), id, '', '{}'
FROM contacts_contact WHERE workspace_id = %(workspace)s ORDER BY created_at, id LIMIT %(first)s
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
    live = Run.objects.select_for_update().filter(state__in=LIVE)
    held = live.filter(workspace_id=by.workspace_id, id=run.id).first()
    if held is None:
        return False
    end(held, RunState.CANCELLED, by=by.user_id)
    return True
