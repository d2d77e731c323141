"""The fake Stripe for development: python -m tests.stripe.fake --port 12111 --webhook http://127.0.0.1:8000/api/stripe/webhook."""

import argparse
import signal
import sys
from threading import Event

from tests.stripe.fake.account import Account
from tests.stripe.fake.hooks import Courier
from tests.stripe.fake.server import KEY, fake_stripe

SECRET = "whsec_fake"


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.stripe.fake")
    parser.add_argument("--port", type=int, default=12111)
    parser.add_argument("--webhook", default="http://127.0.0.1:8000/api/stripe/webhook")
    chosen = parser.parse_args()
    account, courier = Account(), Courier(chosen.webhook, SECRET)
    account.on_event = courier.send
    courier.start()
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with fake_stripe(chosen.port, account) as fake:
        sys.stdout.write(
            f"STRIPE_API_BASE={fake.address}\nSTRIPE_SECRET_KEY={KEY}\nSTRIPE_WEBHOOK_SECRET={SECRET}\n"
        )
        sys.stdout.flush()
        ended.wait()


if __name__ == "__main__":
    main()
