"""Where the secrets of mailboxes are kept: written by anybody who manages the mailbox, read by the worker alone."""

from collections.abc import Mapping
from typing import Final

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.utils import timezone

from totalaudio.pitch.models import Mailbox, MailboxSecret

from .sealing import UnsealError, is_newest, reseal, seal, unseal
from .transport import ReconnectError

_GONE: Final = "What opens this mailbox is not here any more. Connect it again."
_LOCKED: Final = (
    "What opens this mailbox was encrypted with a key that this installation no longer has."
    " Connect it again, or put the old key back into TOKEN_KEYS."
)


def keep(mailbox: Mailbox, values: Mapping[str, str], *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Seal and store; what was there before is replaced."""
    values_now = {"sealed": seal(values, mailbox_id=mailbox.id), "updated_at": timezone.now()}
    # Not ON CONFLICT: it would have to read the column that web processes must not read.
    if not _of(mailbox, using).update(**values_now):
        MailboxSecret.objects.using(using).create(
            workspace_id=mailbox.workspace_id, mailbox_id=mailbox.id, **values_now
        )


def read(mailbox: Mailbox) -> dict[str, str]:
    """What opens the mailbox, for the worker; raises ReconnectError when there is nothing that can be read."""
    kept = _of(mailbox, "system").first()
    if kept is None:
        raise ReconnectError(_GONE)
    try:
        return unseal(kept.sealed, mailbox_id=mailbox.id)
    except UnsealError:
        raise ReconnectError(_LOCKED) from None


def forget(mailbox: Mailbox, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Delete what opens the mailbox."""
    _of(mailbox, using).delete()


def reseal_all() -> int:
    """Encrypt with the newest key whatever an older one opens; how many there were. What no key opens stays."""
    changed = 0
    for secret in MailboxSecret.objects.using("system").iterator():
        if not is_newest(secret.sealed) and (anew := _resealed(secret)):
            # Only what was read is replaced: the mailbox may have been connected again meanwhile.
            same = MailboxSecret.objects.using("system").filter(id=secret.id, sealed=secret.sealed)
            changed += same.update(sealed=anew)
    return changed


def _resealed(secret: MailboxSecret) -> bytes | None:
    try:
        return reseal(secret.sealed)
    except UnsealError:
        return None


def _of(mailbox: Mailbox, using: str) -> QuerySet[MailboxSecret]:
    return MailboxSecret.objects.using(using).filter(
        workspace_id=mailbox.workspace_id, mailbox_id=mailbox.id
    )
