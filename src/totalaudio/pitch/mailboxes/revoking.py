"""Taking a permission back at Google when a mailbox was disconnected."""

from uuid import UUID

from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.states import MailboxKind, MailboxState

from . import google_oauth, keeping
from .opening import google
from .transport import ReconnectError


class GoogleIsAwayError(Exception):
    """The permission could not be taken back now."""


def revoke(workspace_id: UUID, mailbox_id: UUID, *, is_last: bool) -> None:
    """Tell Google and forget the tokens; nothing when the mailbox was connected again meanwhile.

    Raises GoogleIsAwayError, so that it is tried again; at the last try the tokens are forgotten all the same.
    """
    mailbox = _disconnected(workspace_id, mailbox_id)
    if mailbox is None:
        return
    try:
        token = keeping.read(mailbox).get("refresh_token", "")
    except ReconnectError:
        token = ""  # nothing that could be taken back
    is_done = not token or google_oauth.revoke(google(), token)
    if not is_done and not is_last:
        raise GoogleIsAwayError("Google does not answer; the permission is taken back later")
    # Asked anew: it may have been connected while Google answered.
    if _disconnected(workspace_id, mailbox_id):
        keeping.forget(mailbox, using="system")


def _disconnected(workspace_id: UUID, mailbox_id: UUID) -> Mailbox | None:
    return (
        Mailbox.objects.using("system")
        .filter(
            workspace_id=workspace_id,
            id=mailbox_id,
            kind=MailboxKind.GMAIL,
            state=MailboxState.DISCONNECTED,
        )
        .first()
    )
