"""The worker's part of replies: read what came in, take in each message, remember how far that was."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from time import monotonic
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import DataError, connection
from django.db.models import F, Q
from django.utils import timezone

from totalaudio.core.tenancy.context import Actor, task_context
from totalaudio.pitch.mailboxes.opening import open_mailbox
from totalaudio.pitch.mailboxes.transport import (
    Arrived,
    NotHandedOverError,
    ReconnectError,
    Transport,
    TransportError,
)
from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.states import MailboxKind, MailboxState

from .taking import take_in

log = logging.getLogger(__name__)

type Opener = Callable[[Mailbox], AbstractContextManager[Transport]]
type Cursor = dict[str, str | int]

_LONGEST: Final = 60.0  # seconds; the rest is for the next task
_READ: Final = (MailboxState.ACTIVE, MailboxState.PAUSED)


def poll(workspace_id: UUID, mailbox_id: UUID, *, opener: Opener = open_mailbox) -> int:
    """Take in all that came to a mailbox since the last time, and say how many of them are answers.

    Killed at any point it is done again, and nothing is kept twice: how far it read is written last.
    """
    mailbox = _mailbox(workspace_id, mailbox_id)
    if mailbox is None:
        return 0
    try:
        return _read(mailbox, opener)
    except ReconnectError as error:
        _say(mailbox, MailboxState.RECONNECT, str(error))
    except NotHandedOverError:
        log.info("mailbox %s cannot be read now", mailbox_id)  # the next poll tries again
    except TransportError as error:
        log.warning("mailbox %s cannot be read: %s", mailbox_id, error)
    return 0


def _read(mailbox: Mailbox, opener: Opener) -> int:
    began, kept = monotonic(), 0
    with opener(mailbox) as transport:
        cursor: Cursor = dict(mailbox.cursor)
        while True:
            fetched = transport.fetch(cursor)
            kept += sum(_taken(mailbox, one) for one in fetched.messages)
            _remember(mailbox, fetched.cursor)
            if not fetched.messages or fetched.cursor == cursor:
                return kept
            cursor = fetched.cursor
            if monotonic() - began > _LONGEST:
                with task_context(mailbox.workspace_id):
                    read_soon(mailbox.id)
                return kept


def _taken(mailbox: Mailbox, arrived: Arrived) -> bool:
    try:
        return take_in(mailbox, arrived) is not None
    except DataError:
        # What the database refuses it will refuse each time; the messages behind it must not wait for it.
        log.exception("message %s of mailbox %s was left out", arrived.key, mailbox.id)
        return False


def _remember(mailbox: Mailbox, cursor: Cursor) -> None:
    with task_context(mailbox.workspace_id, mailbox.owner_id):
        Mailbox.objects.filter(workspace_id=mailbox.workspace_id, id=mailbox.id).update(
            cursor=cursor, polled_at=timezone.now()
        )


def _say(mailbox: Mailbox, state: MailboxState, problem: str) -> None:
    with task_context(mailbox.workspace_id, mailbox.owner_id):
        Mailbox.objects.filter(
            workspace_id=mailbox.workspace_id, id=mailbox.id, state__in=_READ
        ).update(state=state, problem=problem)


def _mailbox(workspace_id: UUID, mailbox_id: UUID) -> Mailbox | None:
    with task_context(workspace_id):
        mine = Mailbox.objects.filter(_readable(), workspace_id=workspace_id, id=mailbox_id)
        return mine.first()


def _readable() -> Q:
    """The outbox of this machine is read where there is one; other mailboxes where replies may be read."""
    reads = Q(reads_replies=True) & ~Q(kind=MailboxKind.LOCAL)
    if settings.HAS_OUTBOX:
        reads |= Q(kind=MailboxKind.LOCAL)
    return reads & Q(state__in=_READ)


def readable_mailboxes() -> Iterator[tuple[UUID, UUID]]:
    """The workspace and id of every mailbox that replies are read from."""
    found = Mailbox.objects.using("system").filter(_readable())
    yield from found.order_by("polled_at").values_list("workspace_id", "id")


def readable_by(by: Actor) -> list[Mailbox]:
    """The mailboxes of a workspace that replies are read from, the one read longest ago first."""
    mine = Mailbox.objects.filter(_readable(), workspace_id=by.workspace_id)
    return list(mine.order_by(F("polled_at").asc(nulls_first=True), "id"))


def read_soon(mailbox_id: UUID) -> bool:
    """Let the worker read a mailbox of the workspace that the open transaction is in; False when that waits already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT read_mailbox_soon_v1(%s)", [mailbox_id])
        is_new: bool = cursor.fetchone()[0]
    return is_new


def lock_of(mailbox_id: UUID | str) -> str:
    """One task at a time reads a mailbox, and one more waits at most."""
    return f"pitch.poll {mailbox_id}"
