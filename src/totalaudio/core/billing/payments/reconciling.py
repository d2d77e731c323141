"""What was missed: events that were stored and not handled, and events that never came."""

import logging
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import connections
from django.utils import timezone

from totalaudio.core.billing.models import Customer, Subscription

from .client import StripeAwayError, StripeRefusedError, asking, client
from .handling import Concern, bring_up_to_date, concern_of
from .subscriptions import UnknownPlanError, WorkspaceGoneError
from .whose import SYSTEM

log = logging.getLogger(__name__)

# Stripe itself gives up after three days; what is older than this stays for the operator's button.
_LOOKS_BACK: Final = timedelta(days=7)

_KEEPS_NONE_BACK: Final = (
    StripeAwayError, StripeRefusedError, UnknownPlanError, WorkspaceGoneError,
)  # fmt: skip

_TAKE_UP = """
SELECT count(retry_stripe_event_v1(e.id)) FROM billing_stripeevent e
WHERE e.handled_at IS NULL AND e.received_at BETWEEN now() - interval '7 days' AND now() - interval '2 minutes'
  AND NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.task_name = 'billing.handle'
    AND j.status IN ('todo', 'doing') AND j.args ->> 'event_id' = e.id::text)
"""


def take_up() -> int:
    """Hand events to the worker that nobody works at any more; how many there were."""
    with connections[SYSTEM].cursor() as cursor:
        cursor.execute(_TAKE_UP)
        row = cursor.fetchone()
    return int(row[0])


def look(workspace_id: UUID) -> None:
    """Bring one workspace's subscriptions and their last payments up to date."""
    kept = Customer.objects.using(SYSTEM).filter(workspace_id=workspace_id).first()
    if kept is None:
        return
    with asking():
        asked = client(at_work=True).v1
        subscriptions = asked.subscriptions.list({"customer": kept.stripe_id, "status": "all"})
        invoices = asked.invoices.list({"customer": kept.stripe_id})
        found = [one.id for one in subscriptions.data]
        paid = [one.id for one in invoices.data if one.id]
    bring_up_to_date(Concern(subscriptions=frozenset(found)))
    for invoice in paid:
        bring_up_to_date(concern_of("invoice", invoice))


def reconcile() -> None:
    """Look at every subscription that lasts, and at all that Stripe made of late; one that fails keeps none back."""
    open_here = Subscription.objects.using(SYSTEM).filter(ended_at=None)
    for stripe_id in list(open_here.values_list("stripe_id", flat=True)):
        _try("subscription", stripe_id)
    since = int((timezone.now() - _LOOKS_BACK).timestamp())
    with asking():
        asked = client(at_work=True).v1
        made = asked.subscriptions.list({"status": "all", "created": {"gte": since}})
        fresh = [one.id for one in made.auto_paging_iter()]
        invoices = asked.invoices.list({"created": {"gte": since}})
        billed = [one.id for one in invoices.auto_paging_iter() if one.id]
    for stripe_id in fresh:
        _try("subscription", stripe_id)
    for stripe_id in billed:
        _try("invoice", stripe_id)


def _try(kind: str, stripe_id: str) -> None:
    try:
        bring_up_to_date(concern_of(kind, stripe_id))
    except _KEEPS_NONE_BACK:
        log.warning("%s %s was not brought up to date", kind, stripe_id, exc_info=True)
