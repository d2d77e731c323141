"""The API of saved lists: made by hand or by a filter, filled, renamed, deleted."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from totalaudio.contacts.lists import actions, queries
from totalaudio.contacts.lists.filters import read_filter
from totalaudio.contacts.models import ContactList
from totalaudio.core.api.holder import Scoped
from totalaudio.core.api.paging import page_of
from totalaudio.core.api.problems import ApiError, not_found
from totalaudio.core.api.schemas import PROBLEMS, In, Line, PageOf, Pages
from totalaudio.core.api.scopes import Scope
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.intel.search.api import ContactOut, shown

router = Router(tags=["lists"])
READ, WRITE = Scoped(Scope.CONTACTS_READ), Scoped(Scope.CONTACTS_WRITE)

Name = Annotated[Line, Field(min_length=1, max_length=120)]
Ids = Annotated[list[UUID], Field(max_length=10_000)]


class ListOut(Schema):
    """A saved list. `query` is the filter of one that has whoever it finds now; '' for one made by hand."""

    id: UUID
    name: str
    query: str
    created_at: datetime
    updated_at: datetime


class ListIn(In):
    """A new list: with the query string of a filter, or with contacts, and not with both."""

    name: Name
    query: Line = ""
    contact_ids: Ids = Field(default_factory=list)


class NameIn(In):
    """Another name."""

    name: Name


class ContactsIn(In):
    """Contacts to put on a list, or to take off it."""

    contact_ids: Ids


class Changed(Schema):
    """How many were really added or removed."""

    changed: int


def _list(request: HttpRequest, list_id: UUID) -> ContactList:
    mine = ContactList.objects.filter(workspace_id=actor_of(request).workspace_id, id=list_id)
    found = mine.first()
    if found is None:
        raise not_found("list")
    return found


def _shown(one: ContactList) -> ListOut:
    return ListOut(**{name: getattr(one, name) for name in ListOut.model_fields})


@router.get("", auth=READ, response={200: PageOf[ListOut], **PROBLEMS}, url_name="lists")
def lists(request: HttpRequest, paging: Pages) -> PageOf[ListOut]:
    """List the saved lists, in the order in which they were made."""
    mine = ContactList.objects.filter(workspace_id=actor_of(request).workspace_id)
    return page_of(mine, paging, _shown)


@router.post("", auth=WRITE, response={201: ListOut, **PROBLEMS})
def make(request: HttpRequest, given: ListIn) -> Status[ListOut]:
    """Make a list."""
    by = actor_of(request)
    if given.query and given.contact_ids:
        raise ApiError(422, "invalid", "Give a query or contact_ids, and not both.")
    try:
        if given.query:
            search = read_filter(given.query)
            return Status(
                201, _shown(actions.create_by_filter(by=by, name=given.name, search=search))
            )
        made = actions.create(by=by, name=given.name, contact_ids=given.contact_ids)
    except actions.NameTakenError as taken:
        raise ApiError(409, "name-taken", str(taken)) from taken
    except actions.EmptyFilterError as empty:
        detail = "query: nothing in it filters. Write it as the contact table does: country=GB&genre=house."
        raise ApiError(422, "invalid", detail) from empty
    return Status(201, _shown(made))


@router.get("/{uuid:list_id}", auth=READ, response={200: ListOut, **PROBLEMS})
def one_list(request: HttpRequest, list_id: UUID) -> ListOut:
    """Show a list."""
    return _shown(_list(request, list_id))


@router.patch("/{uuid:list_id}", auth=WRITE, response={200: ListOut, **PROBLEMS})
def rename(request: HttpRequest, list_id: UUID, given: NameIn) -> ListOut:
    """Give a list another name."""
    found = _list(request, list_id)
    try:
        return _shown(actions.rename(by=actor_of(request), list_id=found.id, name=given.name))
    except actions.NameTakenError as taken:
        raise ApiError(409, "name-taken", str(taken)) from taken


@router.delete("/{uuid:list_id}", auth=WRITE, response={204: None, **PROBLEMS})
def delete(request: HttpRequest, list_id: UUID) -> Status[None]:
    """Delete a list; its contacts stay."""
    actions.delete(by=actor_of(request), list_id=_list(request, list_id).id)
    return Status(204, None)


@router.get("/{uuid:list_id}/contacts", auth=READ, response={200: PageOf[ContactOut], **PROBLEMS})
def contacts(request: HttpRequest, list_id: UUID, paging: Pages) -> PageOf[ContactOut]:
    """List whom a list has now."""
    return page_of(queries.contacts_of(_list(request, list_id)), paging, shown)


@router.post("/{uuid:list_id}/add", auth=WRITE, response={200: Changed, **PROBLEMS})
def add(request: HttpRequest, list_id: UUID, given: ContactsIn) -> Changed:
    """Put contacts on a list made by hand."""
    found = _list(request, list_id)
    return _counted(
        lambda: actions.add(by=actor_of(request), list_id=found.id, contact_ids=given.contact_ids)
    )


@router.post("/{uuid:list_id}/remove", auth=WRITE, response={200: Changed, **PROBLEMS})
def remove(request: HttpRequest, list_id: UUID, given: ContactsIn) -> Changed:
    """Take contacts off a list made by hand; the contacts themselves stay."""
    found = _list(request, list_id)
    return _counted(
        lambda: actions.remove(
            by=actor_of(request), list_id=found.id, contact_ids=given.contact_ids
        )
    )


def _counted(change: Callable[[], int]) -> Changed:
    try:
        return Changed(changed=change())
    except actions.NotByHandError as filtered:
        raise ApiError(409, "not-by-hand", str(filtered)) from filtered
