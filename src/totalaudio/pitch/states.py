"""The words of pitches, mailboxes and sends, each in one place."""

from enum import StrEnum
from typing import Final


class PitchKind(StrEnum):
    """Whom a template is written to."""

    RADIO = "radio"
    PRESS = "press"
    PLAYLIST = "playlist"
    PODCAST = "podcast"


class Tone(StrEnum):
    """How a workspace sounds."""

    CASUAL = "casual"
    PROFESSIONAL = "professional"
    ENTHUSIASTIC = "enthusiastic"


class Writer(StrEnum):
    """What wrote a text; `hand` once a person has changed it."""

    TEMPLATE = "template"
    MODEL = "model"
    HAND = "hand"


class PitchState(StrEnum):
    """Where a pitch is. `sent` and later ones belong to a send."""

    DRAFT = "draft"
    APPROVED = "approved"
    SKIPPED = "skipped"
    QUEUED = "queued"
    SENT = "sent"
    REPLIED = "replied"
    BOUNCED = "bounced"


class BatchState(StrEnum):
    """Where the writing of many pitches is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class MailboxKind(StrEnum):
    """What a mailbox is; `local` is the outbox page of this machine, and never there in production."""

    SMTP = "smtp"
    GMAIL = "gmail"
    LOCAL = "local"


class MailboxState(StrEnum):
    """Whether a mailbox sends. `reconnect`: its permission was taken away; `paused`: by a person or a rule."""

    ACTIVE = "active"
    PAUSED = "paused"
    RECONNECT = "reconnect"
    DISCONNECTED = "disconnected"


class SendState(StrEnum):
    """What became of a send.

    queued → sending (committed before the call) → sent, or queued again when nothing was handed over, or failed when
    the server refused it for good, or unknown when nobody can tell. `refused` by the gate, `cancelled` by a person.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Subscriber(StrEnum):
    """Whose address it is, as PECR asks: a company's, a person's own, or not known."""

    CORPORATE = "corporate"
    INDIVIDUAL = "individual"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """Why somebody may be written to."""

    LEGITIMATE_INTERESTS = "legitimate-interests"
    CONSENT = "consent"
    SOFT_OPT_IN = "soft-opt-in"
    RECORDED = "recorded"


LABELS: Final[dict[StrEnum, str]] = {
    PitchKind.RADIO: "Radio",
    PitchKind.PRESS: "Press",
    PitchKind.PLAYLIST: "Playlist",
    PitchKind.PODCAST: "Podcast",
    Tone.CASUAL: "Casual",
    Tone.PROFESSIONAL: "Professional",
    Tone.ENTHUSIASTIC: "Enthusiastic",
    Writer.TEMPLATE: "Template",
    Writer.MODEL: "Language model",
    Writer.HAND: "By hand",
    PitchState.DRAFT: "To review",
    PitchState.APPROVED: "Approved",
    PitchState.SKIPPED: "Skipped",
    PitchState.QUEUED: "Queued",
    PitchState.SENT: "Sent",
    PitchState.REPLIED: "Replied",
    PitchState.BOUNCED: "Bounced",
    BatchState.QUEUED: "Waiting for the worker",
    BatchState.RUNNING: "Writing",
    BatchState.DONE: "Done",
    BatchState.CANCELLED: "Cancelled",
    MailboxKind.SMTP: "SMTP and IMAP",
    MailboxKind.GMAIL: "Gmail",
    MailboxKind.LOCAL: "Outbox on this machine",
    MailboxState.ACTIVE: "Active",
    MailboxState.PAUSED: "Paused",
    MailboxState.RECONNECT: "Needs to be connected again",
    MailboxState.DISCONNECTED: "Disconnected",
    SendState.QUEUED: "Queued",
    SendState.SENDING: "Sending",
    SendState.SENT: "Sent",
    SendState.FAILED: "Failed",
    SendState.UNKNOWN: "Not known",
    SendState.REFUSED: "Not sent",
    SendState.CANCELLED: "Cancelled",
    Subscriber.CORPORATE: "A company's",
    Subscriber.INDIVIDUAL: "A person's own",
    Subscriber.UNKNOWN: "Not known",
    Basis.LEGITIMATE_INTERESTS: "Legitimate interests",
    Basis.CONSENT: "Consent",
    Basis.SOFT_OPT_IN: "Soft opt-in",
    Basis.RECORDED: "Recorded reason",
}


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """The words of an enumeration with their labels, for forms and models."""
    return [(word.value, LABELS[word]) for word in words]
