"""All that the gate is told: of one pitch and whom it goes to, and of the mailbox it goes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from totalaudio.campaigns.stages import CampaignStatus, ReplyKind, Stage
from totalaudio.pitch.states import Basis, MailboxState, PitchState, SendState, Subscriber


@dataclass(frozen=True, slots=True)
class Earlier:
    """A send of this campaign and step that there is already, to this contact or, if not `is_own`, to another."""

    state: SendState
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """One pitch. `key` is its address as it is compared, '' when it is none; `findings` are those that refuse.

    `suppressed` is the reason in words, '' when the address is not. `subscriber` and `basis` are what a person
    recorded. `pitched_elsewhere_at` is when another campaign of the workspace wrote to them last.
    """

    pitch_id: UUID
    state: PitchState
    step: int
    subject: str
    body: str
    address: str
    key: str
    outlet: str = ""
    campaign: CampaignStatus = CampaignStatus.ACTIVE
    sends_unreviewed: bool = False
    findings: Sequence[str] = ()
    suppressed: str = ""
    subscriber: Subscriber | None = None
    basis: Basis | None = None
    earlier: Sequence[Earlier] = ()
    is_twice: bool = False
    first_is_sent: bool = False
    stage: Stage = Stage.TO_PITCH
    replies: frozenset[ReplyKind] = frozenset()
    pitched_elsewhere_at: datetime | None = None
    fit: int | None = None
    fit_reasons: Sequence[str] = ()
    is_queued: bool = False


@dataclass(frozen=True, slots=True)
class Outbox:
    """The mailbox that all of them go from, and who the messages say they are from.

    `full_until` is when its cap lets more mail go, if it is reached for today.
    """

    address: str
    state: MailboxState = MailboxState.ACTIVE
    problem: str = ""
    has_identity: bool = True
    full_until: datetime | None = None
