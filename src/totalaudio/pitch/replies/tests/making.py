"""Sends for tests, made as the system role, and a mailbox server that gives what it is told to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.contacts.models import Contact
from totalaudio.contacts.suppression import hash_of
from totalaudio.core.tenancy.models import Workspace
from totalaudio.pitch.mailboxes.transport import Arrived, Fetched, Handed, Outgoing
from totalaudio.pitch.models import Mailbox, Pitch, Send
from totalaudio.pitch.states import PitchState, SendState

SENT_AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
OURS = "plugger@plugs.example.com"


def make_mailbox(workspace: Workspace, **more: Any) -> Mailbox:
    """A mailbox whose replies are read."""
    values: dict[str, Any] = {"kind": "smtp", "address": OURS, "reads_replies": True}
    return Mailbox.objects.using("system").create(workspace=workspace, **(values | more))


def make_campaign(workspace: Workspace, title: str = "Northern Signal") -> Campaign:
    """An active campaign."""
    return Campaign.objects.using("system").create(
        workspace=workspace, artist="The Made Ups", title=title, release_type="single",
        status="active",
    )  # fmt: skip


def make_send(
    mailbox: Mailbox, contact: Contact, campaign: Campaign | None = None, **more: Any
) -> Send:
    """A pitch of a campaign to a contact, and its send."""
    workspace = mailbox.workspace
    of = campaign or make_campaign(workspace, f"Single for {contact.email}")
    target, _ = Target.objects.using("system").get_or_create(
        workspace=workspace, campaign=of, contact=contact
    )
    state = more.pop("state", SendState.SENT)
    step = more.pop("step", 1)
    is_sent = state == SendState.SENT
    pitch = Pitch.objects.using("system").create(
        workspace=workspace, campaign=of, target=target, contact=contact, step=step,
        state=PitchState.SENT if is_sent else PitchState.QUEUED, subject="A new single", body="Hello",
    )  # fmt: skip
    values: dict[str, Any] = {
        "address_hash": hash_of(workspace.id, contact.email),
        "due_at": SENT_AT,
        "sent_at": SENT_AT if is_sent else None,
        "message_id": f"<{pitch.id}@plugs.example.com>" if is_sent else "",
    }
    return Send.objects.using("system").create(
        workspace=workspace, campaign=of, target=target, contact=contact, pitch=pitch,
        mailbox=mailbox, step=step, state=state, **(values | more),
    )  # fmt: skip


def letter(
    send: Send | None = None, text: str = "Sounds good.", sender: str = "", **headers: str
) -> bytes:
    """The source of an answer to a send, from its contact where nobody else is named."""
    contact = send.contact.email if send and send.contact else "nobody@example.org"
    lines = {
        "From": sender or contact,
        "To": OURS,
        "Subject": "Re: A new single",
        "Date": f"{NOW - timedelta(hours=1):%a, %d %b %Y %H:%M:%S +0000}",
    }
    if send and send.message_id:
        lines["In-Reply-To"] = send.message_id
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "\r\n".join(f"{name}: {value}" for name, value in lines.items() if value)
    return f"{head}\r\n\r\n{text}\r\n".encode()


def bounce_of(send: Send, status: str, words: str = "", action: str = "failed") -> bytes:
    """A delivery report on a send; `action` is what the server says that it did."""
    to = send.contact.email if send.contact else ""
    return (
        "From: MAILER-DAEMON@mx.example.net\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain\r\n\r\n{words}\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n"
        f"Final-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {send.message_id}\r\nTo: {to}\r\n"
        "--b--\r\n"
    ).encode()


class Server:
    """A mailbox that holds messages; `failing` is raised by the next fetch."""

    def __init__(self, *raws: bytes, threads: Sequence[str] = ()) -> None:
        self.raws = list(raws)
        self.threads = list(threads)
        self.failing: Exception | None = None
        self.fetches = 0

    @contextmanager
    def open(self, mailbox: Mailbox) -> Iterator["Server"]:
        yield self

    def fetch(self, cursor: dict[str, str | int]) -> Fetched:
        self.fetches += 1
        if self.failing:
            raise self.failing
        begin = int(cursor.get("after", 0))
        threads = self.threads + [""] * len(self.raws)
        new = [
            Arrived(f"uid:{number}", self.raws[number], threads[number])
            for number in range(begin, min(begin + 2, len(self.raws)))
        ]
        return Fetched(new, {"after": begin + len(new)})

    def hand_over(self, message: Outgoing) -> Handed:
        raise AssertionError("a poll sends nothing")

    def was_sent(self, message_id: str) -> bool | None:
        raise AssertionError("a poll asks nothing")

    def close(self) -> None:
        return None
