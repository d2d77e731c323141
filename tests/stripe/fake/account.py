"""One Stripe account in memory: its objects, its clock, and the events that changes of its objects cause."""

import itertools
import secrets
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from threading import RLock

from tests.stripe.fake import shapes
from tests.stripe.fake.shapes import Shape

_PREFIXES = {
    "customer": "cus",
    "product": "prod",
    "price": "price",
    "checkout.session": "cs_test",
    "billing_portal.session": "bps",
    "subscription": "sub",
    "subscription_item": "si",
    "invoice": "in",
    "invoice_payment": "inpay",
    "payment_intent": "pi",
    "charge": "ch",
    "refund": "re",
    "dispute": "dp",
    "promotion_code": "promo",
    "event": "evt",
}


class MissingError(Exception):
    """There is no such object."""


@dataclass
class Account:
    """Everything that Stripe knows; `on_event` is told each event once, after the change is done."""

    on_event: Callable[[Shape], None] = lambda event: None
    ahead: int = 0  # seconds that the account's clock is ahead of the real one
    objects: dict[str, Shape] = field(default_factory=dict)
    events: list[Shape] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock)
    _run: str = field(default_factory=lambda: secrets.token_hex(4))
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def now(self) -> int:
        return int(time.time()) + self.ahead

    def new_id(self, kind: str) -> str:
        return f"{_PREFIXES[kind]}_{self._run}{next(self._numbers):06d}"

    def keep(self, shape: Shape) -> Shape:
        """Add an object, or write down how it is now."""
        self.objects[shape["id"]] = shape
        return shape

    def get(self, stripe_id: str, kind: str | None = None) -> Shape:
        found = self.objects.get(stripe_id)
        if found is None or kind not in (None, found["object"]):
            raise MissingError(f"No such {kind or 'object'}: '{stripe_id}'")
        return found

    def all(self, kind: str, **wanted: object) -> list[Shape]:
        """The objects of a kind whose fields are these, newest first as Stripe lists them."""
        found = [
            shape
            for shape in self.objects.values()
            if shape["object"] == kind
            and all(shape.get(name) == value for name, value in wanted.items())
        ]
        return found[::-1]

    def tell(self, kind: str, about: Shape) -> None:
        """Make an event, with the object as it is at this moment."""
        event = shapes.event(self.new_id("event"), self.now(), kind, deepcopy(about))
        self.events.append(event)
        self.on_event(event)

    def shown(self, shape: Shape, expand: list[str]) -> Shape:
        """An object as an answer, with what was asked to be expanded."""
        answer = deepcopy(shape)
        for path in expand:
            answer = self._expanded(answer, path)
        return answer

    def _expanded(self, shape: Shape, path: str) -> Shape:
        head, _, rest = path.partition(".")
        value = self._included(shape, head)
        if isinstance(value, str):
            value = deepcopy(self.get(value))
        if rest and isinstance(value, dict):
            value = self._expanded(value, rest)
        elif rest and isinstance(value, list):
            value = [self._expanded(one, rest) for one in value]
        return shape | {head: value}

    def _included(self, shape: Shape, name: str) -> object:
        """A field, or one of the lists that Stripe shows only when asked."""
        if (shape.get("object"), name) == ("charge", "refunds"):
            return shapes.listed(self.all("refund", charge=shape["id"]), "/v1/refunds")
        if (shape.get("object"), name) == ("invoice", "payments"):
            paid = self.all("invoice_payment", invoice=shape["id"])
            return shapes.listed(deepcopy(paid), "/v1/invoice_payments")
        return shape.get(name)
