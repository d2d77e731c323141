"""How each mailbox stands: what it sent today, what it may send, and who may change it; few questions for all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Min
from django.db.models.functions import Coalesce
from django.utils import timezone

from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.models import Mailbox, Send
from totalaudio.pitch.sends.pace import Pace
from totalaudio.pitch.sends.zones import DEFAULT, zone_named
from totalaudio.pitch.states import LABELS, MailboxKind, MailboxState, SendState

from .actions import may_manage
from .google_oauth import METADATA, READ

_GONE: Final = (SendState.SENDING, SendState.SENT, SendState.UNKNOWN)
_TONES: Final = {
    MailboxState.ACTIVE: "good",
    MailboxState.PAUSED: "warning",
    MailboxState.RECONNECT: "bad",
    MailboxState.DISCONNECTED: "neutral",
}
# A day begins earlier somewhere, and has an hour more twice a year.
_LOOKED_BACK: Final = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Standing:
    """One mailbox as its page shows it; a `cap` of 0 is none."""

    mailbox: Mailbox
    sent_today: int
    cap: int
    is_mine: bool

    @property
    def tone(self) -> str:
        """The tone of its state's pill."""
        return _TONES[MailboxState(self.mailbox.state)]

    @property
    def state_label(self) -> str:
        """Its state in words."""
        return LABELS[MailboxState(self.mailbox.state)]

    @property
    def kind_label(self) -> str:
        """Its kind in words."""
        return LABELS[MailboxKind(self.mailbox.kind)]

    @property
    def is_local(self) -> bool:
        """Whether it is the outbox of this machine."""
        return self.mailbox.kind == MailboxKind.LOCAL

    @property
    def reads(self) -> str:
        """How replies are read at Google, as its form names it."""
        scopes = self.mailbox.scopes
        return "text" if READ in scopes else "metadata" if METADATA in scopes else ""

    @property
    def pace(self) -> str:
        """When it sends, in words."""
        return ", ".join(_pace(self.mailbox))


def standings(by: Actor, *, only: UUID | None = None) -> list[Standing]:
    """The mailboxes of the workspace, those that work first."""
    mine = Mailbox.objects.filter(workspace_id=by.workspace_id).select_related("owner")
    found = list((mine.filter(id=only) if only else mine).order_by("created_at"))
    found.sort(key=lambda one: one.state == MailboxState.DISCONNECTED)
    return _counted(by, found, timezone.now()) if found else []


def _counted(by: Actor, mailboxes: Sequence[Mailbox], now: datetime) -> list[Standing]:
    first = _first_sent(mailboxes)
    paces = {one.id: _read_pace(one, first.get(one.id)) for one in mailboxes}
    sent = Counter(
        of for of, at in _recent(mailboxes, now)
        if paces[of].day_of(at) == paces[of].day_of(now)
    )  # fmt: skip
    return [
        Standing(
            mailbox=one,
            sent_today=sent[one.id],
            cap=paces[one.id].cap_on(paces[one.id].day_of(now)),
            is_mine=may_manage(by, one),
        )
        for one in mailboxes
    ]


def _recent(mailboxes: Sequence[Mailbox], now: datetime) -> list[tuple[UUID, datetime]]:
    at = Coalesce("sent_at", "claimed_at", "due_at")
    gone = Send.objects.filter(
        workspace_id=mailboxes[0].workspace_id, mailbox__in=mailboxes, state__in=_GONE
    )
    recent = gone.annotate(at=at).filter(at__gte=now - _LOOKED_BACK)
    return list(recent.values_list("mailbox_id", "at"))


def _first_sent(mailboxes: Sequence[Mailbox]) -> dict[UUID, datetime]:
    mine = Send.objects.filter(workspace_id=mailboxes[0].workspace_id, mailbox__in=mailboxes)
    found = mine.filter(sent_at__isnull=False).values_list("mailbox_id").annotate(Min("sent_at"))
    return dict(found)


def _read_pace(mailbox: Mailbox, first: datetime | None) -> Pace:
    zone = zone_named(mailbox.owner.zone if mailbox.owner else DEFAULT)
    return Pace(
        daily_cap=mailbox.daily_cap,
        ramp=tuple(mailbox.ramp),
        first_sent_on=first.astimezone(zone).date() if first else None,
        zone=zone,
    )


def _pace(mailbox: Mailbox) -> list[str]:
    words = []
    if mailbox.gap_max:
        words.append(f"one every {mailbox.gap_min} to {mailbox.gap_max} seconds")
    if mailbox.hours_from and mailbox.hours_to:
        words.append(f"{mailbox.hours_from:%H:%M} to {mailbox.hours_to:%H:%M} where they are")
    if mailbox.weekdays_only:
        words.append("Monday to Friday")
    return words or ["at once, at any hour"]
