"""A mailbox as the gate and the pace see it: what it may send today, and when its cap lets more go."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q, Value
from django.db.models.functions import Coalesce, Greatest, TruncDate

from totalaudio.core.accounts.models import User
from totalaudio.pitch.models import Mailbox, Send, SenderIdentity
from totalaudio.pitch.sends.candidates import Outbox
from totalaudio.pitch.sends.pace import Pace
from totalaudio.pitch.sends.zones import DEFAULT, zone_named
from totalaudio.pitch.states import MailboxState, SendState

# What has gone, or may have.
_GONE = (SendState.SENDING, SendState.SENT, SendState.UNKNOWN)


def pace_of(mailbox: Mailbox) -> Pace:
    """The pace that a mailbox is set to, in its owner's zone."""
    zone = _zone(mailbox)
    first = _first_sent_at(mailbox) if mailbox.ramp else None
    return Pace(
        gap_min=mailbox.gap_min,
        gap_max=mailbox.gap_max,
        daily_cap=mailbox.daily_cap,
        ramp=tuple(mailbox.ramp),
        first_sent_on=first.astimezone(zone).date() if first else None,
        hours_from=mailbox.hours_from,
        hours_to=mailbox.hours_to,
        weekdays_only=mailbox.weekdays_only,
        zone=zone,
    )


def outbox_of(mailbox: Mailbox, pace: Pace, now: datetime) -> Outbox:
    """What the gate asks of a mailbox."""
    cap = pace.cap_on(pace.day_of(now))
    is_full = bool(cap) and used_on(mailbox, pace, now) >= cap
    return Outbox(
        address=mailbox.address,
        state=MailboxState(mailbox.state),
        problem=mailbox.problem,
        has_identity=identity_of(mailbox.workspace_id) is not None,
        full_until=pace.day_after(now) if is_full else None,
    )


def identity_of(workspace_id: UUID) -> SenderIdentity | None:
    """Who the workspace's messages say that they are from; None until it is written down with a postal address."""
    found = SenderIdentity.objects.filter(workspace_id=workspace_id).first()
    return found if found and found.organisation.strip() and found.postal_address.strip() else None


def used_on(mailbox: Mailbox, pace: Pace, now: datetime) -> int:
    """How many went out, or may have, on the sender's day in which `now` lies."""
    return by_day(mailbox, pace, now, states=_GONE).get(pace.day_of(now), 0)


def planned(mailbox: Mailbox, pace: Pace, now: datetime) -> dict[date, int]:
    """How many went out or are to go out on each day of the sender from today on."""
    return by_day(mailbox, pace, now, states=(*_GONE, SendState.QUEUED))


def by_day(
    mailbox: Mailbox, pace: Pace, now: datetime, *, states: tuple[SendState, ...]
) -> dict[date, int]:
    """The sends in these states by day: when they went, were taken, or are due."""
    begins = pace.day_begins(now)
    found = Send.objects.filter(workspace_id=mailbox.workspace_id, mailbox=mailbox).filter(
        Q(state=SendState.QUEUED)
        | Q(state=SendState.SENT, sent_at__gte=begins)
        | Q(state__in=(SendState.SENDING, SendState.UNKNOWN), claimed_at__gte=begins),
        state__in=states,
    )
    # What was due before today goes today, at the earliest.
    at = Greatest(Coalesce("sent_at", "claimed_at", "due_at"), Value(begins))
    days = found.annotate(day=TruncDate(at, tzinfo=pace.zone)).values_list("day")
    return dict(days.annotate(number=Count("id")))


def last_due(mailbox: Mailbox) -> datetime | None:
    """When the last of those that wait is due."""
    waiting = Send.objects.filter(
        workspace_id=mailbox.workspace_id, mailbox=mailbox, state=SendState.QUEUED
    )
    return waiting.order_by("-due_at").values_list("due_at", flat=True).first()


def _first_sent_at(mailbox: Mailbox) -> datetime | None:
    mine = Send.objects.filter(workspace_id=mailbox.workspace_id, mailbox=mailbox)
    first: datetime | None = mine.aggregate(first=Min("sent_at"))["first"]
    return first


def _zone(mailbox: Mailbox) -> ZoneInfo:
    """The zone of the person whose mailbox it is, as far as the context sees them."""
    if mailbox.owner_id is None:
        return zone_named(DEFAULT)
    zones = User.objects.filter(id=mailbox.owner_id).values_list("zone", flat=True)
    return zone_named(zones.first() or DEFAULT)
