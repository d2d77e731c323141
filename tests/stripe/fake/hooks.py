"""Webhooks: signed as Stripe signs them, and sent until they are taken."""

import hashlib
import hmac
import http.client
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Event, Thread
from urllib.parse import urlsplit

from tests.stripe.fake.shapes import Shape


def sign(body: bytes, secret: str, *, at: int | None = None) -> str:
    """The header Stripe-Signature: the time, and HMAC-SHA256 over `time.body`."""
    at = int(time.time()) if at is None else at
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def body_of(event: Shape) -> bytes:
    return json.dumps(event, indent=2).encode()


def disordered(events: Sequence[Shape], chance: random.Random, twice: float = 0.2) -> list[Shape]:
    """The events in any order, a share of them twice."""
    doubled = list(events) + chance.sample(list(events), round(len(events) * twice))
    chance.shuffle(doubled)
    return doubled


def post(url: str, body: bytes, signature: str | None) -> int:
    """Send one webhook; the status, 0 when nobody answered."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    headers = {"Content-Type": "application/json"}
    if signature is not None:
        headers["Stripe-Signature"] = signature
    try:
        connection.request("POST", parts.path, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


@dataclass
class Courier:
    """Sends events to one address in the order in which they come, each until it is taken; `late` seconds after."""

    url: str
    secret: str
    late: float = 0.0
    waiting: Queue[Shape] = field(default_factory=Queue)
    stopped: Event = field(default_factory=Event)

    def start(self) -> None:
        Thread(target=self._run, daemon=True).start()

    def send(self, event: Shape) -> None:
        self.waiting.put(event)

    def _run(self) -> None:
        while not self.stopped.is_set():
            try:
                event = self.waiting.get(timeout=0.2)
            except Empty:
                continue
            self.stopped.wait(self.late)
            body = body_of(event)
            while not self.stopped.is_set():
                if post(self.url, body, sign(body, self.secret)) // 100 == 2:
                    break
                self.stopped.wait(1)
