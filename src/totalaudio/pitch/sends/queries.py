"""Reading sends for their page: what waits and why, what went, what nobody knows, what did not go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from totalaudio.contacts.paging import Cursor, Sort, read_cursor, write_cursor
from totalaudio.pitch.models import Mailbox, Send
from totalaudio.pitch.sends.outboxes import pace_of
from totalaudio.pitch.sends.pace import Pace
from totalaudio.pitch.sends.zones import zone_of
from totalaudio.pitch.states import MailboxState, SendState

PAGE: Final = 50
_BY_TIME: Final = Sort("due_at", datetime)
_FAILED: Final = "Check the address in the contact, then queue it again."


class View(StrEnum):
    """The four heaps of sends."""

    WAITING = "waiting"
    SENT = "sent"
    UNKNOWN = "unknown"
    NOT_SENT = "not-sent"


STATES: Final[dict[View, tuple[SendState, ...]]] = {
    View.WAITING: (SendState.QUEUED, SendState.SENDING),
    View.SENT: (SendState.SENT,),
    View.UNKNOWN: (SendState.UNKNOWN,),
    View.NOT_SENT: (SendState.REFUSED, SendState.FAILED, SendState.CANCELLED),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A send, and why it is where it is."""

    send: Send
    why: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some sends of a heap; `after` names the place behind the last, '' when there is no more."""

    lines: Sequence[Line]
    after: str


def page_of(
    workspace_id: UUID, view: View, now: datetime, *, campaign_id: UUID | None, after: str
) -> Page:
    """A page of a heap: what waits with the next first, everything else with the newest first."""
    cursor = read_cursor(after, _BY_TIME)
    found = _of(workspace_id, campaign_id).filter(state__in=STATES[view])
    is_rising = view is View.WAITING
    if cursor:
        found = found.filter(_behind(cursor, is_rising=is_rising))
    order = ("due_at", "id") if is_rising else ("-due_at", "-id")
    related = ("contact", "campaign", "mailbox", "pitch")
    rows = list(found.select_related(*related).order_by(*order)[: PAGE + 1])
    shown = rows[:PAGE]
    behind = write_cursor(shown[-1].due_at, shown[-1].id) if len(rows) > PAGE else ""
    return Page(_lines(shown, now), behind)


def counts(workspace_id: UUID, campaign_id: UUID | None) -> dict[View, int]:
    """How many sends lie in each heap."""
    by_state = dict(
        _of(workspace_id, campaign_id).values_list("state").annotate(number=Count("id"))
    )
    return {
        view: sum(by_state.get(state.value, 0) for state in states)
        for view, states in STATES.items()
    }


def stopped_mailboxes(workspace_id: UUID) -> list[Mailbox]:
    """The mailboxes that do not send although something waits for them, or that have something to say."""
    waiting = Q(sends__state=SendState.QUEUED, sends__workspace_id=workspace_id)
    found = Mailbox.objects.filter(waiting, workspace_id=workspace_id)
    return list(
        found.exclude(state=MailboxState.ACTIVE, problem="").distinct().order_by("address", "id")
    )


def _of(workspace_id: UUID, campaign_id: UUID | None) -> QuerySet[Send]:
    mine = Send.objects.filter(workspace_id=workspace_id)
    return mine.filter(campaign_id=campaign_id) if campaign_id else mine


def _behind(cursor: Cursor, *, is_rising: bool) -> Q:
    way = "gt" if is_rising else "lt"
    same = Q(due_at=cursor.value, **{f"id__{way}": cursor.id})
    return Q(**{f"due_at__{way}": cursor.value}) | same


def _lines(sends: Sequence[Send], now: datetime) -> list[Line]:
    """Each mailbox is asked for its pace once."""
    paces: dict[UUID, Pace] = {}
    lines = []
    for send in sends:
        if send.mailbox and send.mailbox.id not in paces:
            paces[send.mailbox.id] = pace_of(send.mailbox)
        pace = paces.get(send.mailbox.id) if send.mailbox else None
        lines.append(Line(send, _told(send) or _why(send, pace, now)))
    return lines


def _told(send: Send) -> str:
    """What happened to it, and what to do about it."""
    if send.problem and send.state == SendState.FAILED:
        return f"{send.problem.rstrip('.')}. {_FAILED}"
    return send.problem


def _why(send: Send, pace: Pace | None, now: datetime) -> str:
    """Why a send that waits does not go now."""
    if send.state == SendState.SENDING:
        return "Being handed over."
    if send.state != SendState.QUEUED:
        return ""
    if send.mailbox is None or pace is None:
        return "Its mailbox is gone. Cancel it, and send it from another."
    if send.mailbox.state != MailboxState.ACTIVE:
        return "Waits until its mailbox sends again."
    zone = zone_of(send.contact.country if send.contact else "", pace.zone.key)
    if not pace.is_open(now, zone) and pace.next_open(now, zone) <= send.due_at:
        return "In their working hours."
    return "At the pace of the mailbox."
