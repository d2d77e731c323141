"""One person's rights: to see what is held on them, and to be erased. Addresses travel in forms, never in a URL."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from totalaudio.contacts.suppression.queries import suppressed_among
from totalaudio.core.lib.access import works_read_only
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import MANAGERS
from totalaudio.core.ui.formats import plural
from totalaudio.core.ui.toasts import toast

from .erasing import erase as erase_person
from .erasing import preview
from .exporting import title_of, zip_of
from .forms import PersonForm
from .people import Person, find_person


@works_read_only
@members(*MANAGERS)
@require_POST
def person(request: HttpRequest) -> HttpResponse:
    """What is held on whoever has this address, before anything is done."""
    found = _person(request)
    if found is None:
        return _not_an_address(request)
    by = actor_of(request)
    context = {
        "person": found,
        "rows": [(title_of(table), number) for table, number in preview(found).rows],
        "suppressed": suppressed_among(by.workspace_id, [found.address]).get(found.address),
        "breadcrumbs": [("Compliance", reverse("compliance:desk"))],
    }
    return render(request, "pitch/compliance_person.html", context)


@works_read_only
@members(*MANAGERS)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """All that is held on them, as a ZIP."""
    found = _person(request)
    if found is None:
        return _not_an_address(request)
    name = f"held-data-{timezone.localdate():%Y-%m-%d}.zip"
    answer = HttpResponse(zip_of(actor_of(request), found), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@works_read_only
@members(*MANAGERS)
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Erase them, once that is confirmed."""
    found = _person(request)
    if found is None:
        return _not_an_address(request)
    if request.POST.get("confirmed") != "yes":
        return person(request)
    gone = erase_person(by=actor_of(request), person=found)
    words = f"{plural(gone, 'contact')} erased." if gone else "Nobody here had this address."
    toast(request, f"{words} The address is suppressed, should it come back in a list.")
    return redirect("compliance:desk")


def _person(request: HttpRequest) -> Person | None:
    form = PersonForm(request.POST)
    if not form.is_valid():
        return None
    return find_person(actor_of(request), form.cleaned_data["address"])


def _not_an_address(request: HttpRequest) -> HttpResponse:
    toast(request, "This is not an address. Type it as name@domain.")
    return redirect("compliance:desk")
