"""The language model's part of a batch: one target at a time, its text kept as soon as it is there."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from totalaudio.campaigns.models import Campaign
from totalaudio.core.tenancy.context import Actor, task_context
from totalaudio.pitch.drafts import handing, loading, saving
from totalaudio.pitch.drafts.addressable import refusals
from totalaudio.pitch.drafts.permission import has_model, may_use_model
from totalaudio.pitch.drafts.queries import LIVE
from totalaudio.pitch.drafts.saving import Saved, Text, tell
from totalaudio.pitch.models import Batch
from totalaudio.pitch.writers import model_writer
from totalaudio.pitch.writers.anthropic import Client
from totalaudio.pitch.writers.facts import Brief
from totalaudio.pitch.writers.findings import Draft, Usage
from totalaudio.pitch.writers.model_errors import ModelProblem

OFF = "The language model is not switched on any more. Write those that are left with a template."


@dataclass(frozen=True, slots=True)
class Item:
    """The next target of a batch, at its place in it; without a brief it gets no pitch, and `reason` says why."""

    place: int
    target_id: UUID
    step: int
    brief: Brief | None = None
    reason: str = ""


def write_one(workspace_id: UUID, batch_id: UUID, by: UUID | None) -> bool:
    """Write the next pitch of a batch; whether there may be another."""
    with task_context(workspace_id, by) as actor:
        item = _next(actor, batch_id)
    if item is None:
        return False
    draft, problem, usage = _ask(item)
    with task_context(workspace_id, by):
        return _keep(workspace_id, batch_id, item, draft, problem, usage)


def client() -> Client:
    """The account of the model that is set up."""
    return Client(
        key=settings.ANTHROPIC_API_KEY,
        base_url=settings.ANTHROPIC_BASE_URL,
        model=settings.ANTHROPIC_MODEL,
    )


def _next(by: Actor, batch_id: UUID) -> Item | None:
    live = Batch.objects.select_for_update().filter(state__in=LIVE)
    batch = live.filter(workspace_id=by.workspace_id, id=batch_id).first()
    if batch is None:
        return None
    if not (has_model() and (by.user_id is None or may_use_model(by))):
        handing.stop(batch, OFF)
        return None
    target_id = batch.targets[batch.done]
    targets = saving.lock([target_id])
    found = refusals(by.workspace_id, targets) | saving.unwritable(batch.step, targets)
    if not targets or target_id in found:
        return Item(batch.done, target_id, batch.step, reason=found.get(target_id, ""))
    campaign = Campaign.objects.get(id=batch.campaign_id)
    brief = loading.briefs(campaign, targets)[target_id]
    return Item(batch.done, target_id, batch.step, brief)


def _ask(item: Item) -> tuple[Draft | None, ModelProblem | None, Usage]:
    """Ask the model outside of any transaction, for it takes seconds."""
    if item.brief is None:
        return None, None, Usage()
    try:
        draft = model_writer.write(item.brief, client(), item.step)
    except ModelProblem as problem:
        return None, problem, problem.usage
    return draft, None, draft.usage


def _keep(
    workspace_id: UUID,
    batch_id: UUID,
    item: Item,
    draft: Draft | None,
    problem: ModelProblem | None,
    usage: Usage,
) -> bool:
    """Keep what was paid for, also when the batch was cancelled meanwhile."""
    batch = Batch.objects.select_for_update().get(workspace_id=workspace_id, id=batch_id)
    batch.tokens_in += usage.input_tokens
    batch.tokens_out += usage.output_tokens
    if batch.done != item.place:
        batch.save(update_fields=["tokens_in", "tokens_out"])
        return batch.state in LIVE
    saved = _saved(batch, item, draft)
    reason = f"{problem} {problem.remedy}" if problem else item.reason
    if problem and problem.stops_all:
        batch.save(update_fields=["tokens_in", "tokens_out"])
        handing.stop(batch, reason)
        return False
    failures = {item.target_id: reason} if reason else {}
    tell(batch, [item.target_id], Saved(saved.written, failures | saved.failures))
    return batch.state in LIVE


def _saved(batch: Batch, item: Item, draft: Draft | None) -> Saved:
    if draft is None:
        return Saved()
    approves = Campaign.objects.filter(id=batch.campaign_id, sends_unreviewed=True).exists()
    targets = saving.lock([item.target_id])
    texts = {item.target_id: Text(draft, "")}
    return saving.save(batch, targets, texts, approves=approves)
