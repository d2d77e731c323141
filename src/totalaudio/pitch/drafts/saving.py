"""Keeping what a writer wrote: one pitch for each target and step, and never over a person's own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils import timezone

from totalaudio.campaigns.models import Target
from totalaudio.core.metrics.names import AppName, Counter
from totalaudio.core.metrics.recording import count
from totalaudio.pitch.drafts.stored import facts_to_store, findings_to_store
from totalaudio.pitch.models import Batch, Pitch
from totalaudio.pitch.states import LABELS, PitchState, Writer
from totalaudio.pitch.writers.findings import Draft

BY_HAND: Final = "Its text was changed by hand, and stays as it is."
# A pitch in one of these may be written anew.
_OPEN: Final = (PitchState.DRAFT, PitchState.SKIPPED)
_WRITTEN: Final = (
    "batch", "state", "writer", "template", "subjects", "subject", "body", "facts", "problems",
    "approved_by", "approved_at", "updated_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """What was written for a target, and with which template."""

    draft: Draft
    template: str


@dataclass(frozen=True, slots=True)
class Saved:
    """How many pitches were written, and why others were not, by target."""

    written: int = 0
    failures: dict[UUID, str] = field(default_factory=dict)


def lock(target_ids: Sequence[UUID]) -> list[Target]:
    """The targets with their contacts, held until the transaction ends, so that no two batches write to one at once."""
    held = Target.objects.select_for_update(of=("self",)).select_related("contact")
    return list(held.filter(id__in=target_ids).order_by("id"))


def unwritable(step: int, targets: Sequence[Target]) -> dict[UUID, str]:
    """Why the pitch of a held target must stay as it is, by target."""
    there = Pitch.objects.filter(target__in=[target.id for target in targets], step=step)
    found = {}
    for target_id, state, writer in there.values_list("target_id", "state", "writer"):
        if state not in _OPEN:
            found[target_id] = f"Its pitch is {LABELS[PitchState(state)].lower()} already."
        elif writer == Writer.HAND:
            found[target_id] = BY_HAND
    return found


def save(
    batch: Batch, targets: Sequence[Target], texts: Mapping[UUID, Text], *, approves: bool
) -> Saved:
    """Keep the texts for held targets; with `approves`, those that no rule refuses count as approved."""
    kept = unwritable(batch.step, targets)
    there = {
        pitch.target_id: pitch
        for pitch in Pitch.objects.filter(target__in=list(texts), step=batch.step)
    }
    wanted = [target for target in targets if target.id in texts and target.id not in kept]
    fresh: list[Pitch] = []
    changed: list[Pitch] = []
    for target in wanted:
        pitch = there.get(target.id) or _new(batch, target)
        _fill(pitch, batch, texts[target.id], approves=approves)
        (changed if target.id in there else fresh).append(pitch)
    Pitch.objects.bulk_create(fresh)
    Pitch.objects.bulk_update(changed, _WRITTEN)
    return Saved(len(wanted), {key: why for key, why in kept.items() if key in texts})


def _new(batch: Batch, target: Target) -> Pitch:
    return Pitch(
        workspace_id=batch.workspace_id,
        campaign_id=batch.campaign_id,
        target=target,
        contact=target.contact,
        step=batch.step,
    )


def _fill(pitch: Pitch, batch: Batch, text: Text, *, approves: bool) -> None:
    draft, now = text.draft, timezone.now()
    is_approved = approves and not draft.analysis.is_refused
    pitch.batch = batch
    pitch.state = PitchState.APPROVED if is_approved else PitchState.DRAFT
    pitch.writer = batch.writer
    pitch.template = text.template
    pitch.subjects, pitch.subject, pitch.body = list(draft.subjects), draft.subjects[0], draft.body
    pitch.facts = facts_to_store(draft.facts)
    pitch.problems = findings_to_store(draft.analysis.findings)
    pitch.approved_by = None
    pitch.approved_at = now if is_approved else None
    pitch.updated_at = now


def tell(batch: Batch, part: Sequence[UUID], saved: Saved) -> None:
    """Say how far the batch is, in the transaction that keeps its texts; targets that are gone count as done."""
    batch.done += len(part)
    batch.written += saved.written
    batch.failures = [
        *batch.failures,
        *(
            {"target": str(one), "reason": saved.failures[one]}
            for one in part
            if one in saved.failures
        ),
    ]
    batch.save(update_fields=["done", "written", "failures", "tokens_in", "tokens_out"])
    if batch.created_by_id is not None and saved.written:
        count(Counter.PITCHES, AppName.PITCH, user_id=batch.created_by_id, by=saved.written)
