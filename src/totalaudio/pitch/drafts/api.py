"""The API of pitches: have them written, read and change them, approve them, queue them, follow what became of them."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from totalaudio.campaigns.models import Campaign
from totalaudio.core.api.holder import Scoped
from totalaudio.core.api.paging import page_of
from totalaudio.core.api.problems import ApiError, not_found
from totalaudio.core.api.schemas import PROBLEMS, PageOf, Pages
from totalaudio.core.api.scopes import Scope
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.pitch.models import Batch, Pitch, Send
from totalaudio.pitch.sends.actions import queue
from totalaudio.pitch.states import Writer

from . import actions, reviewing
from . import api_schemas as shapes
from .template_choice import NoTemplateError

router = Router(tags=["pitches"])
READ, WRITE = Scoped(Scope.PITCHES_READ), Scoped(Scope.PITCHES_WRITE)


def _shown(one: Pitch) -> shapes.PitchOut:
    return shapes.PitchOut(**{name: getattr(one, name) for name in shapes.PitchOut.model_fields})


def _pitch(request: HttpRequest, pitch_id: UUID) -> Pitch:
    mine = Pitch.objects.filter(workspace_id=actor_of(request).workspace_id, id=pitch_id)
    found = mine.first()
    if found is None:
        raise not_found("pitch")
    return found


@router.get("", auth=READ, response={200: PageOf[shapes.PitchOut], **PROBLEMS})
def list_pitches(
    request: HttpRequest, wanted: Annotated[shapes.Wanted, Query()], paging: Pages
) -> PageOf[shapes.PitchOut]:
    """List pitches, in the order in which they were written."""
    asked = {name: value for name, value in wanted.model_dump().items() if value is not None}
    mine = Pitch.objects.filter(workspace_id=actor_of(request).workspace_id, **asked)
    return page_of(mine, paging, _shown)


@router.post("/batches", auth=WRITE, response={201: shapes.BatchOut, **PROBLEMS})
def write(request: HttpRequest, given: shapes.BatchIn) -> Status[shapes.BatchOut]:
    """Have pitches written for targets of a campaign; the worker does it."""
    by = actor_of(request)
    if not Campaign.objects.filter(workspace_id=by.workspace_id, id=given.campaign_id).exists():
        raise not_found("campaign")
    if given.writer is Writer.HAND:
        raise ApiError(422, "invalid", "writer: by hand is what a person does; take template.")
    try:
        batch = actions.write_batch(by=by, **given.model_dump())
    except actions.ModelIsOffError as off:
        raise ApiError(403, "model-off", str(off)) from off
    except NoTemplateError as gone:
        raise ApiError(422, "invalid", f"template: {gone}") from gone
    if batch is None:
        raise ApiError(422, "invalid", "target_ids: none of these is a target of the campaign.")
    return Status(201, _batch(batch))


@router.get("/batches/{uuid:batch_id}", auth=READ, response={200: shapes.BatchOut, **PROBLEMS})
def batch(request: HttpRequest, batch_id: UUID) -> shapes.BatchOut:
    """Show how far the writing is."""
    mine = Batch.objects.filter(workspace_id=actor_of(request).workspace_id, id=batch_id)
    found = mine.first()
    if found is None:
        raise not_found("batch")
    return _batch(found)


def _batch(one: Batch) -> shapes.BatchOut:
    return shapes.BatchOut(**{name: getattr(one, name) for name in shapes.BatchOut.model_fields})


@router.post("/queue", auth=WRITE, response={200: shapes.QueuedOut, **PROBLEMS})
def send(request: HttpRequest, given: shapes.QueueIn) -> shapes.QueuedOut:
    """Queue approved pitches for a mailbox, as far as the gate lets them through."""
    made = queue(by=actor_of(request), pitch_ids=given.pitch_ids, mailbox_id=given.mailbox_id)
    refused = [
        shapes.RefusedOut(pitch_id=one, reasons=[f"{why.message} {why.remedy}" for why in reasons])
        for one, reasons in made.refused
    ]
    return shapes.QueuedOut(queued=list(made.queued), refused=refused)


@router.get("/sends", auth=READ, response={200: PageOf[shapes.SendOut], **PROBLEMS})
def list_sends(
    request: HttpRequest, wanted: Annotated[shapes.SendsWanted, Query()], paging: Pages
) -> PageOf[shapes.SendOut]:
    """List what was sent and what waits, newest first."""
    asked = {name: value for name, value in wanted.model_dump().items() if value is not None}
    mine = Send.objects.filter(workspace_id=actor_of(request).workspace_id, **asked)
    return page_of(
        mine,
        paging,
        lambda one: shapes.SendOut(
            **{name: getattr(one, name) for name in shapes.SendOut.model_fields}
        ),
        newest_first=True,
    )


@router.get("/{uuid:pitch_id}", auth=READ, response={200: shapes.PitchOut, **PROBLEMS})
def show(request: HttpRequest, pitch_id: UUID) -> shapes.PitchOut:
    """Show a pitch."""
    return _shown(_pitch(request, pitch_id))


@router.patch("/{uuid:pitch_id}", auth=WRITE, response={200: shapes.PitchOut, **PROBLEMS})
def change(request: HttpRequest, pitch_id: UUID, given: shapes.WordsIn) -> shapes.PitchOut:
    """Write a pitch by hand; an approved one has to be approved again."""
    found = _pitch(request, pitch_id)
    words = reviewing.Words(
        found.subject if given.subject is None else given.subject,
        found.body if given.body is None else given.body,
    )
    try:
        return _shown(
            reviewing.edit(
                by=actor_of(request), pitch_id=found.id, words=words, seen=given.updated_at
            )
        )
    except reviewing.DecidedError as decided:
        raise ApiError(409, "decided", str(decided)) from decided
    except reviewing.ChangedError as changed:
        raise ApiError(409, "changed", f"{changed} Read it again.") from changed


@router.post("/{uuid:pitch_id}/approve", auth=WRITE, response={200: shapes.PitchOut, **PROBLEMS})
def approve(
    request: HttpRequest, pitch_id: UUID, given: shapes.SeenIn | None = None
) -> shapes.PitchOut:
    """Let a pitch be sent; refused while a rule forbids it."""
    found, seen = _pitch(request, pitch_id), given.updated_at if given else None
    try:
        return _shown(reviewing.approve(by=actor_of(request), pitch_id=found.id, seen=seen))
    except reviewing.ChangedError as changed:
        raise ApiError(409, "changed", f"{changed} Read it again.") from changed
    except reviewing.RefusedTextError as refused:
        said = [one.message for one in refused.analysis.findings]
        raise ApiError(409, "text-refused", f"{refused} {' '.join(said)}".strip()) from refused
    except reviewing.DecidedError as decided:
        raise ApiError(409, "decided", str(decided)) from decided


@router.post("/{uuid:pitch_id}/skip", auth=WRITE, response={200: shapes.PitchOut, **PROBLEMS})
def skip(request: HttpRequest, pitch_id: UUID) -> shapes.PitchOut:
    """Keep a pitch, and do not send it."""
    found = _pitch(request, pitch_id)
    try:
        return _shown(reviewing.skip(by=actor_of(request), pitch_id=found.id))
    except reviewing.DecidedError as decided:
        raise ApiError(409, "decided", str(decided)) from decided
