"""Which send a message answers: by its thread, by the letter that it names or brings back, by its sender."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from .bounces import find_bounce, is_complaint
from .reading import Mail

# Somebody who writes of themselves, without an answer button, is taken to answer what we sent in these days.
WINDOW: Final = timedelta(days=60)
_ID: Final = re.compile(r"<[^<>\s]{3,250}>")
_MOST_IDS: Final = 50


@dataclass(frozen=True, slots=True)
class Clues:
    """What a message says of the letter that it answers, the surest first.

    `is_report`: it is about one that came back; `is_list`: it went to many, as a newsletter does.
    """

    thread_id: str
    message_ids: tuple[str, ...]
    sender: str
    recipients: tuple[str, ...]
    is_report: bool
    is_list: bool = False


def clues_of(mail: Mail, thread_id: str = "") -> Clues:
    """The clues in a message; `thread_id` is what the mailbox says of it."""
    bounce = find_bounce(mail)
    return Clues(
        thread_id=thread_id,
        message_ids=_message_ids(mail),
        sender=mail.sender,
        recipients=bounce.recipients if bounce else (),
        is_report=bounce is not None or is_complaint(mail),
        is_list=any(name in mail.headers for name in ("list-id", "list-unsubscribe")),
    )


def answered_ids(mail: Mail) -> tuple[str, ...]:
    """The letters that this is an answer to, not those that merely went before them."""
    return tuple(one for text in mail.headers.get("in-reply-to", ()) for one in _ID.findall(text))


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
    """A letter that may have been answered, with the hashes of its contact's addresses.

    `domain` is the contact's own, '' when anybody can have an address there.
    """

    id: UUID
    target_id: UUID
    thread_id: str
    message_id: str
    hashes: frozenset[str]
    domain: str
    is_recent: bool


@dataclass(frozen=True, slots=True)
class From:
    """Who wrote: the hash of the address, and its domain."""

    address_hash: str
    domain: str
    failed_hashes: frozenset[str] = frozenset()


def match(clues: Clues, who: From, sent: Iterable[Sent]) -> UUID | None:
    """The id of the send that is answered, or None; `sent` are those of this mailbox, the newest first.

    A thread or a message must be answered by the contact, by somebody at the contact's own domain, or by a report:
    everybody else in a thread is nobody. Without either, the sender has one open target or none.
    """
    letters = list(sent)
    for letter in letters:
        if _is_named(clues, letter) and (clues.is_report or _is_theirs(who, letter)):
            return letter.id
    return _only_one(clues, who, letters)


def _only_one(clues: Clues, who: From, letters: list[Sent]) -> UUID | None:
    if clues.is_list:
        return None
    wanted = who.failed_hashes if clues.is_report else {who.address_hash}
    fitting = [one for one in letters if one.is_recent and one.hashes & wanted]
    targets = {one.target_id for one in fitting}
    return fitting[0].id if len(targets) == 1 else None


def _is_named(clues: Clues, letter: Sent) -> bool:
    if letter.message_id and letter.message_id in clues.message_ids:
        return True
    return bool(letter.thread_id) and letter.thread_id == clues.thread_id


def _is_theirs(who: From, letter: Sent) -> bool:
    return who.address_hash in letter.hashes or (
        bool(letter.domain) and who.domain == letter.domain
    )
