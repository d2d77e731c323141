"""From the contact table to a list: what the filter finds, or the contacts that were ticked."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from totalaudio.contacts.lists import actions, queries
from totalaudio.contacts.lists.filters import write_filter
from totalaudio.contacts.models import ContactList
from totalaudio.contacts.searching import read_search
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.formats import plural
from totalaudio.core.ui.toasts import toast
from totalaudio.intel.choosing import chosen_ids

from .forms import ChoiceForm, NameForm


@members()
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Make a list of whoever the filter of the table finds (`name`, and the filter's own fields)."""
    search = read_search(dict(request.POST.lists()))
    form = NameForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            made = actions.create_by_filter(by=actor_of(request), name=name, search=search)
        except (actions.NameTakenError, actions.EmptyFilterError) as error:
            form.add_error("name", str(error))
        else:
            toast(request, f"“{made.name}” has whoever matches, now and later.")
            return redirect("lists:show", made.id)
    query = write_filter(search)
    page = {
        "form": form,
        "kept": [
            (k, v) for k, v in request.POST.items() if k not in {"csrfmiddlewaretoken", "name"}
        ],
        "back_url": f"{reverse('contacts:table')}?{query}",
        "breadcrumbs": [("Contacts", reverse("contacts:table"))],
    }
    return render(request, "intel/list_save.html", page, status=422)


@members()
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Put the ticked contacts on a list: first asked which (`list`, or `name` of a new one)."""
    ids = chosen_ids(request)
    if not ids:
        toast(request, "No contact was chosen, so nothing was added.")
        return redirect("contacts:table")
    is_answer = "name" in request.POST
    form = ChoiceForm(queries.lists_by_hand(), request.POST if is_answer else None)
    if form.is_valid():
        try:
            return _add(request, form, ids)
        except actions.NameTakenError as error:
            form.add_error("name", str(error))
    page = {"form": form, "ids": ids, "breadcrumbs": [("Contacts", reverse("contacts:table"))]}
    return render(request, "intel/list_add.html", page, status=422 if form.errors else 200)


def _add(request: HttpRequest, form: ChoiceForm, ids: list[UUID]) -> HttpResponse:
    by: Actor = actor_of(request)
    chosen: ContactList | None = form.cleaned_data["list"]
    if chosen is None:
        made = actions.create(by=by, name=form.cleaned_data["name"], contact_ids=ids)
        toast(request, f"“{made.name}” has {plural(len(set(ids)), 'contact')}.")
        return redirect("lists:show", made.id)
    number = actions.add(by=by, list_id=chosen.id, contact_ids=ids)
    toast(request, f"{plural(number, 'contact')} added to “{chosen.name}”.")
    return redirect("lists:show", chosen.id)
