"""What people do with sends: queue approved pitches, cancel what waits, say what became of what nobody knows."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from totalaudio.core.metrics.names import AppName, EventCategory, EventName, Feature
from totalaudio.core.metrics.recording import record
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.pitch.mailboxes.transport import Handed
from totalaudio.pitch.models import Mailbox, Pitch, Send
from totalaudio.pitch.sends import allowance, ending
from totalaudio.pitch.sends.gate import decide
from totalaudio.pitch.sends.loading import Loaded, load
from totalaudio.pitch.sends.outboxes import last_due, outbox_of, pace_of, planned
from totalaudio.pitch.sends.pace import Pace, plan
from totalaudio.pitch.sends.verdicts import GONE, Code, Reason, Verdict
from totalaudio.pitch.sends.zones import zone_of
from totalaudio.pitch.states import PitchState, SendState

# What was certainly not delivered, so that its row can be used again.
REUSABLE: Final = (SendState.CANCELLED, SendState.REFUSED, SendState.FAILED)
_NO_MAILBOX: Final = Reason(
    Code.MAILBOX, "This mailbox is not there any more.", "Choose another one."
)
_TWICE: Final = Reason(
    Code.DUPLICATE,
    "This campaign writes to this address already.",
    "Keep one of the two contacts, and skip this pitch.",
)


@dataclass(frozen=True, slots=True)
class Queued:
    """The pitches that now wait for their turn, those that do not with the reasons, and warnings by pitch."""

    queued: tuple[UUID, ...] = ()
    refused: tuple[tuple[UUID, tuple[Reason, ...]], ...] = ()
    warned: tuple[tuple[UUID, tuple[Reason, ...]], ...] = ()
    first_due_at: datetime | None = None
    last_due_at: datetime | None = None


@transaction.atomic
def queue(
    *, by: Actor, pitch_ids: Sequence[UUID], mailbox_id: UUID, now: datetime | None = None
) -> Queued:
    """Put pitches into the queue of a mailbox, at the times that its pace gives them, as far as the gate is open."""
    at = now or timezone.now()
    mine = Mailbox.objects.select_for_update().filter(workspace_id=by.workspace_id, id=mailbox_id)
    mailbox = mine.first()
    wanted = list(dict.fromkeys(pitch_ids))
    if mailbox is None:
        return Queued(refused=tuple((one, (_NO_MAILBOX,)) for one in wanted))
    pace = pace_of(mailbox)
    verdicts = judged(by.workspace_id, wanted, mailbox, pace, at)
    open_ones, over = allowance.split(by.workspace_id, [one for one in verdicts if one[1].is_open])
    made = _insert(by, mailbox, pace, at, open_ones)
    _tell(by, mailbox, made)
    return _answer(wanted, verdicts, over, made)


def judged(
    workspace_id: UUID, pitch_ids: Sequence[UUID], mailbox: Mailbox, pace: Pace, at: datetime
) -> list[tuple[Loaded, Verdict]]:
    """What the gate says of each of these pitches that is there."""
    outbox = outbox_of(mailbox, pace, at)
    loaded = load(workspace_id, pitch_ids)
    return [(one, decide(one.candidate, outbox, at)) for one in loaded]


def _insert(
    by: Actor,
    mailbox: Mailbox,
    pace: Pace,
    at: datetime,
    judgements: Sequence[tuple[Loaded, Verdict]],
) -> Mapping[UUID, Send]:
    """Write the rows of those that may go; the sends by pitch, without those that another one was quicker with."""
    zones = [zone_of(one.pitch.contact.country, pace.zone.key) for one, _ in judgements]
    start = max(at, mailbox.next_send_at or at)
    last = last_due(mailbox)
    if last and last >= start and judgements:
        start = last + pace.gap(random.SystemRandom())
    due = plan(
        zones, pace, start=start, sent=planned(mailbox, pace, at), chance=random.SystemRandom()
    )
    sends = [
        _row(by, mailbox, one, verdict, its_due)
        for (one, verdict), its_due in zip(judgements, due, strict=True)
    ]
    return _written(by.workspace_id, sends)


def _row(by: Actor, mailbox: Mailbox, one: Loaded, verdict: Verdict, due_at: datetime) -> Send:
    return Send(
        workspace_id=by.workspace_id,
        campaign_id=one.pitch.campaign_id,
        target_id=one.pitch.target_id,
        contact_id=one.pitch.contact_id,
        pitch_id=one.pitch.id,
        mailbox_id=mailbox.id,
        step=one.pitch.step,
        address_hash=one.address_hash,
        due_at=due_at,
        basis=verdict.basis or "",
        created_by_id=by.user_id,
    )


def _written(workspace_id: UUID, sends: Sequence[Send]) -> dict[UUID, Send]:
    """One row for each campaign, contact and step, whoever else writes at this moment."""
    mine = Send.objects.filter(workspace_id=workspace_id)
    closed = mine.filter(target_id__in=[one.target_id for one in sends], state__in=REUSABLE)
    known = {(one.target_id, one.step): one.id for one in closed}
    fresh = [one for one in sends if (one.target_id, one.step) not in known]
    Send.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    here = set(mine.filter(id__in=[one.id for one in fresh]).values_list("id", flat=True))
    made = {one.pitch_id: one for one in fresh if one.id in here and one.pitch_id}
    for one in sends:
        earlier = known.get((one.target_id, one.step))
        if earlier and one.pitch_id and _used_again(workspace_id, earlier, one):
            made[one.pitch_id] = one
    return made


def _used_again(workspace_id: UUID, earlier: UUID, send: Send) -> bool:
    """Let the row of an earlier attempt that did not go be this one."""
    fields = ("contact_id", "pitch_id", "mailbox_id", "address_hash", "due_at", "basis")
    values = {name: getattr(send, name) for name in (*fields, "created_by_id")}
    fixed = {"state": SendState.QUEUED, "attempts": 0, "claimed_at": None, "problem": ""}
    row = Send.objects.filter(workspace_id=workspace_id, id=earlier, state__in=REUSABLE)
    send.id = earlier
    try:
        with transaction.atomic():
            return bool(row.update(**values, **fixed, message_id="", thread_id=""))
    except IntegrityError:  # another contact with this address was quicker
        return False


def _tell(by: Actor, mailbox: Mailbox, made: Mapping[UUID, Send]) -> None:
    """What follows from queueing, in the transaction that does it."""
    if not made:
        return
    Pitch.objects.filter(workspace_id=by.workspace_id, id__in=list(made)).update(
        state=PitchState.QUEUED
    )
    wake(by.workspace_id, mailbox.id)
    if by.user_id is not None:
        record(
            EventName.FEATURE_USED,
            EventCategory.FEATURE,
            AppName.PITCH,
            feature=Feature.SEND,
            sends=len(made),
        )


def wake(workspace_id: UUID, mailbox_id: UUID) -> None:
    """Let the worker look at a mailbox's queue now."""
    enqueue(
        "pitch.send",
        queue="pitch",
        lock=lock_of(mailbox_id),
        workspace_id=workspace_id,
        mailbox_id=mailbox_id,
    )


