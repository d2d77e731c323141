"""The gate: whether one pitch may go to one person from one mailbox, now. Pure, so that it can be asked at any time.

It is asked when mail is queued, and once more in the transaction that hands it over.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from totalaudio.campaigns.stages import HUMAN_REPLIES, LABELS, CampaignStatus, ReplyKind, Stage
from totalaudio.pitch.compliance.subscribers import basis_for, presume
from totalaudio.pitch.sends.candidates import Candidate, Outbox
from totalaudio.pitch.sends.verdicts import Code, Reason, Verdict
from totalaudio.pitch.states import Basis, MailboxState, PitchState, SendState, Subscriber

# Another campaign's mail to the same person within this time is worth a thought.
REST: Final = timedelta(days=14)
_MISFIT: Final = 40
_UNFILLED: Final = re.compile(r"\[add [^\]\n]{1,60}\]|\{\{?\s*[a-z_]+\s*(?:\|[^{}\n]*)?\}\}?")
_ANSWERED: Final = frozenset({Stage.REPLIED, Stage.ADDED, Stage.DECLINED})
_DONE: Final = frozenset({SendState.SENT})
_UNDER_WAY: Final = frozenset({SendState.QUEUED, SendState.SENDING})

type Rule = Callable[[Candidate, Outbox], Reason | None]


def decide(one: Candidate, outbox: Outbox, now: datetime) -> Verdict:
    """All that stands against sending this pitch now; the basis on which it would go, when nothing does."""
    subscriber = one.subscriber or presume(one.address, one.outlet).subscriber
    basis = basis_for(subscriber, one.basis)
    found = [rule(one, outbox) for rule in _RULES]
    refusals = [reason for reason in found if reason]
    if basis is None and one.key:
        refusals.append(_no_basis(one))
    return Verdict(
        tuple(refusals), tuple(_warnings(one, outbox, subscriber, basis, now)), basis, subscriber
    )


def _state(one: Candidate, outbox: Outbox) -> Reason | None:
    if one.is_queued or one.state == PitchState.APPROVED:
        return None
    if one.state == PitchState.DRAFT and one.sends_unreviewed:
        return None
    if one.state in {PitchState.DRAFT, PitchState.SKIPPED}:
        return Reason(
            Code.NOT_APPROVED, "Nobody has approved this pitch.", "Review and approve it."
        )
    return None  # what is queued or sent has a send, which says so


def _suppressed(one: Candidate, outbox: Outbox) -> Reason | None:
    if not one.suppressed:
        return None
    message = f"{one.address} must not be written to: {one.suppressed.lower()}."
    return Reason(Code.SUPPRESSED, message, "Leave them out. The compliance desk has the list.")


def _address(one: Candidate, outbox: Outbox) -> Reason | None:
    if one.key:
        return None
    if not one.address.strip():
        return Reason(
            Code.ADDRESS, "The contact has no address.", "Add one, or reach them another way."
        )
    return Reason(Code.ADDRESS, f"{one.address} is not an address.", "Correct it in the contact.")


def _duplicate(one: Candidate, outbox: Outbox) -> Reason | None:
    others = [earlier.state for earlier in one.earlier if not earlier.is_own]
    if not (one.is_twice or others):
        return None
    message = f"This campaign writes to {one.address} already, under another contact."
    return Reason(Code.DUPLICATE, message, "Keep one of the two contacts, and skip this pitch.")


def _already(one: Candidate, outbox: Outbox) -> Reason | None:
    mine = {earlier.state for earlier in one.earlier if earlier.is_own}
    if mine & _DONE:
        message = "This campaign has sent them this already."
        return Reason(Code.ALREADY_PITCHED, message, "Write a follow-up instead.")
    if mine & _UNDER_WAY:
        message = "It is in the queue already."
        return Reason(Code.ALREADY_PITCHED, message, "Wait, or cancel it under Sends.")
    if SendState.UNKNOWN in mine:
        message = "It may have been sent, and nobody can tell."
        return Reason(
            Code.NOT_KNOWN, message, "Look in your mailbox, and say under Sends what you found."
        )
    return None


def _answered(one: Candidate, outbox: Outbox) -> Reason | None:
    if one.replies & set(HUMAN_REPLIES) or one.stage in _ANSWERED:
        stage = LABELS[one.stage].lower() if one.stage in _ANSWERED else "replied"
        message = f"They have answered ({stage})."
        return Reason(Code.ANSWERED, message, "Answer them yourself, from your mailbox.")
    for kind, why in _ENDED.items():
        if kind in one.replies:
            return Reason(Code.ANSWERED, why, "Leave them out of this campaign.")
    return None


_ENDED: Final = {
    ReplyKind.OPT_OUT: "They asked not to be written to.",
    ReplyKind.BOUNCE: "Mail to them came back.",
    ReplyKind.LEFT: "They have left, as their mailbox says.",
}


def _no_first(one: Candidate, outbox: Outbox) -> Reason | None:
    if one.step == 1 or one.first_is_sent:
        return None
    message = "This follows a first mail that was not sent from here."
    return Reason(Code.NO_FIRST, message, "Send the first pitch, then this one.")


def _text(one: Candidate, outbox: Outbox) -> Reason | None:
    if not one.subject.strip() or not one.body.strip():
        part = "text" if one.subject.strip() else "subject"
        return Reason(Code.TEXT, f"The pitch has no {part}.", "Write one in the review.")
    hole = _UNFILLED.search(f"{one.subject}\n{one.body}")
    if hole:
        return Reason(Code.TEXT, f"A field is not filled: {hole.group()}.", "Fill or remove it.")
    if one.findings:
        return Reason(Code.TEXT, one.findings[0], "Change the text in the review.")
    return None


def _campaign(one: Candidate, outbox: Outbox) -> Reason | None:
    if one.campaign == CampaignStatus.ACTIVE:
        return None
    message = f"The campaign is not active but {LABELS[one.campaign].lower()}."
    return Reason(Code.CAMPAIGN, message, "Set it to active first.")


def _mailbox(one: Candidate, outbox: Outbox) -> Reason | None:
    if outbox.state == MailboxState.ACTIVE:
        return None
    if one.is_queued:
        return None  # it waits until the mailbox is active again
    said = f" {outbox.problem}" if outbox.problem else ""
    remedy = _MAILBOX_REMEDIES[outbox.state]
    return Reason(Code.MAILBOX, f"The mailbox {outbox.address} does not send now.{said}", remedy)


_MAILBOX_REMEDIES: Final = {
    MailboxState.PAUSED: "Resume it under Mailboxes.",
    MailboxState.RECONNECT: "Connect it again under Mailboxes.",
    MailboxState.DISCONNECTED: "Connect it again, or choose another.",
}


def _identity(one: Candidate, outbox: Outbox) -> Reason | None:
    if outbox.has_identity:
        return None
    message = (
        "Mail must say who it is from, with a postal address, and that is not written down yet."
    )
    return Reason(Code.IDENTITY, message, "Fill it in under Compliance.")


_RULES: Final[tuple[Rule, ...]] = (
    _identity,
    _mailbox,
    _campaign,
    _state,
    _address,
    _suppressed,
    _duplicate,
    _already,
    _answered,
    _no_first,
    _text,
)


def _no_basis(one: Candidate) -> Reason:
    message = f"{one.address} is one person's own address, and nothing allows marketing mail to it."
    remedy = "Record their consent, that they are a customer, or your reason, under Compliance."
    return Reason(Code.BASIS, message, remedy)


def _warnings(
    one: Candidate, outbox: Outbox, subscriber: Subscriber, basis: Basis | None, now: datetime
) -> list[Reason]:
    found = []
    if subscriber is Subscriber.UNKNOWN and one.key and basis is Basis.LEGITIMATE_INTERESTS:
        message = f"Nothing says whether {one.address} is a company's or one person's own."
        found.append(Reason(Code.BASIS, message, "If it is a person's own, record why you may."))
    if one.pitched_elsewhere_at and now - one.pitched_elsewhere_at < REST:
        days = (now - one.pitched_elsewhere_at).days
        ago = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
        message = f"Another of your campaigns wrote to them {ago}."
        found.append(Reason(Code.PITCHED_ELSEWHERE, message, "Wait a little, if you can."))
    if outbox.full_until:
        message = f"The mailbox {outbox.address} has reached its cap for today."
        remedy = f"It goes on from {outbox.full_until:%-d %B}."
        found.append(Reason(Code.CAP, message, remedy))
    if one.fit is not None and one.fit < _MISFIT:
        why = f" {'; '.join(one.fit_reasons)}." if one.fit_reasons else ""
        found.append(Reason(Code.MISFIT, f"The record hardly fits them ({one.fit} of 100).{why}"))
    return found
