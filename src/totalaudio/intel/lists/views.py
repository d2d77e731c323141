"""The pages of saved lists: all of them, one of them with its contacts, its name and its end."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from totalaudio.contacts.lists import actions, queries
from totalaudio.contacts.lists.filters import read_filter, words_of
from totalaudio.contacts.lists.queries import Health
from totalaudio.contacts.models import ContactList
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.formats import plural
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.core.ui.toasts import toast
from totalaudio.intel.choosing import chosen_ids

from .forms import NameForm

_LISTED: Final = (
    Column("name", "List", is_sortable=False),
    Column("kind", "Has", is_sortable=False),
    Column("contacts", "Contacts", is_sortable=False, is_number=True),
    Column("health", "To check again", is_sortable=False, is_number=True),
    Column("made", "Made", is_sortable=False),
)
_CONTACTS: Final = (
    Column("name", "Name", is_sortable=False),
    Column("outlet", "Outlet", is_sortable=False),
    Column("email", "Address", is_sortable=False),
    Column("checked", "Last checked", is_sortable=False),
)
_MOST_LISTS: Final = 200
_SHOWN: Final = 200


@members()
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All lists by name, with how many contacts each has and how fresh they are."""
    found = list(queries.lists()[:_MOST_LISTS])
    health = queries.health_of(found)
    page = {
        "lines": [(one, health[one.id], _words(one)) for one in found],
        "head": table_head(_LISTED, {}, default_sort=""),
    }
    return render(request, "intel/list_list.html", page)


@members()
@require_GET
def show(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """A list with its first contacts."""
    return render(request, "intel/list_show.html", _page(list_of(request, list_id)))


@members()
@require_POST
def rename(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Give a list another name (`name`)."""
    found = list_of(request, list_id)
    form = NameForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            actions.rename(by=actor_of(request), list_id=found.id, name=name)
        except actions.NameTakenError as error:
            form.add_error("name", str(error))
        else:
            toast(request, f"The list is now called “{name}”.")
            return redirect("lists:show", found.id)
    return render(request, "intel/list_show.html", _page(found) | {"form": form}, status=422)


@members()
@require_POST
def remove(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Take the ticked contacts off a list; they stay in the workspace."""
    found = list_of(request, list_id)
    try:
        number = actions.remove(
            by=actor_of(request), list_id=found.id, contact_ids=chosen_ids(request)
        )
    except actions.NotByHandError as error:
        toast(request, str(error))
    else:
        toast(request, f"{plural(number, 'contact')} taken off the list.")
    return redirect("lists:show", found.id)


@members()
@require_POST
def delete(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Delete a list; its contacts stay."""
    found = list_of(request, list_id)
    actions.delete(by=actor_of(request), list_id=found.id)
    toast(request, f"“{found.name}” deleted. Its contacts are still here.")
    return redirect("lists:list")


def list_of(request: HttpRequest, list_id: UUID) -> ContactList:
    """The list, if it is of the workspace of who asks; else 404."""
    workspace_id = actor_of(request).workspace_id
    return get_object_or_404(ContactList, workspace_id=workspace_id, id=list_id)


def _page(found: ContactList) -> dict[str, object]:
    contacts = queries.contacts_of(found).order_by("name_sort", "id")[:_SHOWN]
    health: Health = queries.health_of([found])[found.id]
    return {
        "list": found,
        "words": _words(found),
        "contacts": list(contacts),
        "health": health,
        "form": NameForm(initial={"name": found.name}),
        "head": table_head(_CONTACTS, {}, default_sort=""),
        "breadcrumbs": [("Lists", reverse("lists:list"))],
    }


def _words(found: ContactList) -> str:
    return "" if found.is_by_hand else ", ".join(words_of(read_filter(found.query)))
