"""The message of a send, from its pitch, its mailbox and what was sent before it."""

from datetime import datetime

from totalaudio.pitch.mailboxes.transport import Outgoing
from totalaudio.pitch.models import Mailbox, Pitch, Send, SenderIdentity
from totalaudio.pitch.sends.footer import Footer, under
from totalaudio.pitch.sends.links import notice_url, unsubscribe_url
from totalaudio.pitch.sends.message import Letter, ascii_address, compose, reply_subject
from totalaudio.pitch.states import SendState


def build(
    send: Send, pitch: Pitch, mailbox: Mailbox, identity: SenderIdentity, *, key: str, at: datetime
) -> Outgoing:
    """The message as it is handed over; MessageProblemError when none can be made."""
    before = _before(send)
    link = unsubscribe_url(key)
    letter = Letter(
        sender_name=mailbox.sender_name,
        sender=mailbox.address,
        recipient=pitch.contact.email,
        subject=_subject(pitch, before),
        body=under(pitch.body, _footer(send, identity, link)),
        message_id=send.message_id,
        at=at,
        unsubscribe_url=link,
        references=tuple(one.message_id for one in before if one.message_id),
    )
    return Outgoing(
        raw=compose(letter),
        sender=ascii_address(mailbox.address),
        recipient=ascii_address(pitch.contact.email),
        message_id=send.message_id,
        thread_id=next((one.thread_id for one in reversed(before) if one.thread_id), ""),
    )


def _before(send: Send) -> list[Send]:
    """What this campaign sent them from the same mailbox before, the first first."""
    if send.mailbox_id is None:
        return []
    earlier = Send.objects.filter(
        workspace_id=send.workspace_id,
        target_id=send.target_id,
        mailbox_id=send.mailbox_id,
        state=SendState.SENT,
        step__lt=send.step,
    )
    return list(earlier.select_related("pitch").order_by("step"))


def _subject(pitch: Pitch, before: list[Send]) -> str:
    first = before[0].pitch if before else None
    return reply_subject(first.subject) if first else pitch.subject


def _footer(send: Send, identity: SenderIdentity, link: str) -> Footer:
    return Footer(
        organisation=identity.organisation,
        postal_address=identity.postal_address,
        unsubscribe_url=link,
        source=identity.source,
        notice_url=notice_url(identity.notice_key) if send.gave_notice else "",
    )
