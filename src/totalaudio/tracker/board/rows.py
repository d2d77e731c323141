"""The table of a campaign's targets, page by page: keyset on (column, id), forwards and backwards."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from totalaudio.campaigns.stages import LABELS, ReplyKind, Stage
from totalaudio.contacts.paging import PAGE_SIZE, Cursor, Sort, cut, write_cursor
from totalaudio.core.tenancy.context import Actor

from .filtering import Wanted
from .words import ERASED

DEFAULT_SORT: Final = "name"
_DUE: Final = """(SELECT min(f.due_date) FROM campaigns_followup f
    WHERE f.workspace_id = t.workspace_id AND f.target_id = t.id AND f.state = 'open')"""
_TOUCHED: Final = """(SELECT max(o.at) FROM campaigns_touch o
    WHERE o.workspace_id = t.workspace_id AND o.target_id = t.id)"""
# What a row without a value has in its place, so that it comes last either way.
_LAST: Final = {False: "1e300", True: "-1e300"}
_STAGES: Final = ", ".join(f"'{stage}'" for stage in Stage)
_KEYS: Final = {
    "name": ("coalesce(c.name_sort, '')", str),
    "outlet": ("coalesce(c.outlet_sort, '')", str),
    "stage": (f"array_position(ARRAY[{_STAGES}], t.stage::text)::float8", float),
    "fit": ("coalesce(t.fit::float8, {last})", float),
    "due": (f"coalesce(extract(epoch FROM {_DUE})::float8, {{last}})", float),
    "touched": (f"coalesce(extract(epoch FROM {_TOUCHED})::float8, {{last}})", float),
    "added": ("extract(epoch FROM t.added_at)::float8", float),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A target as the table shows it."""

    id: UUID
    stage: str
    fit: int | None
    name: str
    outlet: str
    kind: str
    country: str
    due_date: date | None
    touched_at: datetime | None
    reply: str
    added_at: datetime
    key: str | float

    @property
    def stage_label(self) -> str:
        """The stage in words."""
        return LABELS[Stage(self.stage)]

    @property
    def reply_label(self) -> str:
        """The newest answer in words."""
        return LABELS[ReplyKind(self.reply)] if self.reply else ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of targets; a cursor of '' is an end."""

    rows: list[Row]
    count: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the targets of a campaign can be narrowed down to."""

    kinds: tuple[str, ...]
    countries: tuple[str, ...]


def sort_of(text: str) -> Sort:
    """The order that a key names, with a minus for falling; by name when it names none."""
    key = text.removeprefix("-")
    known = key if key in _KEYS else DEFAULT_SORT
    return Sort(known, _KEYS[known][1], text.startswith("-") and key in _KEYS)


def page(
    by: Actor,
    campaign_id: UUID,
    wanted: Wanted,
    sort: Sort,
    cursor: Cursor | None,
    *,
    size: int = PAGE_SIZE,
) -> Page:
    """A page of the targets that fit, in order."""
    values = _values(by, campaign_id, wanted)
    rows = _rows(values, wanted, sort, cursor, size + 1)
    is_back = cursor is not None and cursor.is_back
    shown, has_more = cut(rows, size, is_back=is_back)
    if not shown:
        return Page([], _count(values, wanted))
    has_before = has_more if is_back else cursor is not None
    return Page(
        shown,
        _count(values, wanted),
        before=write_cursor(shown[0].key, shown[0].id) if has_before else "",
        after=write_cursor(shown[-1].key, shown[-1].id) if is_back or has_more else "",
    )


def ids(by: Actor, campaign_id: UUID, wanted: Wanted) -> list[UUID]:
    """All targets that fit, in no order."""
    with connection.cursor() as asked:
        asked.execute(f"SELECT t.id {_FROM} {_where(wanted)}", _values(by, campaign_id, wanted))
        return [row[0] for row in asked.fetchall()]


def offered(by: Actor, campaign_id: UUID) -> Offered:
    """The kinds of outlet and the countries that there are."""
    sql = f"SELECT array_agg(DISTINCT c.outlet_kind), array_agg(DISTINCT c.country) {_FROM} {_OF}"
    with connection.cursor() as asked:
        asked.execute(sql, {"workspace": by.workspace_id, "campaign": campaign_id})
        kinds, countries = asked.fetchone()
    return Offered(_filled(kinds), _filled(countries))


