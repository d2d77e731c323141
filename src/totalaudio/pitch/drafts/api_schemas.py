"""The shapes of pitches, batches and sends in the API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from totalaudio.core.api.schemas import In, Line, Moment, Text
from totalaudio.pitch.states import BatchState, PitchState, SendState, Writer

from .template_choice import FITTING

Ids = Annotated[list[UUID], Field(min_length=1, max_length=10_000)]


class PitchOut(Schema):
    """The text for one target; `step` 1 is the first mail. `problems` are what the rules found."""

    id: UUID
    campaign_id: UUID
    target_id: UUID
    contact_id: UUID
    step: int
    state: PitchState
    writer: Writer
    subjects: list[str]
    subject: str
    body: str
    problems: list[dict[str, object]]
    created_at: datetime
    updated_at: datetime


class Wanted(Schema):
    """Only pitches of this campaign, or in this state."""

    campaign_id: UUID | None = None
    state: PitchState | None = None


class SendsWanted(Schema):
    """Only sends of this campaign, or in this state."""

    campaign_id: UUID | None = None
    state: SendState | None = None


class BatchIn(In):
    """Whom to write to. `template` is one of the workspace's, a built-in one, or whichever fits the outlet."""

    campaign_id: UUID
    target_ids: Ids
    writer: Writer = Writer.TEMPLATE
    template: Line = FITTING


class BatchOut(Schema):
    """How far the writing is; `written` are the pitches that came of it."""

    id: UUID
    campaign_id: UUID
    state: BatchState
    total: int
    done: int
    written: int
    problem: str


class SeenIn(In):
    """The `updated_at` of the text that was read: when there is another one by now, nothing is done (409)."""

    updated_at: Moment | None = None


class WordsIn(SeenIn):
    """The text as it is to be; what is left out, or null, stays."""

    subject: Line | None = None
    body: Text | None = None


class QueueIn(In):
    """Approved pitches, and the mailbox that is to send them."""

    pitch_ids: Ids
    mailbox_id: UUID


class RefusedOut(Schema):
    """A pitch that was not queued, with each reason and what would help."""

    pitch_id: UUID
    reasons: list[str]


class QueuedOut(Schema):
    """What now waits for its turn, and what does not."""

    queued: list[UUID]
    refused: list[RefusedOut]


class SendOut(Schema):
    """One attempt to deliver one pitch, and what became of it; `unknown` is what nobody can tell."""

    id: UUID
    campaign_id: UUID
    target_id: UUID
    pitch_id: UUID | None
    step: int
    state: SendState
    due_at: datetime
    sent_at: datetime | None
    problem: str
