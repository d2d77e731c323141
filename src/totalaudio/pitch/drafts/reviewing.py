"""What a person decides about a pitch: change it, approve it, skip it, take that back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from totalaudio.core.lib.text import one_line
from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.drafts import loading
from totalaudio.pitch.drafts.stored import findings_to_store, is_refused
from totalaudio.pitch.models import Pitch
from totalaudio.pitch.states import LABELS, PitchState, Writer
from totalaudio.pitch.writers.analysis import analyse
from totalaudio.pitch.writers.findings import Analysis

OPEN: Final = (PitchState.DRAFT, PitchState.APPROVED, PitchState.SKIPPED)
_MOST_AT_ONCE: Final = 10_000


class DecidedError(Exception):
    """The pitch was handed to sending, so its text and state are no longer a person's to change here."""

    def __init__(self, state: PitchState) -> None:
        super().__init__(f"This pitch is {LABELS[state].lower()} already, so it stays as it is.")


class RefusedTextError(Exception):
    """The text breaks a rule that must not be broken."""

    def __init__(self, analysis: Analysis) -> None:
        super().__init__("This text cannot be approved yet.")
        self.analysis = analysis


class ChangedError(Exception):
    """Nothing was done: somebody, or a writer, changed the text after it was shown."""

    def __init__(self) -> None:
        super().__init__("This text was changed since you opened it.")


@dataclass(frozen=True, slots=True)
class Words:
    """The subject and the body of a pitch as a person left them."""

    subject: str
    body: str


def check(pitch: Pitch, words: Words) -> Analysis:
    """What the rules say of this text for this pitch."""
    brief = loading.briefs_of(pitch.campaign, {pitch.id: pitch.contact})[pitch.id]
    return analyse(words.body, brief, subject=words.subject, step=pitch.step)


@transaction.atomic
def edit(*, by: Actor, pitch_id: UUID, words: Words, seen: datetime | None = None) -> Pitch:
    """Write the text by hand; an approved one has to be approved again. What is unchanged stays as it is.

    `seen` is the `updated_at` of the text that was shown; ChangedError when there is another one now.
    """
    pitch, words = _held(by, pitch_id), _tidy(words)
    if words == Words(pitch.subject, pitch.body):
        return pitch
    _must_be(pitch, seen)
    if words.body != pitch.body or words.subject not in pitch.subjects:
        pitch.writer = Writer.HAND
    pitch.subject, pitch.body = words.subject, words.body
    pitch.problems = findings_to_store(check(pitch, words).findings)
    pitch.state, pitch.approved_by, pitch.approved_at = PitchState.DRAFT, None, None
    pitch.save()
    return pitch


@transaction.atomic
def approve(*, by: Actor, pitch_id: UUID, seen: datetime | None = None) -> Pitch:
    """Let it be sent; RefusedTextError when a rule forbids it, ChangedError when it is not what was `seen`."""
    pitch = _held(by, pitch_id)
    _must_be(pitch, seen)
    analysis = check(pitch, Words(pitch.subject, pitch.body))
    pitch.problems = findings_to_store(analysis.findings)
    if analysis.is_refused:
        raise RefusedTextError(analysis)
    pitch.state, pitch.approved_by_id = PitchState.APPROVED, by.user_id
    pitch.approved_at = timezone.now()
    pitch.save(update_fields=["problems", "state", "approved_by", "approved_at", "updated_at"])
    return pitch


def skip(*, by: Actor, pitch_id: UUID) -> Pitch:
    """Keep it, and do not send it."""
    return _decide(by, pitch_id, PitchState.SKIPPED)


def undo(*, by: Actor, pitch_id: UUID) -> Pitch:
    """Take back that it was approved or skipped."""
    return _decide(by, pitch_id, PitchState.DRAFT)


@transaction.atomic
def give_up(*, by: Actor, pitch_id: UUID) -> None:
    """Let a writer write over the text, also over what was approved or changed by hand."""
    pitch = _held(by, pitch_id)
    pitch.writer, pitch.state = Writer.TEMPLATE, PitchState.DRAFT
    pitch.approved_by = pitch.approved_at = None
    pitch.save(update_fields=["writer", "state", "approved_by", "approved_at", "updated_at"])


@transaction.atomic
def approve_clean(*, by: Actor, campaign_id: UUID) -> int:
    """Approve every draft of a campaign in which the rules found nothing, and say how many."""
    clean = Pitch.objects.select_for_update().filter(
        workspace_id=by.workspace_id,
        campaign_id=campaign_id,
        state=PitchState.DRAFT,
        problems=[],
    )
    ids = list(clean.order_by("id").values_list("id", flat=True)[:_MOST_AT_ONCE])
    now = timezone.now()
    return Pitch.objects.filter(id__in=ids).update(
        state=PitchState.APPROVED, approved_by=by.user_id, approved_at=now, updated_at=now
    )


def can_approve(pitch: Pitch) -> bool:
    """Whether what the rules found last lets it be approved."""
    return not is_refused(pitch.problems)


@transaction.atomic
def _decide(by: Actor, pitch_id: UUID, state: PitchState) -> Pitch:
    pitch = _held(by, pitch_id)
    pitch.state, pitch.approved_by, pitch.approved_at = state, None, None
    pitch.save(update_fields=["state", "approved_by", "approved_at", "updated_at"])
    return pitch


def _tidy(words: Words) -> Words:
    """The words as a mail has them: a subject on one line, a body whose lines end in one way."""
    body = words.body.replace("\r\n", "\n").replace("\r", "\n").strip()
    return Words(one_line(words.subject), body)


def _must_be(pitch: Pitch, seen: datetime | None) -> None:
    if seen is not None and _to_a_thousandth(seen) != _to_a_thousandth(pitch.updated_at):
        raise ChangedError


def _to_a_thousandth(moment: datetime) -> datetime:
    """The moment as JSON says it, which leaves out what is below a thousandth of a second."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _held(by: Actor, pitch_id: UUID) -> Pitch:
    held = Pitch.objects.select_for_update(of=("self",)).select_related("campaign", "contact")
    pitch = held.get(workspace_id=by.workspace_id, id=pitch_id)
    if pitch.state not in OPEN:
        raise DecidedError(PitchState(pitch.state))
    return pitch