def lock_of(mailbox_id: UUID | str) -> str:
    """One task at a time sends from a mailbox."""
    return f"pitch.send {mailbox_id}"


def _answer(
    wanted: Sequence[UUID],
    verdicts: Sequence[tuple[Loaded, Verdict]],
    over: Mapping[UUID, Reason],
    made: Mapping[UUID, Send],
) -> Queued:
    by_pitch = {one.pitch.id: verdict for one, verdict in verdicts}
    refused = []
    for one in wanted:
        reasons = by_pitch.get(one, GONE).refusals
        if one in over:
            reasons = (over[one],)
        elif not reasons and one not in made:
            reasons = (_TWICE,)
        if reasons:
            refused.append((one, reasons))
    due = sorted(send.due_at for send in made.values())
    return Queued(
        queued=tuple(one for one in wanted if one in made),
        refused=tuple(refused),
        warned=tuple(
            (i, by_pitch[i].warnings) for i in wanted if i in made and by_pitch[i].warnings
        ),
        first_due_at=due[0] if due else None,
        last_due_at=due[-1] if due else None,
    )


@transaction.atomic
def cancel(*, by: Actor, send_ids: Sequence[UUID]) -> int:
    """Take what still waits out of the queue; how many those were. Their pitches are approved as before."""
    waiting = Send.objects.select_for_update().filter(
        workspace_id=by.workspace_id, id__in=send_ids, state=SendState.QUEUED
    )
    held = list(waiting.order_by("id"))
    for send in held:
        ending.cancelled(send)
    return len(held)


@transaction.atomic
def resolve(*, by: Actor, send_id: UUID, was_sent: bool, now: datetime | None = None) -> bool:
    """Say what became of a send that nobody knew of; False when somebody else has said it.

    It was sent: all of that follows, once. It was not: it goes back into the queue, and through the gate again.
    """
    at = now or timezone.now()
    open_ones = Send.objects.select_for_update().filter(
        workspace_id=by.workspace_id, id=send_id, state=SendState.UNKNOWN
    )
    send = open_ones.first()
    if send is None:
        return False
    if was_sent:
        ending.sent(send, Handed(), send.claimed_at or at, user_id=by.user_id)
    else:
        ending.again(send, "", at)
        if send.mailbox_id:
            wake(by.workspace_id, send.mailbox_id)
    return True
