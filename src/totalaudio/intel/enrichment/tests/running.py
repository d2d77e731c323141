"""Start runs and do the worker's part at once."""

import io
from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from tests.support.cast import Person

from totalaudio.contacts.models import Contact, Evidence
from totalaudio.core.tenancy.context import Actor, task_context
from totalaudio.intel.enrichment import actions, work
from totalaudio.intel.imports import actions as imports
from totalaudio.intel.imports.work import run_import
from totalaudio.intel.models import Run, RunItem


def actor(person: Person) -> Actor:
    """The person in their workspace."""
    assert person.workspace_id
    assert person.role
    return Actor(person.id, person.workspace_id, person.role)


def bring(person: Person, text: str) -> list[Contact]:
    """Import a list; its contacts in the order of the list."""
    by = actor(person)
    with task_context(by.workspace_id, by.user_id):
        made = imports.receive(by=by, name="list.csv", source=io.BytesIO(text.encode()))
        imports.confirm(by=by, imported=made, mapping=imports.mapping_of(made))
    run_import(workspace_id=by.workspace_id, import_id=made.id)
    return contacts(person)


def contacts(person: Person) -> list[Contact]:
    """The contacts of the person's workspace, oldest first."""
    mine = Contact.objects.using("system").filter(workspace_id=person.workspace_id)
    return list(mine.order_by("id"))


def start(person: Person, contact_ids: Sequence[UUID] | None = None) -> Run:
    """Start a run over these contacts, or over all."""
    by = actor(person)
    with task_context(by.workspace_id, by.user_id):
        if contact_ids is None:
            run = actions.start_run_over_all(by=by)
        else:
            run = actions.start_run(by=by, contact_ids=contact_ids)
    assert run
    return stored(run)


def stored(run: Run) -> Run:
    """The run as it stands in the database."""
    return Run.objects.using("system").get(id=run.id)


def batch(run: Run) -> work.Batch:
    """The batch that the queue holds for the run."""
    size = actions.BATCH if settings.LOOK_OUTSIDE else actions.BATCH_OFFLINE
    return work.Batch(run.workspace_id, run.id, run.done, size)


def finish(run: Run) -> Run:
    """Do batches as the worker does until the run has ended."""
    while (run := stored(run)).state in actions.LIVE:
        work.run_batch(batch(run))
    return run


def enrich(person: Person) -> Run:
    """A whole run over all contacts."""
    return finish(start(person))


def statuses(run: Run) -> list[str]:
    """What came of each item, in the order of the run."""
    items = RunItem.objects.using("system").filter(run=run).order_by("position")
    return list(items.values_list("status", flat=True))


def evidence(person: Person) -> list[tuple[str, str, object]]:
    """Step, field and value of all evidence of the workspace."""
    found = Evidence.objects.using("system").filter(workspace_id=person.workspace_id)
    return list(found.order_by("contact", "step", "field").values_list("step", "field", "value"))
