"""The benchmark of webhooks in short: lives of subscriptions, their events in random order and partly twice."""

import random

import pytest
from bench.webhooks import differences
from bench.webhooks_account import live

from tests.stripe.fake.hooks import disordered
from tests.stripe.fake.server import KEY, fake_stripe
from tests.support.database import Urls


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rows_end_as_stripes_account_does(
    db: Urls, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    from django.conf import settings

    from totalaudio.core.billing.payments.tests.money import SECRET, deliver, work

    chance = random.Random(seed)
    with fake_stripe() as fake:
        monkeypatch.setattr(settings, "STRIPE_SECRET_KEY", KEY)
        monkeypatch.setattr(settings, "STRIPE_WEBHOOK_SECRETS", [SECRET])
        monkeypatch.setattr(settings, "STRIPE_API_BASE", fake.address)
        live(fake.account, db.system, workspaces=4, events=90, chance=chance)
        for event in disordered(fake.account.events, chance):
            assert deliver(event) == 200
        work()
        compared, differing = differences(fake.account, db.system)
    assert differing == {}
    assert compared > 15
