"""Real workers are killed while they handle Stripe's events: every effect is there once in the end."""

import random
import time

import psycopg
import pytest
from bench.webhooks import differences
from bench.webhooks_account import live
from django.conf import settings

from tests.faults.worker import workers
from tests.platform.launch import until
from tests.stripe.fake.hooks import disordered
from tests.stripe.fake.server import KEY, fake_stripe
from tests.support.database import Urls
from totalaudio.core.billing.payments.tests.money import SECRET, deliver

_OPEN = "SELECT count(*) FROM billing_stripeevent WHERE handled_at IS NULL"


def test_killed_while_handling_the_rows_end_as_stripes_account_does(
    db: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(3)
    with fake_stripe() as fake:
        monkeypatch.setattr(settings, "STRIPE_SECRET_KEY", KEY)
        monkeypatch.setattr(settings, "STRIPE_WEBHOOK_SECRETS", [SECRET])
        live(fake.account, db.system, workspaces=4, events=80, chance=chance)
        for event in disordered(fake.account.events, chance):
            assert deliver(event) == 200
        told = {"STRIPE_SECRET_KEY": KEY, "STRIPE_WEBHOOK_SECRET": SECRET}
        with workers(db, STRIPE_API_BASE=fake.address, **told) as started:
            for part in (0.8, 0.4):
                started.start()
                left = part * len(fake.account.events)
                until(lambda left=left: started.ask(_OPEN) <= left)  # type: ignore[misc]  # bound now, not later
                started.kill()
                _forget_the_dead(db)
            started.start()
            until(lambda: started.ask(_OPEN) == 0, 90)
        compared, differing = differences(fake.account, db.system)
    assert differing == {}
    assert compared > 15


def _forget_the_dead(db: Urls) -> None:
    """Let the tasks of killed workers be taken up now, not after the seconds of their silence."""
    with psycopg.connect(db.system) as system:
        system.execute(
            "UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL WHERE status = 'doing'"
        )
    time.sleep(0.1)
