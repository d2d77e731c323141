"""A campaign with approved pitches and a mailbox, and a mailbox that remembers and fails where it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import UUID

from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.tests.making import acting, make_campaign, make_target
from totalaudio.contacts.addresses import check_address
from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.mailboxes.tests.boxes import make_mailbox
from totalaudio.pitch.mailboxes.transport import Fetched, Handed, Outgoing, UnsureError
from totalaudio.pitch.models import Mailbox, Pitch, Send, SenderIdentity
from totalaudio.pitch.sends import actions, work
from totalaudio.pitch.states import PitchState

AT_ONCE: dict[str, object] = {
    "gap_min": 0,
    "gap_max": 0,
    "daily_cap": 0,
    "hours_from": None,
    "hours_to": None,
    "weekdays_only": False,
}
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


@dataclass
class Box:
    """A mailbox that keeps what it takes. `errors` come first, one for each message; `knows` is what was_sent says."""

    taken: list[Outgoing] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    knows: bool | None = None
    opened: int = 0
    fails_to_open: Exception | None = None

    @contextmanager
    def open(self, mailbox: Mailbox) -> Iterator["Box"]:
        self.opened += 1
        if self.fails_to_open:
            raise self.fails_to_open
        yield self

    def hand_over(self, message: Outgoing) -> Handed:
        error = self.errors.pop(0) if self.errors else None
        if error is None or isinstance(error, UnsureError):
            self.taken.append(message)
        if error:
            raise error
        return Handed(message_id=message.message_id, thread_id="thread-1")

    def was_sent(self, message_id: str) -> bool | None:
        return self.knows

    def fetch(self, cursor: dict[str, str | int]) -> Fetched:
        return Fetched([], cursor)

    def close(self) -> None:
        return None

    def letters(self) -> list[EmailMessage]:
        """What was taken, read."""
        read = [message_from_bytes(one.raw, policy=policy.default) for one in self.taken]
        return [one for one in read if isinstance(one, EmailMessage)]


@dataclass
class Outboxed:
    """Alice's campaign with approved pitches, and the mailbox that they go from."""

    alice: Person
    campaign: Campaign
    mailbox: Mailbox
    pitches: list[Pitch]
    box: Box = field(default_factory=Box)

    def queue(self, *pitches: Pitch, now: datetime | None = None) -> actions.Queued:
        wanted = [one.id for one in pitches or self.pitches]
        with acting(self.alice) as by:
            return self.queue_as(by, wanted, now)

    def queue_as(self, by: Actor, wanted: list[UUID], now: datetime | None) -> actions.Queued:
        return actions.queue(by=by, pitch_ids=wanted, mailbox_id=self.mailbox.id, now=now)

    def drain(self) -> int:
        return work.drain(self.alice.workspace_id, self.mailbox.id, opener=self.box.open)

    def recover(self, send: Send, now: datetime | None = None) -> None:
        work.recover(self.alice.workspace_id, send.id, opener=self.box.open, now=now)

    def sends(self) -> list[Send]:
        mine = Send.objects.using("system").filter(campaign=self.campaign)
        return list(mine.order_by("due_at", "id"))

    def states(self) -> list[str]:
        return [one.state for one in self.sends()]

    def pitch_states(self) -> list[str]:
        mine = Pitch.objects.using("system").filter(campaign=self.campaign).order_by("id")
        return list(mine.values_list("state", flat=True))

    def reload(self) -> Mailbox:
        self.mailbox.refresh_from_db(using="system")
        return self.mailbox


def make_outbox(alice: Person, count: int = 2, **mailbox: object) -> Outboxed:
    """A campaign that is active, with as many contacts and approved pitches."""
    assert alice.workspace
    campaign = make_campaign(alice.workspace, status="active")
    identity(alice)
    box = make_mailbox(alice, **(AT_ONCE | mailbox))  # type: ignore[arg-type]  # fields of it
    made = Outboxed(alice, campaign, box, [])
    for number in range(count):
        made.pitches.append(make_pitch(made, f"music{number}@radio{number}.example"))
    return made


def identity(alice: Person) -> SenderIdentity:
    """Who Alice's messages are from."""
    return SenderIdentity.objects.using("system").create(
        workspace_id=alice.workspace_id,
        organisation="Example Plugging",
        postal_address="1 Example Road, Town",
        source="your station's own page",
        notice_key="notice-of-alice",
    )


def make_pitch(
    of: Outboxed, address: str, *, step: int = 1, contact: Contact | None = None, **values: object
) -> Pitch:
    """An approved pitch to a new contact with this address, or to this one's target."""
    assert of.alice.workspace
    if contact is None:
        contact = make_contact(of.alice, address)
        target = make_target(of.campaign, contact)
    else:
        target = contact.targets.using("system").get(campaign=of.campaign)
    told = {"state": PitchState.APPROVED, "subject": "A record", "body": "Hello.\n\nHere it is."}
    return Pitch.objects.using("system").create(
        workspace_id=of.alice.workspace_id,
        campaign=of.campaign,
        target=target,
        contact=contact,
        step=step,
        **(told | values),
    )


def make_contact(alice: Person, address: str, **values: object) -> Contact:
    """A contact of Alice's with this address."""
    checked = check_address(address)
    told = {"name": "Desk", "country": "GB", "match_key": f"test:{address}"}
    return Contact.objects.using("system").create(
        workspace_id=alice.workspace_id,
        email=address,
        email_key=checked.key,
        email_kind=checked.kind,
        **(told | values),
    )


def told(out: Outboxed) -> list[tuple[str, int]]:
    """What was told to the Tracker."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    jobs = ProcrastinateJob.objects.using("system").filter(task_name="tracker.note_sent")
    return [(job.args["send_id"], job.args["step"]) for job in jobs.order_by("id")]
