"""A Stripe account on loopback, the platform connected to it, and Alice's workspace on Free."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.stripe.fake.server import KEY, FakeStripe, fake_stripe

# Django is not set up when this file is read.
if TYPE_CHECKING:
    from tests.support.cast import Person

    from totalaudio.core.billing.payments.tests.money import World


@pytest.fixture
def stripe(db: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStripe]:
    """A fake Stripe to which this installation is connected, with the prices of our plans."""
    from django.conf import settings

    from totalaudio.core.billing.payments import syncing
    from totalaudio.core.billing.payments.tests.money import SECRET
    from totalaudio.core.flags import current

    with fake_stripe() as fake:
        monkeypatch.setattr(settings, "STRIPE_SECRET_KEY", KEY)
        monkeypatch.setattr(settings, "STRIPE_WEBHOOK_SECRETS", [SECRET])
        monkeypatch.setattr(settings, "STRIPE_API_BASE", fake.address)
        monkeypatch.setattr(settings, "PAYMENTS_CONFIGURED", True)
        # Whether payments are on is decided by these settings, once for a process.
        current.forget()
        syncing.sync_prices()
        fake.asked.clear()
        yield fake
    current.forget()


@pytest.fixture
def world(stripe: FakeStripe, alice: "Person") -> "World":
    """Alice's workspace on Free, and ways to pay at the fake."""
    from totalaudio.core.billing.payments.tests.money import World

    return World.of(stripe, alice)