def _filled(found: list[str | None] | None) -> tuple[str, ...]:
    return tuple(sorted(text for text in found or [] if text))


# --- SQL: everything that is put into the text is a constant of this module --------------------------------------
_FROM: Final = """FROM campaigns_target t
LEFT JOIN contacts_contact c ON c.workspace_id = t.workspace_id AND c.id = t.contact_id"""
_OF: Final = "WHERE t.workspace_id = %(workspace)s AND t.campaign_id = %(campaign)s"
# Asked once for all follow-ups of the workspace, because once for each target takes four times as long.
_OPEN: Final = (
    "SELECT target_id FROM campaigns_followup WHERE workspace_id = %(workspace)s AND state = 'open'"
)
_DUES: Final = {
    "late": f"t.id IN ({_OPEN} AND due_date <= %(today)s)",
    "open": f"t.id IN ({_OPEN})",
    "none": f"t.id NOT IN ({_OPEN})",
}
_PAGE: Final = """
WITH page AS MATERIALIZED (
    SELECT t.workspace_id, t.id, t.contact_id, t.stage, t.fit, t.added_at, {key} AS key
    {of} {where} {beyond} ORDER BY key {way}, t.id {way} LIMIT %(limit)s
)
SELECT t.id, t.stage, t.fit,
    CASE WHEN c.id IS NULL THEN %(erased)s ELSE coalesce(nullif(c.name, ''), nullif(c.email, ''), c.outlet_name) END,
    coalesce(c.outlet_name, ''), coalesce(c.outlet_kind, ''), coalesce(c.country, ''), {due}, {touched},
    coalesce((SELECT r.kind FROM campaigns_reply r WHERE r.workspace_id = t.workspace_id AND r.target_id = t.id
        ORDER BY r.at DESC, r.id DESC LIMIT 1), ''),
    t.added_at, t.key
FROM page t LEFT JOIN contacts_contact c ON c.workspace_id = t.workspace_id AND c.id = t.contact_id
ORDER BY t.key {way}, t.id {way}
"""


def _where(wanted: Wanted) -> str:
    parts = [_OF]
    if wanted.stage:
        parts.append("t.stage = %(stage)s")
    if wanted.kind:
        parts.append("c.outlet_kind = %(kind)s")
    if wanted.country:
        parts.append("c.country = %(country)s")
    if wanted.fit:
        parts.append("t.fit >= %(fit)s")
    if wanted.due:
        parts.append(_DUES[wanted.due])
    parts += [f"c.search_text LIKE sort_text_v1(%(word{n})s)" for n in range(len(wanted.words))]
    return " AND ".join(parts)


def _values(by: Actor, campaign_id: UUID, wanted: Wanted) -> dict[str, Any]:
    return {
        "workspace": by.workspace_id,
        "campaign": campaign_id,
        "stage": wanted.stage,
        "kind": wanted.kind,
        "country": wanted.country,
        "fit": int(wanted.fit or 0),
        "today": timezone.localdate(),
        "erased": ERASED,
        **{f"word{number}": text for number, text in enumerate(wanted.patterns)},
    }


def _count(values: dict[str, Any], wanted: Wanted) -> int:
    with connection.cursor() as asked:
        asked.execute(f"SELECT count(*) {_FROM} {_where(wanted)}", values)
        return int(asked.fetchone()[0])


def _rows(
    values: dict[str, Any], wanted: Wanted, sort: Sort, cursor: Cursor | None, limit: int
) -> list[Row]:
    is_falling = sort.is_falling != (cursor is not None and cursor.is_back)
    key = _KEYS[sort.field][0].format(last=_LAST[sort.is_falling])
    sign = "<" if is_falling else ">"
    sql = _PAGE.format(
        key=key,
        of=_FROM,
        where=_where(wanted),
        beyond=f"AND ({key}, t.id) {sign} (%(value)s, %(id)s)" if cursor else "",
        way="DESC" if is_falling else "ASC",
        due=_DUE,
        touched=_TOUCHED,
    )
    place = {
        "limit": limit,
        "value": cursor.value if cursor else None,
        "id": cursor.id if cursor else None,
    }
    with connection.cursor() as asked:
        asked.execute(sql, values | place)
        return [Row(*row) for row in asked.fetchall()]
