"""The contact page: what is known and why; a field written by hand; the address that was probably meant."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from totalaudio.contacts import actions
from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast

from .contact_page import contact_page
from .forms import ContactForm
from .words import KINDS


@members()
@require_GET
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """What is known of a contact, each value with its evidence."""
    found = _contact(request, contact_id)
    page = contact_page(found) | {"kind": KINDS.get(found.email_kind, "")}
    return render(request, "intel/contacts_contact.html", page)


@members()
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Write fields by hand."""
    found = _contact(request, contact_id)
    form = ContactForm(found, request.POST or None)
    if form.is_valid():
        try:
            actions.edit(by=actor_of(request), contact_id=contact_id, values=form.changes())
        except actions.SameContactError as error:
            form.add_error(None, _same(error))
        else:
            toast(request, "Saved. A run will not overwrite what you wrote.")
            return redirect("contacts:contact", contact_id)
    context = {"contact": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "intel/contacts_edit.html", context, status=status)


@members()
@require_POST
def address(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Take the suggested address, or keep the one that is there (`keep=1`)."""
    found = _contact(request, contact_id)
    by = actor_of(request)
    if request.POST.get("keep") == "1":
        actions.dismiss_suggestion(by=by, contact_id=found.id)
        toast(request, f"{found.email} stays as it is.")
        return redirect("contacts:contact", contact_id)
    try:
        changed = actions.accept_suggestion(by=by, contact_id=found.id)
    except actions.SameContactError as error:
        toast(request, f"Another contact has {found.suggested_email} already.")
        return redirect("contacts:contact", error.other_id)
    toast(request, f"The address is now {changed.email}.")
    return redirect("contacts:contact", contact_id)


def _same(error: actions.SameContactError) -> str:
    return format_html(
        'Another contact has this address, or this name at this outlet. <a href="{}">See it.</a>',
        reverse("contacts:contact", args=[error.other_id]),
    )


def _contact(request: HttpRequest, contact_id: UUID) -> Contact:
    workspace_id = actor_of(request).workspace_id
    return get_object_or_404(Contact, workspace_id=workspace_id, id=contact_id)
