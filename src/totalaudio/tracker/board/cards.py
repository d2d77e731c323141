"""The cards of the board: the first of each stage in one query, however many targets there are."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db import connection

from totalaudio.campaigns.stages import LABELS, ReplyKind, Stage
from totalaudio.core.tenancy.context import Actor

from .words import ERASED

SHOWN: Final = 20
_LONGEST_PLACE: Final = 400


@dataclass(frozen=True, slots=True)
class Card:
    """A target as the board shows it; `reply` is the kind of its newest answer, `due_date` its next follow-up."""

    id: UUID
    stage: str
    stage_at: datetime
    fit: int | None
    name: str
    outlet: str
    kind: str
    due_date: date | None
    touched_at: datetime | None
    reply: str

    @property
    def reply_label(self) -> str:
        """The newest answer in words."""
        return LABELS[ReplyKind(self.reply)] if self.reply else ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of the board; `place` is where it goes on, '' when all of its cards are there."""

    stage: str
    label: str
    count: int
    cards: tuple[Card, ...]
    place: str = ""


def lanes(by: Actor, campaign_id: UUID) -> list[Lane]:
    """All stages in their order, each with its first cards: lately moved first, then by fit."""
    numbers = counts(by, campaign_id)
    cards: dict[str, list[Card]] = {stage: [] for stage in Stage}
    for card in _cards(by, campaign_id, list(Stage), None):
        cards[card.stage].append(card)
    return [_lane(stage, numbers[stage], cards[stage]) for stage in Stage]


def more(by: Actor, campaign_id: UUID, stage: Stage, place: str) -> Lane:
    """The next cards of one stage, behind a place; its count is of those that are shown."""
    cards = _cards(by, campaign_id, [stage], _read_place(place))
    return _lane(stage, len(cards), cards)


def counts(by: Actor, campaign_id: UUID) -> dict[str, int]:
    """How many targets each stage has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stage, count(*) FROM campaigns_target"
            " WHERE workspace_id = %s AND campaign_id = %s GROUP BY stage",
            [by.workspace_id, campaign_id],
        )
        found: dict[str, int] = dict(cursor.fetchall())
    return {stage: found.get(stage, 0) for stage in Stage}


def _lane(stage: Stage, count: int, cards: list[Card]) -> Lane:
    has_more = len(cards) > SHOWN
    shown = tuple(cards[:SHOWN])
    return Lane(stage, LABELS[stage], count, shown, _write_place(shown[-1]) if has_more else "")


_CARDS: Final = """
WITH shown AS MATERIALIZED (
    SELECT t.* FROM unnest(%(stages)s::text[]) AS s (stage)
    CROSS JOIN LATERAL (
        SELECT id, contact_id, stage, stage_at, fit FROM campaigns_target
        WHERE workspace_id = %(workspace)s AND campaign_id = %(campaign)s AND stage = s.stage
            AND (%(at)s::timestamptz IS NULL
                OR (stage_at, coalesce(fit, -1), id) < (%(at)s, %(fit)s::int, %(id)s::uuid))
        ORDER BY stage_at DESC, coalesce(fit, -1) DESC, id DESC LIMIT %(limit)s
    ) AS t
)
SELECT t.id, t.stage, t.stage_at, t.fit,
    CASE WHEN c.id IS NULL THEN %(erased)s ELSE coalesce(nullif(c.name, ''), nullif(c.email, ''), c.outlet_name) END,
    coalesce(c.outlet_name, ''), coalesce(c.outlet_kind, ''),
    (SELECT min(f.due_date) FROM campaigns_followup f
        WHERE f.workspace_id = %(workspace)s AND f.target_id = t.id AND f.state = 'open'),
    (SELECT max(o.at) FROM campaigns_touch o WHERE o.workspace_id = %(workspace)s AND o.target_id = t.id),
    coalesce((SELECT r.kind FROM campaigns_reply r
        WHERE r.workspace_id = %(workspace)s AND r.target_id = t.id ORDER BY r.at DESC, r.id DESC LIMIT 1), '')
FROM shown t LEFT JOIN contacts_contact c ON c.workspace_id = %(workspace)s AND c.id = t.contact_id
ORDER BY t.stage_at DESC, coalesce(t.fit, -1) DESC, t.id DESC
"""


def _cards(
    by: Actor, campaign_id: UUID, stages: Sequence[Stage], place: "_Place | None"
) -> list[Card]:
    values: dict[str, Any] = {
        "workspace": by.workspace_id,
        "campaign": campaign_id,
        "stages": [str(stage) for stage in stages],
        "limit": SHOWN + 1,
        "erased": ERASED,
        "at": place.at if place else None,
        "fit": place.fit if place else None,
        "id": place.id if place else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CARDS, values)
        return [Card(*row) for row in cursor.fetchall()]


class _Place(msgspec.Struct, frozen=True, array_like=True):
    """Behind which card a column goes on."""

    at: datetime
    fit: int
    id: UUID


def _write_place(card: Card) -> str:
    place = _Place(card.stage_at, -1 if card.fit is None else card.fit, card.id)
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def _read_place(text: str) -> _Place | None:
    """The place that a text names; None when it names none, so that the column starts anew."""
    if not text or len(text) > _LONGEST_PLACE:
        return None
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        place = msgspec.json.decode(raw, type=_Place)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        return None
    return place if place.at.tzinfo and -1 <= place.fit <= 100 else None
