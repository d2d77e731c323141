"""What people do with mailboxes: connect, pause, set the pace, disconnect. A secret is written and never read here."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied

from totalaudio.core.metrics.names import AppName, EventCategory, EventName, Feature
from totalaudio.core.metrics.recording import record
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.roles import MANAGERS
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.states import MailboxKind, MailboxState

from . import keeping
from .google_oauth import METADATA, READ
from .servers import Servers

# Nothing leaves this machine, so nobody waits.
_AT_ONCE: Final[dict[str, Any]] = {
    "gap_min": 0,
    "gap_max": 0,
    "daily_cap": 0,
    "hours_from": None,
    "hours_to": None,
    "weekdays_only": False,
}


class NotYoursError(PermissionDenied):
    """Only the person whose mailbox it is, and owners and admins, may change it."""


@dataclass(frozen=True, slots=True)
class Named:
    """The address of a mailbox, and the name that stands before it."""

    address: str
    sender_name: str


def may_manage(by: Actor, mailbox: Mailbox) -> bool:
    """Whether somebody may change a mailbox."""
    return by.role in MANAGERS or (by.user_id is not None and mailbox.owner_id == by.user_id)


def connect_smtp(
    *, by: Actor, named: Named, servers: Servers, password: str, cursor: dict[str, str | int]
) -> Mailbox:
    """Keep a mailbox whose servers were tried; the same address again is the same mailbox, with its sends."""
    values = {
        "servers": servers.to_json(),
        "reads_replies": servers.imap is not None,
        "cursor": cursor,
    }
    mailbox = _put(by, named, MailboxKind.SMTP, values)
    keeping.keep(mailbox, {"password": password})
    return mailbox


def connect_google(
    *,
    by: Actor,
    named: Named,
    scopes: list[str],
    secret: dict[str, str],
    cursor: dict[str, str | int],
) -> Mailbox:
    """Keep a Gmail mailbox with what Google granted; tokens from before are replaced now, and not sooner."""
    reads = not {METADATA, READ}.isdisjoint(scopes)
    values = {"scopes": scopes, "reads_replies": reads, "cursor": cursor}
    mailbox = _put(by, named, MailboxKind.GMAIL, values)
    keeping.keep(mailbox, secret)
    return mailbox


def add_local(*, by: Actor, named: Named) -> Mailbox:
    """The outbox of this machine as a mailbox, without any pace; PermissionDenied where mail is real."""
    if not settings.HAS_OUTBOX:
        raise PermissionDenied("there is no outbox on this machine")
    return _put(by, named, MailboxKind.LOCAL, {**_AT_ONCE, "reads_replies": True})


def pause(*, by: Actor, mailbox: Mailbox) -> None:
    """Send nothing until it is resumed; what is queued waits."""
    _managed(by, mailbox)
    if mailbox.state == MailboxState.ACTIVE:
        _set(mailbox, state=MailboxState.PAUSED, problem="")


def resume(*, by: Actor, mailbox: Mailbox) -> None:
    """Send again; a mailbox that has to be connected again stays as it is."""
    _managed(by, mailbox)
    if mailbox.state == MailboxState.PAUSED:
        _set(mailbox, state=MailboxState.ACTIVE, problem="", next_send_at=None)


def disconnect(*, by: Actor, mailbox: Mailbox) -> None:
    """Forget what opens it; its sends and replies stay. Google is told by the worker, which then forgets the tokens."""
    _managed(by, mailbox)
    _set(mailbox, state=MailboxState.DISCONNECTED, problem="")
    if mailbox.kind == MailboxKind.GMAIL:
        _ask("pitch.revoke_google", mailbox)
    else:
        keeping.forget(mailbox)


def set_pace(*, by: Actor, mailbox: Mailbox, values: dict[str, Any]) -> None:
    """Change how fast and when it sends, and the name before the address."""
    _managed(by, mailbox)
    _set(mailbox, **values)


def try_it(*, by: Actor, mailbox: Mailbox) -> None:
    """Let the worker send a message to the mailbox itself."""
    _managed(by, mailbox)
    _ask("pitch.try_mailbox", mailbox)


def ask_for_poll(mailbox: Mailbox) -> None:
    """Let the worker read what came in."""
    enqueue(
        "pitch.poll",
        queue="pitch",
        lock=f"pitch.poll {mailbox.id}",
        workspace_id=mailbox.workspace_id,
        mailbox_id=mailbox.id,
    )


def mailbox_named(workspace_id: UUID, address: str, kind: MailboxKind) -> Mailbox | None:
    """The mailbox of this address, if it was ever connected."""
    same = Mailbox.objects.filter(workspace_id=workspace_id, kind=kind, address__iexact=address)
    return same.order_by("created_at").first()


def _put(by: Actor, named: Named, kind: MailboxKind, values: dict[str, Any]) -> Mailbox:
    known = mailbox_named(by.workspace_id, named.address, kind)
    now = {**values, "sender_name": named.sender_name, "state": MailboxState.ACTIVE, "problem": ""}
    if known is None:
        made = Mailbox(
            workspace_id=by.workspace_id,
            owner_id=by.user_id,
            kind=kind,
            address=named.address,
            **now,
        )
        made.save(force_insert=True)
        record(
            EventName.FEATURE_USED,
            EventCategory.FEATURE,
            AppName.PITCH,
            feature=Feature.MAILBOX,
            detail=kind,
        )
        return made
    _managed(by, known)
    _set(known, **now)
    return known


def _managed(by: Actor, mailbox: Mailbox) -> None:
    if not may_manage(by, mailbox):
        raise NotYoursError(
            "only its owner, or an owner or admin of the workspace, changes a mailbox"
        )


def _set(mailbox: Mailbox, **values: Any) -> None:
    for name, value in values.items():
        setattr(mailbox, name, value)
    mailbox.save(update_fields=list(values))


def _ask(task: str, mailbox: Mailbox) -> None:
    enqueue(
        task,
        queue="pitch",
        lock=f"mailbox {mailbox.id}",
        workspace_id=mailbox.workspace_id,
        mailbox_id=mailbox.id,
    )
