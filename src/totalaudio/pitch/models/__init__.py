"""What is written, from which mailbox it is sent, what became of it, and what came back."""

from .mailbox import LocalMessage, Mailbox, MailboxSecret
from .recipient import Recipient, SenderIdentity
from .sending import Incoming, Send, UnsubscribeKey
from .text import Batch, Pitch, Template, Voice

__all__ = [
    "Batch",
    "Incoming",
    "LocalMessage",
    "Mailbox",
    "MailboxSecret",
    "Pitch",
    "Recipient",
    "Send",
    "SenderIdentity",
    "Template",
    "UnsubscribeKey",
    "Voice",
]
