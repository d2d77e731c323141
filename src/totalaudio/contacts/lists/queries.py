"""Reads of saved lists: whom they have now, how many, and how fresh what is known of them is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet, UUIDField, Value
from django.utils import timezone

from totalaudio.contacts.models import Contact
from totalaudio.contacts.models.lists import ContactList, ListEntry
from totalaudio.contacts.queries import matching

from .filters import read_filter

STALE: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Health:
    """How many contacts a list has, and of those how many were checked too long ago, or never."""

    contacts: int = 0
    stale: int = 0
    never: int = 0

    @property
    def old(self) -> int:
        """How many should be checked again."""
        return self.stale + self.never


def lists() -> QuerySet[ContactList]:
    """The lists of the workspace by name."""
    return ContactList.objects.select_related("created_by").order_by("name", "id")


def lists_by_hand() -> QuerySet[ContactList]:
    """The lists to which contacts can be added one by one."""
    return ContactList.objects.filter(query="").order_by("name", "id")


def lists_with(contact_id: UUID) -> QuerySet[ContactList]:
    """The lists on which a contact was put by hand."""
    return lists_by_hand().filter(entries__contact_id=contact_id)


def contacts_of(found: ContactList) -> QuerySet[Contact]:
    """The contacts of a list, in no order; a list with a filter has whoever it finds now."""
    if found.query:
        return matching(read_filter(found.query)).filter(workspace_id=found.workspace_id)
    return Contact.objects.filter(workspace_id=found.workspace_id, list_entries__of_id=found.id)


def find_lists(words: Sequence[str], at_most: int) -> list[ContactList]:
    """Lists whose name has all of the words, by name."""
    wanted = lists()
    for word in words:
        wanted = wanted.filter(name__icontains=word)
    return list(wanted[:at_most]) if words else []


def health_of(of: Sequence[ContactList]) -> dict[UUID, Health]:
    """The health of each of these lists, in at most two queries, however many there are."""
    found = dict.fromkeys((one.id for one in of), Health())
    by_hand = [one.id for one in of if one.is_by_hand]
    by_filter = [_counted(one) for one in of if not one.is_by_hand]
    rows: list[tuple[UUID, int, int, int]] = []
    if by_hand:
        entries = ListEntry.objects.filter(of_id__in=by_hand).values_list("of_id").order_by()
        rows += entries.annotate(Count("id"), **_ages("contact__"))
    if by_filter:
        rows += by_filter[0].union(*by_filter[1:], all=True) if by_filter[1:] else by_filter[0]
    return found | {row[0]: Health(*row[1:]) for row in rows}


def _counted(one: ContactList) -> QuerySet[Contact, tuple[UUID, int, int, int]]:
    of = Value(one.id, output_field=UUIDField())
    named = contacts_of(one).order_by().annotate(of=of).values_list("of")
    return named.annotate(Count("id"), **_ages(""))


def _ages(path: str) -> dict[str, Count]:
    checked = f"{path}last_checked_at"
    before = Q(**{f"{checked}__lt": timezone.now() - STALE})
    return {
        "stale": Count("id", filter=before),
        "never": Count("id", filter=Q(**{f"{checked}__isnull": True})),
    }
