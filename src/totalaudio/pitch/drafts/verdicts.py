"""What the send gate would say of pitches, asked before anybody sends them."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.utils import timezone

from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.drafts.handing import only_mailbox
from totalaudio.pitch.drafts.reviewing import OPEN
from totalaudio.pitch.models import Mailbox, Pitch
from totalaudio.pitch.sends.candidates import Outbox
from totalaudio.pitch.sends.gate import decide
from totalaudio.pitch.sends.loading import load
from totalaudio.pitch.sends.outboxes import identity_of, outbox_of, pace_of
from totalaudio.pitch.sends.verdicts import Code, Verdict
from totalaudio.pitch.states import PitchState


def verdict_for(by: Actor, pitch: Pitch) -> Verdict | None:
    """What would stand against sending this pitch, once it is approved; None when it was handed over already."""
    if pitch.state not in OPEN:
        return None
    found = verdicts(by, [pitch.id], only_mailbox(by))[pitch.id]
    # What the rules say of the text stands beside the text itself.
    return replace(found, refusals=tuple(one for one in found.refusals if one.code != Code.TEXT))


def verdicts(by: Actor, pitch_ids: Sequence[UUID], mailbox: Mailbox | None) -> dict[UUID, Verdict]:
    """What the gate says of each pitch as if it were approved; without a mailbox, of all but that."""
    now = timezone.now()
    outbox = (
        outbox_of(mailbox, pace_of(mailbox), now)
        if mailbox
        else Outbox(address="", has_identity=identity_of(by.workspace_id) is not None)
    )
    return {
        one.pitch.id: decide(replace(one.candidate, state=PitchState.APPROVED), outbox, now)
        for one in load(by.workspace_id, pitch_ids)
    }
