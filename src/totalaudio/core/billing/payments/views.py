"""The page of a workspace's plan, and the ways to Stripe and back."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from totalaudio.core.accounts.workspaces.member_views import tabs_of
from totalaudio.core.accounts.workspaces.refusals import RefusedError
from totalaudio.core.lib.access import works_read_only
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of, workspace_of
from totalaudio.core.tenancy.roles import MANAGERS, Role
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.core.ui.tables import table_head
from totalaudio.core.ui.toasts import toast

from . import checkout as buying
from . import shown
from .availability import Availability, availability
from .client import StripeAwayError, StripeRefusedError, a_place
from .leaving import continue_on_free
from .prices import offer_of

log = logging.getLogger(__name__)

AWAY = "Stripe, which takes the payments, cannot be reached. Nothing was bought; try again in a few minutes."
REFUSED = "The payment cannot be started, because of a fault on our side. Nothing was bought."
# Seconds in which a workspace's page asks Stripe once, however often it is loaded.
_LOOK_EVERY = 10


@members(*MANAGERS)
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan, what is paid for it and what can be bought."""
    by, workspace = actor_of(request), workspace_of(request)
    words = {
        "workspace": workspace,
        "paying": shown.paying(workspace),
        "plans": shown.plans_on_sale(workspace),
        "payments": shown.payments(workspace),
        "may_manage": settings.PAYMENTS_CONFIGURED and shown.is_customer(workspace),
        "may_leave": shown.may_leave(workspace),
        "is_owner": by.role == Role.OWNER,
        "here": _available(request),
        "head": table_head(shown.COLUMNS, {}, default_sort=""),
        "tabs": tabs_of(by, "plan"),
    }
    return render(request, "billing/plan.html", words)


@works_read_only
@members(*MANAGERS)
@require_POST
def checkout(request: HttpRequest) -> HttpResponse:
    """Send the person to Stripe to buy what they chose; prices are ours, whatever the form says."""
    offer = offer_of(request.POST.get("plan", ""), request.POST.get("period", ""))
    if offer is None:
        messages.error(request, "Choose one of the plans.")
        return redirect("billing:plan")
    here = _available(request)
    if not here.is_on:
        messages.error(request, f"Payments are switched off here. {here.why_not}")
        return redirect("billing:plan")
    return _to_stripe(request, lambda: buying.start_checkout(by=actor_of(request), offer=offer))


@works_read_only
@members(*MANAGERS)
@require_POST
def portal(request: HttpRequest) -> HttpResponse:
    """Send the person to Stripe's pages for cards, invoices and cancelling, also while nothing is sold here."""
    if not settings.PAYMENTS_CONFIGURED:
        messages.error(request, "This installation is not connected to Stripe.")
        return redirect("billing:plan")
    return _to_stripe(request, lambda: buying.open_portal(by=actor_of(request)))


def _to_stripe(request: HttpRequest, address: Callable[[], str]) -> HttpResponse:
    try:
        with a_place():
            return redirect(address())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    except StripeAwayError as away:
        log.warning("nobody was sent to Stripe: %s", away)
        messages.error(request, AWAY)
    except StripeRefusedError:
        log.exception("Stripe refused")
        messages.error(request, REFUSED)
    return redirect("billing:plan")


@members(*MANAGERS)
@require_safe
def confirming(request: HttpRequest) -> HttpResponse:
    """Where Stripe sends buyers back to: it believes nothing of its address and waits for Stripe's own word."""
    workspace = workspace_of(request)
    is_asked_for = settings.PAYMENTS_CONFIGURED and shown.is_customer(workspace)
    if is_asked_for and cache.add(f"billing.look-{workspace.id}", 1, timeout=_LOOK_EVERY):
        enqueue(
            "billing.look",
            queue="billing",
            lock=f"billing.look {workspace.id}",
            workspace_id=workspace.id,
        )
    return render(request, "billing/confirming.html", _state(request))


@members(*MANAGERS)
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """Answer the page that waits."""
    return render(request, "billing/state.html", _state(request))


def _state(request: HttpRequest) -> dict[str, object]:
    found = shown.paying(workspace_of(request))
    return {"paying": found, "is_confirmed": found is not None and found.is_running}


@works_read_only
@members(*MANAGERS)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Continue on Free after the subscription has ended."""
    try:
        continue_on_free(by=actor_of(request))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        toast(request, "This workspace continues on Free.")
    return redirect("billing:plan")


def _available(request: HttpRequest) -> Availability:
    by = actor_of(request)
    return availability(by.user_id, by.workspace_id)
