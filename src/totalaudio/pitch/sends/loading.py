"""What the gate has to know of many pitches, in a fixed number of questions to the database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from totalaudio.campaigns.models import Reply
from totalaudio.campaigns.stages import CampaignStatus, ReplyKind, Stage
from totalaudio.contacts.addresses import check_address
from totalaudio.contacts.models.suppression import SuppressionReason
from totalaudio.contacts.suppression import hash_of
from totalaudio.contacts.suppression.queries import reasons_of
from totalaudio.pitch.models import Pitch, Recipient, Send
from totalaudio.pitch.sends.candidates import Candidate, Earlier
from totalaudio.pitch.states import Basis, PitchState, SendState, Subscriber

_LOADED = 1_000  # pitches at a time


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pitch with what the gate asks of it, and the hash of its address."""

    pitch: Pitch
    address_hash: str
    candidate: Candidate


@dataclass(slots=True)
class _Known:
    """What the database says of the people and targets of some pitches."""

    suppressed: dict[str, SuppressionReason]
    recipients: dict[UUID, Recipient]
    own: dict[tuple[UUID, int], list[Send]] = field(default_factory=lambda: defaultdict(list))
    to: dict[tuple[UUID, int, str], list[Send]] = field(default_factory=lambda: defaultdict(list))
    first_sent: set[UUID] = field(default_factory=set)
    elsewhere: dict[str, dict[UUID, datetime]] = field(default_factory=lambda: defaultdict(dict))
    replies: dict[UUID, set[ReplyKind]] = field(default_factory=lambda: defaultdict(set))


def load(
    workspace_id: UUID, pitch_ids: Sequence[UUID], *, of_send: UUID | None = None
) -> list[Loaded]:
    """The pitches that there are, in the order asked for; `of_send` is the send that they are to be handed over for."""
    found: list[Loaded] = []
    seen: set[tuple[UUID, int, str]] = set()
    for begin in range(0, len(pitch_ids), _LOADED):
        wanted = pitch_ids[begin : begin + _LOADED]
        found += _load(workspace_id, wanted, of_send, seen)
    return found


def _load(
    workspace_id: UUID,
    wanted: Sequence[UUID],
    of_send: UUID | None,
    seen: set[tuple[UUID, int, str]],
) -> list[Loaded]:
    pitches = Pitch.objects.filter(workspace_id=workspace_id, id__in=wanted)
    by_id = {one.id: one for one in pitches.select_related("target", "contact", "campaign")}
    here = [by_id[one] for one in wanted if one in by_id]
    hashes = {one.id: hash_of(workspace_id, one.contact.email) for one in here}
    known = _known(workspace_id, here, set(hashes.values()), of_send)
    loaded = []
    for one in here:
        its = hashes[one.id]
        place = (one.campaign_id, one.step, its)
        candidate = _candidate(
            one, its, known, is_twice=place in seen, is_queued=of_send is not None
        )
        loaded.append(Loaded(one, its, candidate))
        seen.add(place)
    return loaded


def _known(
    workspace_id: UUID, pitches: Iterable[Pitch], hashes: Collection[str], of_send: UUID | None
) -> _Known:
    contacts = {one.contact_id for one in pitches}
    targets = {one.target_id for one in pitches}
    campaigns = {one.campaign_id for one in pitches}
    recipients = Recipient.objects.filter(workspace_id=workspace_id, contact_id__in=contacts)
    known = _Known(reasons_of(workspace_id, hashes), {one.contact_id: one for one in recipients})
    mine = Send.objects.filter(workspace_id=workspace_id)
    for send in mine.filter(campaign_id__in=campaigns, address_hash__in=hashes):
        _note(known, send, of_send)
    for send in mine.filter(target_id__in=targets).exclude(address_hash__in=hashes):
        _note(known, send, of_send)
    sent = mine.filter(address_hash__in=hashes, state=SendState.SENT)
    last = sent.values_list("address_hash", "campaign_id").annotate(at=Max("sent_at"))
    for its, campaign_id, at in last:
        known.elsewhere[its][campaign_id] = at
    replies = Reply.objects.filter(workspace_id=workspace_id, target_id__in=targets)
    for target_id, kind in replies.values_list("target_id", "kind").distinct():
        known.replies[target_id].add(ReplyKind(kind))
    return known


def _note(known: _Known, send: Send, of_send: UUID | None) -> None:
    if send.step == 1 and send.state == SendState.SENT:
        known.first_sent.add(send.target_id)
    if send.id != of_send:
        known.own[send.target_id, send.step].append(send)
        known.to[send.campaign_id, send.step, send.address_hash].append(send)


def _candidate(
    pitch: Pitch, its: str, known: _Known, *, is_twice: bool, is_queued: bool
) -> Candidate:
    contact, target, campaign = pitch.contact, pitch.target, pitch.campaign
    recipient = known.recipients.get(pitch.contact_id)
    suppressed = known.suppressed.get(its)
    return Candidate(
        pitch_id=pitch.id,
        state=PitchState(pitch.state),
        step=pitch.step,
        subject=pitch.subject,
        body=pitch.body,
        address=contact.email,
        key=check_address(contact.email).key,
        outlet=contact.outlet_name,
        campaign=CampaignStatus(campaign.status),
        sends_unreviewed=campaign.sends_unreviewed,
        findings=_refusing(pitch.problems),
        suppressed=str(suppressed.label) if suppressed else "",
        subscriber=Subscriber(recipient.subscriber) if recipient and recipient.subscriber else None,
        basis=Basis(recipient.basis) if recipient and recipient.basis else None,
        earlier=_earlier(pitch, its, known),
        is_twice=is_twice,
        first_is_sent=pitch.target_id in known.first_sent,
        stage=Stage(target.stage),
        replies=frozenset(known.replies.get(pitch.target_id, ())),
        pitched_elsewhere_at=_elsewhere(pitch, its, known),
        fit=target.fit,
        fit_reasons=target.fit_reasons,
        is_queued=is_queued,
    )


def _earlier(pitch: Pitch, its: str, known: _Known) -> list[Earlier]:
    own = known.own.get((pitch.target_id, pitch.step), ())
    same = known.to.get((pitch.campaign_id, pitch.step, its), ())
    return [Earlier(SendState(one.state)) for one in own] + [
        Earlier(SendState(one.state), is_own=False)
        for one in same
        if one.target_id != pitch.target_id
    ]


def _elsewhere(pitch: Pitch, its: str, known: _Known) -> datetime | None:
    others = known.elsewhere.get(its, {})
    return max((at for of, at in others.items() if of != pitch.campaign_id), default=None)


def _refusing(problems: object) -> tuple[str, ...]:
    """The messages of the findings that refuse."""
    if not isinstance(problems, list):
        return ()
    return tuple(
        str(one.get("message", "A rule refuses the text."))
        for one in problems
        if isinstance(one, dict) and one.get("level") == "refuse"
    )
