"""The table of contacts, page by page: keyset on (column, id), forwards and backwards, never OFFSET.

Few matches are found by the index of words and filters, and sorted; many are met soon enough on a walk through
the index of the order. Behind its policy the planner takes every workspace for an average one, and would rather
fetch and sort a whole workspace of 100,000 than walk: so for the walk, sorting is switched off.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from .models import Contact
from .paging import PAGE_SIZE, Count, Cursor, Sort, SortValue, cut, write_cursor
from .queries import matching, order, total
from .searching import Search

BOUND: Final = 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """A contact as the table shows it."""

    id: UUID
    name: str
    email: str
    email_kind: str
    outlet_name: str
    role: str
    country: str
    genres: list[str]
    status: str
    confidence: float | None
    last_checked_at: datetime | None
    created_at: datetime
    name_sort: str
    outlet_sort: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of contacts; a cursor of '' is an end."""

    lines: list[Line]
    count: Count
    before: str = ""
    after: str = ""


_FIELDS: Final = tuple(Line.__slots__)


def page(search: Search, sort: Sort, cursor: Cursor | None, *, size: int = PAGE_SIZE) -> Page:
    """A page of what matches, in order; its cost does not grow with the number of contacts."""
    if search.is_everything:
        return _page(walk(search, sort, cursor, size + 1), Count(total()), sort, cursor, size)
    lines, count = find(search, sort, cursor, size + 1)
    if not count.is_exact:
        lines = walk(search, sort, cursor, size + 1)
    return _page(lines, count, sort, cursor, size)


def _page(lines: list[Line], count: Count, sort: Sort, cursor: Cursor | None, size: int) -> Page:
    is_back = cursor is not None and cursor.is_back
    shown, has_more = cut(lines, size, is_back=is_back)
    if not shown:
        return Page([], count)
    has_before = has_more if is_back else cursor is not None
    return Page(
        shown,
        count,
        before=_place(shown[0], sort) if has_before else "",
        after=_place(shown[-1], sort) if is_back or has_more else "",
    )


def _place(line: Line, sort: Sort) -> str:
    return write_cursor(cast("SortValue", getattr(line, sort.field)), line.id)


# --- few ----------------------------------------------------------------------------------------------------------
_FIND: Final = """
WITH found AS MATERIALIZED (
    SELECT {columns} FROM search_contacts_v1(%(patterns)s::text[], %(facets)s::text[], %(genres)s::text[], %(bound)s)
)
SELECT {columns}, (SELECT count(*) FROM found) FROM found WHERE {beyond}
ORDER BY {field} IS NULL {last}, {field} {way}, id {way} LIMIT %(limit)s
"""


def find(search: Search, sort: Sort, cursor: Cursor | None, limit: int) -> tuple[list[Line], Count]:
    """The first lines of few matches and how many there are; not exact when they are more than BOUND."""
    is_back = cursor is not None and cursor.is_back
    is_falling = sort.is_falling != is_back
    sql = _FIND.format(
        columns=", ".join(_FIELDS),
        field=sort.field,
        beyond=_beyond_sql(sort, cursor, "<" if is_falling else ">"),
        way="DESC" if is_falling else "ASC",
        last="DESC" if is_back else "ASC",
    )
    values: dict[str, Any] = {
        "patterns": search.patterns,
        "facets": search.facets,
        "genres": [search.genre] if search.genre else [],
        "bound": BOUND + 1,
        "limit": limit,
        "value": cursor.value if cursor else None,
        "id": cursor.id if cursor else None,
    }
    with connection.cursor() as asked:
        asked.execute(sql, values)
        rows = asked.fetchall()
    number = rows[0][-1] if rows else 0
    return [Line(*row[:-1]) for row in rows], Count(min(number, BOUND), is_exact=number <= BOUND)


def _beyond_sql(sort: Sort, cursor: Cursor | None, sign: str) -> str:
    if cursor is None:
        return "true"
    if cursor.value is None:
        rest = f" OR {sort.field} IS NOT NULL" if cursor.is_back else ""
        return f"({sort.field} IS NULL AND id {sign} %(id)s{rest})"
    rest = "" if cursor.is_back else f" OR {sort.field} IS NULL"
    return f"(({sort.field}, id) {sign} (%(value)s, %(id)s){rest})"


# --- many ---------------------------------------------------------------------------------------------------------
_WAYS: Final = ("enable_sort", "enable_bitmapscan", "enable_seqscan")


def walk(search: Search, sort: Sort, cursor: Cursor | None, limit: int) -> list[Line]:
    """The first lines that match on the way through the index of the order."""
    is_back = cursor is not None and cursor.is_back
    is_falling = sort.is_falling != is_back
    wanted = matching(search)
    parts = [_filled(wanted, sort, cursor, is_falling=is_falling)]
    if sort.can_be_empty:
        parts.append(_empty(wanted, sort, cursor, is_falling=is_falling))
    some = [part[:limit].values(*_FIELDS) for part in parts if part is not None]
    if is_back:
        some.reverse()
    rows = some[0] if len(some) == 1 else some[0].union(some[1], all=True)[:limit]
    with _by_index():
        lines = [Line(**row) for row in rows]
    if not sort.can_be_empty:
        return lines
    # A union of two ordered lists promises no order between them.
    return sorted(lines, key=lambda line: (getattr(line, sort.field) is None) != is_back)


@contextmanager
def _by_index() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET LOCAL {way} = off" for way in _WAYS))
        yield
        cursor.execute("; ".join(f"SET LOCAL {way} = on" for way in _WAYS))


def _filled(
    wanted: QuerySet[Contact], sort: Sort, cursor: Cursor | None, *, is_falling: bool
) -> QuerySet[Contact] | None:
    if cursor and cursor.value is None and not cursor.is_back:
        return None
    if sort.can_be_empty:
        wanted = wanted.filter(**{f"{sort.field}__isnull": False})
    if cursor and cursor.value is not None:
        compared: Any = TupleLessThan if is_falling else TupleGreaterThan
        wanted = wanted.filter(compared(Tuple(sort.field, "id"), (cursor.value, cursor.id)))
    return wanted.order_by(*order(sort.field, is_falling=is_falling))


def _empty(
    wanted: QuerySet[Contact], sort: Sort, cursor: Cursor | None, *, is_falling: bool
) -> QuerySet[Contact] | None:
    if cursor and cursor.is_back and cursor.value is not None:
        return None
    wanted = wanted.filter(**{f"{sort.field}__isnull": True})
    if cursor and cursor.value is None:
        wanted = wanted.filter(**{f"id__{'lt' if is_falling else 'gt'}": cursor.id})
    return wanted.order_by(*order(sort.field, is_falling=is_falling))
