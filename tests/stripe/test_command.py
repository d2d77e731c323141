"""`totalaudio billing sync-prices` against the fake: what it says when all is well, and when it is not."""

import json

from tests.platform.launch import totalaudio
from tests.stripe.fake.server import KEY, FakeStripe, fake_stripe

COMMAND = ("billing", "sync-prices")


def told(stripe: FakeStripe) -> dict[str, str]:
    return {
        "STRIPE_SECRET_KEY": KEY,
        "STRIPE_WEBHOOK_SECRET": "whsec_of_tests",
        "STRIPE_API_BASE": stripe.address,
    }


def test_it_makes_what_is_missing_once_and_says_so() -> None:
    with fake_stripe() as stripe:
        dry = totalaudio(*COMMAND, "--dry-run", **told(stripe))
        assert "would have made the price pro_month" in dry.stdout
        assert stripe.account.objects == {}
        made = totalaudio(*COMMAND, "--json", **told(stripe))
        assert len(json.loads(made.stdout)) == 6
        again = totalaudio(*COMMAND, **told(stripe))
        assert again.stdout == "Stripe agrees with the table of plans.\n"
        assert (dry.returncode, made.returncode, again.returncode) == (0, 0, 0)


def test_without_a_key_it_says_what_to_set() -> None:
    done = totalaudio(*COMMAND)
    assert done.returncode != 0
    assert "STRIPE_SECRET_KEY is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_refused_or_away_it_says_what_to_do() -> None:
    with fake_stripe() as stripe:
        for fault, words in ((401, "Check STRIPE_SECRET_KEY"), ("cut", "run this again")):
            stripe.break_(fault, times=2)
            done = totalaudio(*COMMAND, **told(stripe))
            stripe.faults.clear()
            assert done.returncode != 0
            assert words in done.stderr
            assert "Traceback" not in done.stderr
            assert KEY not in done.stderr
