"""Changes to saved lists: made from a filter or by hand, filled, renamed, deleted."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction

from totalaudio.contacts.models.lists import ContactList, ListEntry
from totalaudio.contacts.queries import with_ids
from totalaudio.contacts.searching import Search
from totalaudio.core.metrics.names import AppName, EventCategory, EventName, Feature
from totalaudio.core.metrics.recording import record
from totalaudio.core.tenancy.context import Actor

from .filters import write_filter

_AT_ONCE = 1_000


class NameTakenError(Exception):
    """Another list has this name; capitals do not tell two apart."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Another list is called “{name}”. Choose another name.")


class EmptyFilterError(Exception):
    """The filter asks for nothing, so the list would be every contact."""

    def __init__(self) -> None:
        super().__init__("Nothing is filtered, so this list would be every contact. Filter first.")


class NotByHandError(Exception):
    """The list has whoever its filter finds, so nobody is put on it or taken off it by hand."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” has whoever its filter finds. Choose a list made by hand.")


@transaction.atomic
def create(*, by: Actor, name: str, contact_ids: Iterable[UUID] = ()) -> ContactList:
    """Make a list by hand, with these contacts; NameTakenError when there is one of this name."""
    made = _make(by, name, "")
    _put(by, made, contact_ids)
    return made


@transaction.atomic
def create_by_filter(*, by: Actor, name: str, search: Search) -> ContactList:
    """Make a list of whoever a search finds, now and later; EmptyFilterError when it asks for nothing."""
    if search.is_everything:
        raise EmptyFilterError
    return _make(by, name, write_filter(search))


@transaction.atomic
def add(*, by: Actor, list_id: UUID, contact_ids: Iterable[UUID]) -> int:
    """Put contacts on a list and say how many were not on it before; NotByHandError for one with a filter."""
    return _put(by, _by_hand(by, list_id), contact_ids)


@transaction.atomic
def remove(*, by: Actor, list_id: UUID, contact_ids: Iterable[UUID]) -> int:
    """Take contacts off a list and say how many were on it; the contacts themselves stay."""
    held = _by_hand(by, list_id)
    gone = ListEntry.objects.filter(of=held, contact_id__in=list(contact_ids))
    return gone.delete()[0]


@transaction.atomic
def rename(*, by: Actor, list_id: UUID, name: str) -> ContactList:
    """Give a list another name; NameTakenError when another has it."""
    held = _held(by, list_id)
    held.name = name
    _save(held)
    return held


@transaction.atomic
def delete(*, by: Actor, list_id: UUID) -> bool:
    """Delete a list; its contacts stay. False when it is gone already."""
    return ContactList.objects.filter(workspace_id=by.workspace_id, id=list_id).delete()[0] > 0


def _make(by: Actor, name: str, query: str) -> ContactList:
    made = ContactList(
        workspace_id=by.workspace_id, created_by_id=by.user_id, name=name, query=query
    )
    _save(made)
    if by.user_id is not None:
        record(
            EventName.FEATURE_USED,
            EventCategory.FEATURE,
            AppName.INTEL,
            feature=Feature.LIST,
            detail="filter" if query else "by hand",
        )
    return made


def _save(one: ContactList) -> None:
    """The database alone knows whether a name is taken, for two may write it at the same moment."""
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as error:
        if "contacts_list_name_once" in str(error):
            raise NameTakenError(one.name) from error
        raise


def _held(by: Actor, list_id: UUID) -> ContactList:
    return ContactList.objects.select_for_update().get(workspace_id=by.workspace_id, id=list_id)


def _by_hand(by: Actor, list_id: UUID) -> ContactList:
    held = _held(by, list_id)
    if not held.is_by_hand:
        raise NotByHandError(held.name)
    return held


def _put(by: Actor, on: ContactList, contact_ids: Iterable[UUID]) -> int:
    """The list is held, so that nobody else puts the same contact on it now."""
    asked = with_ids(list(dict.fromkeys(contact_ids))).filter(workspace_id=by.workspace_id)
    new = asked.exclude(list_entries__of_id=on.id).order_by("name_sort", "id")
    entries = ListEntry.objects.bulk_create(
        (
            ListEntry(workspace_id=by.workspace_id, of=on, contact_id=contact_id)
            for contact_id in new.values_list("id", flat=True)
        ),
        batch_size=_AT_ONCE,
    )
    return len(entries)
