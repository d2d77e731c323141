"""Which send a message answers: by its thread, by the message that it names, by the letter that came back, by its sender."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from .bounces import find_bounce
from .reading import Mail

# Somebody who writes of themselves, without an answer button, is taken to answer what we sent in these days.
WINDOW: Final = timedelta(days=60)
_ID: Final = re.compile(r"<[^<>\s]{3,250}>")
_MOST_IDS: Final = 50


@dataclass(frozen=True, slots=True)
class Clues:
    """What a message says of the letter that it answers, the surest first; `is_report`: of one that came back."""

    thread_id: str
    message_ids: tuple[str, ...]
    sender: str
    recipients: tuple[str, ...]
    is_report: bool


def clues_of(mail: Mail, thread_id: str = "") -> Clues:
    """The clues in a message; `thread_id` is what the mailbox says of it."""
    bounce = find_bounce(mail)
    return Clues(
        thread_id=thread_id,
        message_ids=_message_ids(mail),
        sender=mail.sender,
        recipients=bounce.recipients if bounce else (),
        is_report=bounce is not None,
    )


def _message_ids(mail: Mail) -> tuple[str, ...]:
    named = [*mail.headers.get("in-reply-to", ()), *mail.headers.get("references", ())]
    if mail.original:
        named += mail.original.get("message-id", [])
    found = [one for text in named for one in _ID.findall(text)]
    if not found:
        # A letter that came back as plain text names itself in the middle of it.
        found = _ID.findall(_after_message_id(mail.text))
    return tuple(dict.fromkeys(found))[:_MOST_IDS]


def _after_message_id(text: str) -> str:
    lines = (line for line in text.split("\n") if line.lower().startswith("message-id:"))
    return " ".join(list(lines)[:_MOST_IDS])


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that may have been answered; `addresses` are the mailboxes of its contact, as `mailbox_of` writes them."""

    id: str
    thread_id: str
    message_id: str
    mailboxes: tuple[str, ...]
    is_recent: bool


def match(clues: Clues, sender_mailbox: str, sent: Iterable[Sent]) -> str | None:
    """The id of the send that is answered, or None; `sent` are those of this mailbox, the newest first.

    A thread or a message id must be answered by the contact, or by a report: everybody else in a thread is nobody.
    """
    letters = list(sent)
    for letter in letters:
        if _is_named(clues, letter) and (clues.is_report or _is_from(sender_mailbox, letter)):
            return letter.id
    if clues.is_report:
        return None
    open_ones = [one for one in letters if one.is_recent and _is_from(sender_mailbox, one)]
    return open_ones[0].id if len(open_ones) == 1 else None


def _is_named(clues: Clues, letter: Sent) -> bool:
    if letter.message_id and letter.message_id in clues.message_ids:
        return True
    return bool(letter.thread_id) and letter.thread_id == clues.thread_id


def _is_from(sender_mailbox: str, letter: Sent) -> bool:
    return sender_mailbox in letter.mailboxes
