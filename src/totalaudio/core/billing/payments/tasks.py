"""The worker's part of payments: events, what was forgotten, and mail about payments that failed."""

from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from totalaudio.core.tenancy.worker_tasks import closing_connections

from . import handling, notices, reconciling

_RETRY = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.task(name="billing.handle", queue="billing", retry=_RETRY)
@closing_connections
def handle(event_id: str) -> None:
    """Handle one event of Stripe; tried again for about half an hour, then taken up by `billing.take_up`."""
    handling.handle(UUID(event_id))


@app.task(name="billing.look", queue="billing", retry=_RETRY)
@closing_connections
def look(workspace_id: str) -> None:
    """Ask Stripe how one workspace's customer stands."""
    reconciling.look(UUID(workspace_id))


@app.task(name="billing.tell_of_failure", queue="billing", retry=_RETRY)
@closing_connections
def tell_of_failure(payment_id: str) -> None:
    """Write to the owners that a payment failed."""
    notices.tell_of_failure(UUID(payment_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="billing.take_up", queue="billing")
@closing_connections
def take_up(timestamp: int) -> None:
    """Hand events that were stored, not handled and forgotten to the worker again."""
    reconciling.take_up()


@app.periodic(cron="17 3 * * *")
@app.task(name="billing.reconcile", queue="billing", retry=_RETRY)
@closing_connections
def reconcile(timestamp: int) -> None:
    """Compare with Stripe each night, in case events never came."""
    if settings.PAYMENTS_CONFIGURED:
        reconciling.reconcile()
