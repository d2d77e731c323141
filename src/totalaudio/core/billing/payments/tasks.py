"""The worker's part of payments: events, what was forgotten, and mail about payments that failed."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.db import connections
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import handling, notices, reconciling

_RETRY = RetryStrategy(max_attempts=10, exponential_wait=2)


def _closing[**P](work: Callable[P, None]) -> Callable[P, None]:
    """Close the connections of the task's thread when it ends, so that an idle worker holds none."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            work(*args, **kwargs)
        finally:
            connections.close_all()

    return run


@app.task(name="billing.handle", queue="billing", retry=_RETRY)
@_closing
def handle(event_id: str) -> None:
    """Handle one event of Stripe; tried again for about half an hour, then taken up by `billing.take_up`."""
    handling.handle(UUID(event_id))


@app.task(name="billing.look", queue="billing", retry=_RETRY)
@_closing
def look(workspace_id: str) -> None:
    """Ask Stripe how one workspace's customer stands."""
    reconciling.look(UUID(workspace_id))


@app.task(name="billing.tell_of_failure", queue="billing", retry=_RETRY)
@_closing
def tell_of_failure(payment_id: str) -> None:
    """Write to the owners that a payment failed."""
    notices.tell_of_failure(UUID(payment_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="billing.take_up", queue="billing")
@_closing
def take_up(timestamp: int) -> None:
    """Hand events that were stored, not handled and forgotten to the worker again."""
    reconciling.take_up()


@app.periodic(cron="17 3 * * *")
@app.task(name="billing.reconcile", queue="billing", retry=_RETRY)
@_closing
def reconcile(timestamp: int) -> None:
    """Compare with Stripe each night, in case events never came."""
    if settings.PAYMENTS_CONFIGURED:
        reconciling.reconcile()
