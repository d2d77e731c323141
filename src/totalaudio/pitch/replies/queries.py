"""Answers as the page shows them: newest first, whatever mailbox they came to or whoever entered them by hand."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from totalaudio.campaigns.models import Campaign, Reply
from totalaudio.campaigns.stages import LABELS, ReplyKind
from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.models import Incoming

PAGE: Final = 25
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
TONES: Final = {
    ReplyKind.HUMAN: "active",
    ReplyKind.ADDING: "good",
    ReplyKind.OUT_OF_OFFICE: "neutral",
    ReplyKind.LEFT: "warning",
    ReplyKind.BOUNCE: "bad",
    ReplyKind.OPT_OUT: "bad",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `incoming` is its message, None for one that was entered by hand."""

    reply: Reply
    incoming: Incoming | None

    @property
    def label(self) -> str:
        """What it is, in words: a machine's receipt is nobody's absence."""
        kind = ReplyKind(self.reply.kind)
        is_receipt = kind is ReplyKind.OUT_OF_OFFICE and self.incoming is not None
        if is_receipt and self.incoming and not self.incoming.facts.get("is_away"):
            return "Automatic answer"
        return LABELS[kind]

    @property
    def return_date(self) -> date | None:
        """When they are back, if the message says so."""
        told = str(self.incoming.facts.get("return_date", "")) if self.incoming else ""
        return date.fromisoformat(told) if _ISO.fullmatch(told) else None

    @property
    def tone(self) -> str:
        """The tone of its pill."""
        return TONES[ReplyKind(self.reply.kind)]


@dataclass(frozen=True, slots=True)
class Answers:
    """A page of answers."""

    lines: tuple[Answer, ...]
    number: int
    has_more: bool


def answers(
    by: Actor, *, kind: str = "", campaign_id: UUID | None = None, page: int = 1
) -> Answers:
    """A page of answers, the newest first, in a fixed number of queries."""
    wanted = _wanted(by, kind, campaign_id)
    begin = (page - 1) * PAGE
    found = wanted.select_related("target__campaign", "target__contact", "by")
    rows = list(found.order_by("-at", "-id")[begin : begin + PAGE + 1])
    refs = [one.ref for one in rows if one.ref]
    came = Incoming.objects.filter(workspace_id=by.workspace_id, id__in=refs)
    incoming = {one.id: one for one in came.select_related("mailbox")}
    lines = tuple(Answer(one, incoming.get(one.ref) if one.ref else None) for one in rows[:PAGE])
    return Answers(lines, page, has_more=len(rows) > PAGE)


def _wanted(by: Actor, kind: str, campaign_id: UUID | None) -> QuerySet[Reply]:
    wanted = Reply.objects.filter(workspace_id=by.workspace_id)
    if kind in ReplyKind:
        wanted = wanted.filter(kind=kind)
    return wanted.filter(target__campaign_id=campaign_id) if campaign_id else wanted


def counts(by: Actor, campaign_id: UUID | None = None) -> dict[str, int]:
    """How many answers there are of each kind that there is."""
    found = _wanted(by, "", campaign_id).values_list("kind").annotate(number=Count("id"))
    return dict(found.order_by())


def campaigns_with_answers(by: Actor) -> list[Campaign]:
    """The campaigns that anybody answered, by name."""
    answered = Q(id__in=_wanted(by, "", None).values("target__campaign_id"))
    mine = Campaign.objects.filter(answered, workspace_id=by.workspace_id)
    return list(mine.order_by("artist", "title", "id"))
