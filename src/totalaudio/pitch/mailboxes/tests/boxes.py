"""Mailboxes of the cast."""

from tests.support.cast import Person

from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.states import MailboxKind


def make_mailbox(owner: Person, kind: MailboxKind = MailboxKind.LOCAL, **values: object) -> Mailbox:
    made = Mailbox(
        workspace_id=owner.workspace_id,
        owner_id=owner.id,
        kind=kind,
        address="alice@example.com",
        sender_name="Alice",
        **values,
    )
    made.save(using="system", force_insert=True)
    return made
