"""The compliance desk: who must not be written to, who writes, and on which basis."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from totalaudio.contacts.models import Contact
from totalaudio.contacts.models.suppression import SuppressionReason
from totalaudio.contacts.suppression.actions import NotLiftedError, suppress
from totalaudio.contacts.suppression.queries import suppressed_among, suppression_of
from totalaudio.core.lib.access import works_read_only
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import MANAGERS
from totalaudio.core.ui.formats import plural
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.states import LABELS

from . import basis, identity
from .forms import AddressesForm, BasisForm, IdentityForm, PersonForm
from .lifting import lift_from
from .overview import desk as desk_of

_DESK = "compliance:desk"


@members()
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Everything that the law asks of who writes, on one page."""
    return _desk(request, AddressesForm())


@works_read_only
@members()
@require_POST
def addresses(request: HttpRequest) -> HttpResponse:
    """Say which of the given addresses are suppressed, or suppress them (`do=suppress`)."""
    form = AddressesForm(request.POST)
    if not form.is_valid():
        return _desk(request, form, status=422)
    by, given = actor_of(request), form.cleaned_data["addresses"]
    if request.POST.get("do") == "suppress":
        reason = SuppressionReason(form.cleaned_data["reason"])
        new = suppress(workspace_id=by.workspace_id, addresses=given, reason=reason)
        known = len(given) - new
        also = f" {plural(known, 'was', 'were')} suppressed before." if known else ""
        toast(request, f"{plural(new, 'address', 'addresses')} suppressed.{also}")
        return redirect(_DESK)
    suppressed = suppressed_among(by.workspace_id, given)
    checked = [(one, suppressed.get(one)) for one in given]
    return _desk(request, form, checked=checked)


@members(*MANAGERS)
@require_POST
def lift(request: HttpRequest) -> HttpResponse:
    """Lift the suppression of an address."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        toast(request, "This is not an address, so nothing was lifted.")
        return redirect(_DESK)
    try:
        lift_from(by=actor_of(request), address=form.cleaned_data["address"])
    except NotLiftedError as error:
        toast(request, str(error))
    else:
        toast(request, f"{form.cleaned_data['address']} may be written to again.")
    return redirect(_DESK)


def _desk(
    request: HttpRequest,
    form: AddressesForm,
    *,
    checked: list[tuple[str, SuppressionReason | None]] | None = None,
    status: int = 200,
) -> HttpResponse:
    by = actor_of(request)
    context = {
        "desk": desk_of(by, timezone.now()),
        "form": form,
        "person_form": PersonForm(),
        "checked": checked,
        "is_manager": by.role in MANAGERS,
    }
    return render(request, "pitch/compliance_desk.html", context, status=status)


@members(*MANAGERS)
@require_http_methods(["GET", "POST"])
def who_writes(request: HttpRequest) -> HttpResponse:
    """Who writes, as each message and the privacy notice say."""
    by = actor_of(request)
    known = identity.identity_of(by)
    form = IdentityForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        identity.save(by=by, **form.cleaned_data)
        toast(request, "Saved. Messages and the privacy notice name you like this from now on.")
        return redirect("compliance:identity")
    notice = reverse("compliance:notice", args=[known.notice_key]) if known else ""
    context = {
        "form": form,
        "notice_url": notice,
        "breadcrumbs": [("Compliance", reverse(_DESK))],
    }
    return render(
        request, "pitch/compliance_identity.html", context, status=422 if form.errors else 200
    )


@members()
@require_http_methods(["GET", "POST"])
def contact_basis(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Why one contact may be written to."""
    by = actor_of(request)
    contact = get_object_or_404(Contact, workspace_id=by.workspace_id, id=contact_id)
    recipient = basis.recipient_of(by, contact_id)
    form = BasisForm(recipient, request.POST if request.method == "POST" else None)
    if form.is_valid():
        basis.record(
            by=by,
            contact_id=contact.id,
            basis=form.basis_given(),
            note=form.cleaned_data["note"],
            subscriber=form.subscriber_given(),
        )
        toast(request, "Saved, with your name and today's date.")
        return redirect("compliance:basis", contact_id)
    standing = basis.standing_of(contact, recipient)
    context = {
        "contact": contact,
        "form": form,
        "standing": standing,
        "subscriber": LABELS[standing.subscriber],
        "basis": LABELS[standing.basis] if standing.basis else "",
        "suppression": suppression_of(by.workspace_id, contact.email) if contact.email else None,
        "breadcrumbs": [("Compliance", reverse(_DESK))],
    }
    return render(
        request, "pitch/compliance_basis.html", context, status=422 if form.errors else 200
    )
