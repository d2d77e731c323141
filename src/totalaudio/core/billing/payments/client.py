"""The way to Stripe: bounded in time, tried again, and with an idempotency key on everything that changes something.

The SDK is imported when it is first needed, so that an installation without payments does not carry it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from stripe import StripeClient
    from stripe._stripe_object import UntypedStripeObject

# Seconds to connect and to read, twice at most. A page waits for the first pair, the worker for the second.
_IN_A_PAGE: Final = (2.0, 4.0)
_AT_WORK: Final = (5.0, 20.0)
# How many requests of one process may wait for Stripe at one time; its other threads go on serving pages.
_PLACES: Final = BoundedSemaphore(4)


class StripeAwayError(Exception):
    """Stripe could not be asked, or asks us to wait; later it may work."""


class StripeRefusedError(Exception):
    """Stripe refused what we asked; the same again will not work."""


class StripeMissingError(StripeRefusedError):
    """Stripe has no such object, or not any more."""


def client(*, at_work: bool = False) -> "StripeClient":
    """The client of this installation; with `at_work` it is patient, as nobody waits for a page."""
    return _made(
        settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, _AT_WORK if at_work else _IN_A_PAGE
    )


@cache
def _made(key: str, base: str, timeout: tuple[float, float]) -> "StripeClient":
    import stripe

    stripe.enable_telemetry = False
    return stripe.StripeClient(
        key,
        base_addresses={"api": base} if base else None,
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=timeout),
    )


@contextmanager
def a_place() -> Iterator[None]:
    """One of the few places in which a request may wait for Stripe; StripeAwayError when all are taken."""
    if not _PLACES.acquire(blocking=False):
        raise StripeAwayError("too many requests wait for Stripe already")
    try:
        yield
    finally:
        _PLACES.release()


@contextmanager
def asking() -> Iterator[None]:
    """Turn the SDK's errors into the three that the rest of payments knows, with Stripe's words."""
    import stripe

    try:
        yield
    except stripe.StripeError as error:
        words = error.user_message or type(error).__name__
        if isinstance(error, stripe.APIConnectionError | stripe.RateLimitError | stripe.APIError):
            raise StripeAwayError(f"Stripe cannot be asked now: {_first(words)}") from error
        if error.http_status == 404:
            raise StripeMissingError(f"Stripe has it no more: {_first(words)}") from error
        raise StripeRefusedError(f"Stripe refused: {_first(words)}") from error


def _first(words: str) -> str:
    """The first sentence; the SDK's own words run on over many lines."""
    return words.strip().partition("\n")[0].partition(". ")[0].rstrip(".")


def id_of(found: object) -> str | None:
    """The id of what Stripe gives as an id or as a whole object."""
    if found is None or isinstance(found, str):
        return found
    return str(found.id)  # type: ignore[attr-defined]  # every object of Stripe that can be expanded has one


def moment(seconds: int | None) -> datetime | None:
    """A time as Stripe writes it."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def said(metadata: "UntypedStripeObject[str] | None", name: str) -> str:
    """What we wrote on an object of Stripe under a name, '' when nothing."""
    return str(metadata[name]) if metadata is not None and name in metadata else ""


def is_live() -> bool:
    """Whether real money moves with the key of this installation."""
    return settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_"))
