"""A thousand webhooks in random order, a fifth of them twice: whether our rows end as Stripe's account does."""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from tests.stripe.fake.account import Account
from tests.stripe.fake.hooks import body_of, disordered, post, sign
from tests.stripe.fake.server import KEY, FakeStripe, fake_stripe
from tests.stripe.fake.shapes import Shape

from bench.installation import Installation, install
from bench.platform import ROOT, free_port
from bench.report import Figure, report
from bench.webhooks_account import live, wanted
from totalaudio_ops.postgres import throwaway_server

SECRET = "whsec_of_the_benchmark"
EVENTS = 1_000
WORKSPACES = 40
SENDERS = 8

_TIMES = ("period_ends_at", "cancels_at", "ended_at")


def _seconds(column: str) -> str:
    return f"extract(epoch FROM {column})::bigint"


_SAYS = {
    "subscription": (
        "billing_subscription",
        "stripe_id",
        f"status, plan, period, amount, currency, {', '.join(map(_seconds, _TIMES))}",
    ),
    "payment": (
        "payments",
        "stripe_payment_id",
        "status, amount, currency, plan_name, refund_amount, dispute_status, stripe_invoice_id, stripe_subscription_id",
    ),
    "workspace": ("tenancy_workspace", "id", "plan"),
}
_TOLD = "SELECT count(*) FROM events WHERE event_name = 'payment-completed'"
_LEFT = "SELECT count(*) FROM billing_stripeevent WHERE handled_at IS NULL"


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Lives the lives of some subscriptions at the fake, sends what it says, and compares when all is handled."""
    chance = random.Random(20261123)
    with ExitStack() as stack:
        server = stack.enter_context(throwaway_server())
        made = install(server.url)
        stripe = stack.enter_context(fake_stripe())
        port = free_port()
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(_serving(made, stripe, port, folder))
        live(stripe.account, made.urls.system, WORKSPACES, EVENTS, chance)
        sent = disordered(stripe.account.events, chance)
        in_the_inbox, refused = _send(sent, port)
        handled_after = _wait(made.urls.system)
        compared, differing = differences(stripe.account, made.urls.system)
    for name, (there, here) in sorted(differing.items())[:10]:
        sys.stderr.write(f"{name}: at Stripe {there}, here {here}\n")
    figures = [
        Figure("rows that differ from Stripe's account", float(len(differing)), "rows", 0.0),
        Figure("webhooks that were not taken", float(refused), "webhooks", 0.0),
        Figure("rows compared", float(compared), "rows"),
        Figure("webhooks sent, a fifth of them twice", float(len(sent)), "webhooks"),
        Figure("stored by the inbox", len(sent) / in_the_inbox, "a second"),
        Figure(
            "handled from the first to the last",
            len(stripe.account.events) / (in_the_inbox + handled_after),
            "a second",
        ),
    ]
    return report("webhooks", figures, json_output=json_output)


def differences(account: Account, system: str) -> tuple[int, dict[str, tuple[str, str]]]:
    """How many rows were compared, and those that differ: as they should be, and as they are."""
    there, here = wanted(account), _rows(system)
    differing = {
        name: (there.get(name, "nothing"), here.get(name, "nothing"))
        for name in there.keys() | here.keys()
        if there.get(name) != here.get(name)
    }
    return len(there), differing


def _rows(system: str) -> dict[str, str]:
    """Our rows, in the words of `wanted`."""
    found = {}
    with psycopg.connect(system) as connection:
        for name, (table, key, columns) in _SAYS.items():
            for stripe_id, *values in connection.execute(f"SELECT {key}, {columns} FROM {table}"):
                words = ("-" if value is None else str(value) for value in values)
                found[f"{name} {stripe_id}"] = " ".join(words)
        told = connection.execute(_TOLD).fetchone()
    return found | {"told payment-completed": str(told[0] if told else 0)}


def _send(events: list[Shape], port: int) -> tuple[float, int]:
    """Send all; how long it took, and how many were not taken."""
    url = f"http://127.0.0.1:{port}/api/stripe/webhook"

    def one(event: Shape) -> bool:
        body = body_of(event)
        return post(url, body, sign(body, SECRET)) == 200

    begun = time.monotonic()
    with ThreadPoolExecutor(SENDERS) as senders:
        taken = list(senders.map(one, events))
    return time.monotonic() - begun, taken.count(False)


def _wait(system: str) -> float:
    """Wait until every event is handled; how long it took."""
    begun = time.monotonic()
    with psycopg.connect(system, autocommit=True) as connection:
        while time.monotonic() - begun < 600:
            row = connection.execute(_LEFT).fetchone()
            if row == (0,):
                break
            time.sleep(0.1)
    return time.monotonic() - begun


@contextmanager
def _serving(made: Installation, stripe: FakeStripe, port: int, folder: Path) -> Iterator[None]:
    """The real web server and a real worker."""
    told = {
        "STRIPE_SECRET_KEY": KEY,
        "STRIPE_WEBHOOK_SECRET": SECRET,
        "STRIPE_API_BASE": stripe.address,
    }
    granian = ["granian", "--interface", "wsgi", "--blocking-threads", "4", "--no-ws"]
    web = [
        *granian,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "totalaudio.project.wsgi:application",
    ]
    worker = {"DATABASE_SYSTEM_URL": made.urls.system, "APP": "worker"}
    processes = [
        _started(web, made.told(DATABASE_URL=made.urls.app, **told), folder / "web"),
        _started(
            ["totalaudio", "worker"],
            made.told(DATABASE_URL=made.urls.app, **worker, **told),
            folder / "worker",
        ),
    ]
    try:
        _until_it_answers(port)
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)


def _started(module: list[str], told: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-m", *module], env=told, cwd=ROOT, stdout=said, stderr=said
        )


def _until_it_answers(port: int) -> None:
    for _ in range(300):
        if post(f"http://127.0.0.1:{port}/api/stripe/webhook", b"", None) == 400:
            return
        time.sleep(0.1)
    sys.exit("the web server did not answer within 30 s")
