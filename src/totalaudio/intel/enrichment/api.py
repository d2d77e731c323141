"""The API of enrichment runs: start one, follow it, cancel it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from totalaudio.core.api.holder import Scoped
from totalaudio.core.api.paging import page_of
from totalaudio.core.api.problems import ApiError, not_found
from totalaudio.core.api.schemas import PROBLEMS, Flag, In, PageOf, Pages
from totalaudio.core.api.scopes import Scope
from totalaudio.core.billing.quotas import QuotaRefusedError
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.intel.models import Run, RunItem

from . import actions

router = Router(tags=["runs"])
READ, WRITE = Scoped(Scope.RUNS_READ), Scoped(Scope.RUNS_WRITE)


class RunOut(Schema):
    """A run: `done` of `total` contacts are finished; `state` is queued, running, done or cancelled."""

    id: UUID
    state: str
    total: int
    done: int
    problem: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class ItemOut(Schema):
    """What came of one contact of a run; `status` is '' until the worker has done it."""

    contact_id: UUID
    status: str
    problems: list[str]


class RunIn(In):
    """Which contacts to enrich, or all of the workspace."""

    contact_ids: Annotated[list[UUID], Field(max_length=10_000)] = Field(default_factory=list)
    all: Flag = False


def _shown(run: Run) -> RunOut:
    return RunOut(**{name: getattr(run, name) for name in RunOut.model_fields})


def _run(request: HttpRequest, run_id: UUID) -> Run:
    found = Run.objects.filter(workspace_id=actor_of(request).workspace_id, id=run_id).first()
    if found is None:
        raise not_found("run")
    return found


@router.get("", auth=READ, response={200: PageOf[RunOut], **PROBLEMS}, url_name="runs")
def runs(request: HttpRequest, paging: Pages) -> PageOf[RunOut]:
    """List runs, newest first."""
    mine = Run.objects.filter(workspace_id=actor_of(request).workspace_id)
    return page_of(mine, paging, _shown, newest_first=True)


@router.post("", auth=WRITE, response={201: RunOut, **PROBLEMS})
def start(request: HttpRequest, wanted: RunIn) -> Status[RunOut]:
    """Start a run; it is reserved against the plan, and failed contacts are not charged."""
    if wanted.all == bool(wanted.contact_ids):
        raise ApiError(422, "invalid", "Give contact_ids, or all: true, and not both.")
    try:
        run = _started(request, wanted)
    except QuotaRefusedError as refused:
        raise ApiError(403, "quota-reached", str(refused)) from refused
    except actions.BatchesAreOffError as off:
        detail = "This workspace enriches one contact at a time. Send one contact_id."
        raise ApiError(403, "batches-off", detail) from off
    if run is None:
        raise ApiError(422, "invalid", "None of these contacts is in this workspace.")
    return Status(201, _shown(run))


def _started(request: HttpRequest, wanted: RunIn) -> Run | None:
    by = actor_of(request)
    if wanted.all:
        return actions.start_run_over_all(by=by)
    return actions.start_run(by=by, contact_ids=wanted.contact_ids)


@router.get("/{uuid:run_id}", auth=READ, response={200: RunOut, **PROBLEMS})
def run(request: HttpRequest, run_id: UUID) -> RunOut:
    """Show how far a run is."""
    return _shown(_run(request, run_id))


@router.get("/{uuid:run_id}/items", auth=READ, response={200: PageOf[ItemOut], **PROBLEMS})
def items(request: HttpRequest, run_id: UUID, paging: Pages) -> PageOf[ItemOut]:
    """List what came of each contact of a run."""
    found = _run(request, run_id)
    rows = RunItem.objects.filter(workspace_id=found.workspace_id, run=found)
    return page_of(
        rows,
        paging,
        lambda one: ItemOut(contact_id=one.contact_id, status=one.status, problems=one.problems),
    )


@router.post("/{uuid:run_id}/cancel", auth=WRITE, response={200: RunOut, **PROBLEMS})
def cancel(request: HttpRequest, run_id: UUID) -> RunOut:
    """Stop a run; what it found so far stays."""
    actions.cancel(by=actor_of(request), run=_run(request, run_id))
    return _shown(_run(request, run_id))
