"""Reads of contacts: all that match a search, what the palette finds, one contact's evidence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Q, QuerySet, UUIDField
from django.db.models.expressions import RawSQL

from .models import Contact, Evidence, Tally
from .paging import Sort
from .searching import NONE, Search, pattern

BY_HAND: Final = "you"
DEFAULT_SORT: Final = "name"
SORTS: Final = {
    "name": Sort("name_sort", str),
    "outlet": Sort("outlet_sort", str),
    "confidence": Sort("confidence", float),
    "checked": Sort("last_checked_at", datetime),
    "added": Sort("created_at", datetime),
}
_GAPS: Final = {
    "email": Q(email=""),
    "outlet": Q(outlet_name=""),
    "country": Q(country=""),
    "genres": Q(genres=[]),
}
_LOOKED_AT: Final = 200  # of which the palette shows the first few


@dataclass(frozen=True, slots=True)
class Hit:
    """What the palette shows of a contact or an outlet."""

    id: UUID
    title: str
    detail: str


def sort_of(text: str) -> Sort:
    """The order that a key of SORTS names, with a minus for falling; by name when it names none."""
    found = SORTS.get(text.removeprefix("-"))
    if found is None:
        return SORTS[DEFAULT_SORT]
    return Sort(found.field, found.kind, text.startswith("-"))


def total() -> int:
    """How many contacts the workspace has, without counting them."""
    return Tally.objects.values_list("contacts", flat=True).first() or 0


def matching(search: Search) -> QuerySet[Contact]:
    """All contacts that match, in no order, for work on all of them; a page of the table asks `listing.page`."""
    wanted = Contact.objects.all()
    for word in search.words:
        is_like = RawSQL(_LIKE, [pattern(word)], output_field=BooleanField())  # noqa: S611 - a constant
        wanted = wanted.filter(is_like)
    if search.kind:
        wanted = wanted.filter(email_kind=search.kind)
    if search.status:
        wanted = wanted.filter(status="" if search.status == NONE else search.status)
    if search.country:
        wanted = wanted.filter(country=search.country)
    if search.genre:
        wanted = wanted.filter(genres__contains=[search.genre])
    return wanted.filter(_GAPS[search.missing]) if search.missing else wanted


def order_all(wanted: QuerySet[Contact], sort: Sort) -> QuerySet[Contact]:
    """All of them in the order of the table; what has no value comes last either way."""
    if sort.can_be_empty and sort.is_falling:
        return wanted.order_by(F(sort.field).desc(nulls_last=True), "-id")
    return wanted.order_by(*order(sort.field, is_falling=sort.is_falling))


def order(field: str, *, is_falling: bool) -> tuple[str, str]:
    """The order by a column and by id."""
    return (f"-{field}", "-id") if is_falling else (field, "id")


def with_ids(ids: list[UUID]) -> QuerySet[Contact]:
    """The contacts with these ids, as far as they are of this workspace."""
    return Contact.objects.filter(id__in=_unnested(ids))


def find_people(words: tuple[str, ...], at_most: int) -> list[Hit]:
    """Contacts whose name, address, outlet or role has all of the words; names that begin so first."""
    return _hits(_PEOPLE, words, at_most)


def find_outlets(words: tuple[str, ...], at_most: int) -> list[Hit]:
    """Outlets whose name has all of the words; names that begin so first."""
    return _hits(_OUTLETS, words, at_most)


def evidence_of(contact_id: UUID) -> list[Evidence]:
    """All evidence for a contact by field: what was said by hand first, then the surest, then the newest."""
    found = Evidence.objects.filter(contact_id=contact_id).order_by("-checked_at", "-id")
    return sorted(found, key=lambda one: (one.field, one.step != BY_HAND, -one.confidence))


_LIKE: Final = "contacts_contact.search_text LIKE sort_text_v1(%s)"
_PEOPLE: Final = """
SELECT id, coalesce(nullif(name, ''), email),
    concat_ws(', ', nullif(role, ''), nullif(outlet_name, ''), CASE WHEN name <> '' THEN nullif(email, '') END)
FROM search_contacts_v1(%(patterns)s::text[], '{}', '{}', %(looked_at)s)
ORDER BY NOT starts_with(name_sort, sort_text_v1(%(first)s)), name_sort, id LIMIT %(at_most)s
"""
_OUTLETS: Final = """
SELECT id, name, concat_ws(', ', nullif(kind, ''), nullif(domain, ''), nullif(country, ''))
FROM search_outlets_v1(%(patterns)s::text[], %(looked_at)s)
ORDER BY NOT starts_with(sort_text_v1(name), sort_text_v1(%(first)s)), sort_text_v1(name), id LIMIT %(at_most)s
"""


def _hits(sql: str, words: tuple[str, ...], at_most: int) -> list[Hit]:
    if not words:
        return []
    values: dict[str, Any] = {
        "patterns": [pattern(word) for word in words],
        "looked_at": _LOOKED_AT,
        "first": words[0],
        "at_most": at_most,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit(*row) for row in cursor.fetchall()]


def _unnested(ids: list[UUID]) -> RawSQL:
    # One array is quicker than 1,000 parameters.
    return RawSQL("SELECT unnest(%s::uuid[])", [ids], output_field=UUIDField())
