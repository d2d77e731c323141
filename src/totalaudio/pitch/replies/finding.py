"""Finds the send that a message answers: asks the database for all that may be meant, and lets matching decide."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from totalaudio.contacts.addresses import check_address
from totalaudio.contacts.directory.mail_providers import is_mail_provider
from totalaudio.contacts.suppression import hash_of
from totalaudio.pitch.models import Mailbox, Send
from totalaudio.pitch.states import SendState

from .matching import WINDOW, Clues, From, Sent, answered_ids, clues_of, match
from .reading import Mail

# An answer proves that what nobody was sure of was sent.
_SENT = (SendState.SENT, SendState.SENDING, SendState.UNKNOWN)
_MOST = 200


def find_send(mailbox: Mailbox, mail: Mail, thread_id: str, now: datetime) -> Send | None:
    """The send that the message answers, with its contact; None when it answers none of ours."""
    clues = clues_of(mail, thread_id)
    who = _who(mailbox, mail, clues)
    sends = list(_candidates(mailbox, clues, who, now))
    found = match(clues, who, _as_sent(sends, now))
    return next((send for send in sends if send.id == found), None)


def last_send_to(mailbox: Mailbox, mail: Mail) -> Send | None:
    """The last send to whoever wrote this, or whom it did not reach: for what is said of all sends to an address.

    Whoever answers our letter itself had it in hand, so that one counts also when they write from elsewhere.
    """
    clues = clues_of(mail)
    who = _who(mailbox, mail, clues)
    hashes = who.failed_hashes if clues.is_report else {who.address_hash}
    theirs = Q() if clues.is_list else Q(address_hash__in=[one for one in hashes if one])
    if not clues.is_report:
        theirs |= Q(message_id__in=answered_ids(mail))
    sends = Send.objects.filter(
        theirs, workspace_id=mailbox.workspace_id, state__in=_SENT, contact__isnull=False
    )
    return (
        sends.select_related("contact").order_by("-created_at", "-id").first() if theirs else None
    )


def _who(mailbox: Mailbox, mail: Mail, clues: Clues) -> From:
    return From(
        address_hash=hash_of(mailbox.workspace_id, mail.sender) if mail.sender else "",
        domain=_domain(mail.sender),
        failed_hashes=frozenset(hash_of(mailbox.workspace_id, one) for one in clues.recipients),
    )


def _candidates(mailbox: Mailbox, clues: Clues, who: From, now: datetime) -> Iterator[Send]:
    mine = Q(mailbox_id=mailbox.id)
    recent = Q(sent_at__gte=now - WINDOW) | Q(sent_at=None, claimed_at__gte=now - WINDOW)
    named = Q(message_id__in=clues.message_ids)
    if clues.thread_id:
        named |= mine & Q(thread_id=clues.thread_id)
    written_to = [who.address_hash, *who.failed_hashes]
    by_address = mine & recent & Q(address_hash__in=[one for one in written_to if one])
    found = Send.objects.filter(
        named | by_address,
        workspace_id=mailbox.workspace_id,
        state__in=_SENT,
        contact__isnull=False,
    )
    yield from found.select_related("contact").order_by("-created_at", "-id")[:_MOST]


def _as_sent(sends: list[Send], now: datetime) -> Iterator[Sent]:
    for send in sends:
        contact = send.contact
        if contact is None:
            continue
        known = {hash_of(send.workspace_id, one) for one in (contact.email, *contact.other_emails)}
        at = send.sent_at or send.claimed_at
        yield Sent(
            id=send.id,
            target_id=send.target_id,
            thread_id=send.thread_id,
            message_id=send.message_id,
            hashes=frozenset({send.address_hash, *known}),
            domain=_domain(contact.email),
            is_recent=at is not None and at >= now - WINDOW,
        )


def _domain(address: str) -> str:
    domain = check_address(address).key.rpartition("@")[2]
    return "" if not domain or is_mail_provider(domain) else domain
