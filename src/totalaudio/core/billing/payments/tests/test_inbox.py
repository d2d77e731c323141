"""The inbox believes Stripe's signature and nothing else, and keeps what it took exactly once."""

import json
import time
from threading import Thread
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from tests.stripe.fake import shapes
from tests.stripe.fake.hooks import body_of, sign
from tests.stripe.fake.server import FakeStripe
from tests.stripe.fake.shapes import Shape

from totalaudio.core.billing.models import StripeEvent
from totalaudio.core.billing.payments import inbox
from totalaudio.core.billing.payments.tests.money import INBOX, SECRET, deliver, waiting

EVENT: Shape = shapes.event(
    "evt_1",
    1_800_000_000,
    "customer.subscription.updated",
    {"id": "sub_1", "object": "subscription", "customer_email": "alice@example.com"},
)


def send(body: bytes, signature: str | None) -> int:
    headers = {} if signature is None else {"Stripe-Signature": signature}
    return Client().post(INBOX, body, content_type="application/json", headers=headers).status_code


def stored() -> int:
    return StripeEvent.objects.using("system").count()


def test_a_signed_event_is_stored_and_handed_to_the_worker(stripe: FakeStripe) -> None:
    assert deliver(EVENT) == 200
    event = StripeEvent.objects.using("system").get()
    assert (event.stripe_id, event.kind) == ("evt_1", "customer.subscription.updated")
    assert int(event.created_at.timestamp()) == 1_800_000_000
    assert event.payload == {"object": "subscription", "id": "sub_1"}, "no personal data is kept"
    assert [(name, args) for _, name, args in waiting()] == [
        ("billing.handle", {"event_id": str(event.id)})
    ]


def test_a_duplicate_is_thanked_for_and_stored_once(stripe: FakeStripe) -> None:
    assert [deliver(EVENT) for _ in range(3)] == [200, 200, 200]
    assert (stored(), len(waiting())) == (1, 1)


def test_the_same_event_at_the_same_moment_is_stored_once(stripe: FakeStripe) -> None:
    answers: list[int] = []

    def one() -> None:
        answers.append(deliver(EVENT))
        connections.close_all()

    threads = [Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, stored(), len(waiting())) == ([200] * 8, 1, 1)


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        "t=1,v1=00",
        "nonsense",
        f"t={int(time.time())}",
        sign(body_of(EVENT), "whsec_another"),
        sign(body_of(EVENT), SECRET, at=int(time.time()) - 3600),
        sign(body_of(EVENT) + b" ", SECRET),
        sign(body_of(EVENT), SECRET).replace("v1=", "v0="),
        f"t={int(time.time())},v1=\u00e9\u00e9",
        f"t=\u0661,v1={'0' * 64}",
        f"t={'9' * 5000},v1=00",
    ],
    ids=[
        "unsigned", "empty", "forged", "nonsense", "no signature in it", "another secret", "replayed",
        "of another body", "of another scheme", "not ASCII", "a time in other digits", "a huge time",
    ],
)  # fmt: skip
def test_what_stripe_did_not_sign_is_refused(stripe: FakeStripe, signature: str | None) -> None:
    assert send(body_of(EVENT), signature) == 400
    assert stored() == 0


def test_both_secrets_are_good_while_they_are_exchanged(
    stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "STRIPE_WEBHOOK_SECRETS", ["whsec_new", SECRET])
    assert deliver(EVENT, secret="whsec_new") == 200
    assert deliver(EVENT | {"id": "evt_2"}) == 200
    assert deliver(EVENT | {"id": "evt_3"}, secret="whsec_older") == 400
    assert stored() == 2


def test_one_good_signature_among_several_is_enough(stripe: FakeStripe) -> None:
    """As Stripe sends while a secret is rolled: one signature per secret."""
    body = body_of(EVENT)
    good = sign(body, SECRET)
    assert send(body, good.replace("v1=", f"v1={'0' * 64},v1=") + ",v0=ff") == 200


def test_the_raw_body_counts(stripe: FakeStripe) -> None:
    """Signed are the bytes as they were sent, whatever their layout."""
    body = json.dumps(EVENT, separators=(",", ":"), sort_keys=True).encode()
    assert send(body, sign(body, SECRET)) == 200


def test_live_events_are_not_for_a_test_key(stripe: FakeStripe) -> None:
    assert deliver(EVENT | {"livemode": True}) == 400
    assert stored() == 0


@pytest.mark.parametrize("body", [b"[]", b"{}", b"{", b"\xff", b'{"object": "event"}', b"null"])
def test_signed_nonsense_is_refused_without_an_error(stripe: FakeStripe, body: bytes) -> None:
    try:
        signature = sign(body, SECRET)
    except UnicodeDecodeError:
        signature = "t=1,v1=0"
    assert send(body, signature) == 400


def test_what_is_too_large_is_refused(stripe: FakeStripe) -> None:
    body = b" " * (inbox.LARGEST + 1)
    assert send(body, sign(body, SECRET)) == 413


def test_what_could_not_be_stored_is_not_thanked_for(stripe: FakeStripe) -> None:
    from django.db import OperationalError

    with patch.object(inbox, "_store", side_effect=OperationalError("away")):
        assert deliver(EVENT) == 503
    assert deliver(EVENT) == 200


def test_without_a_secret_nothing_is_believed(
    stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "STRIPE_WEBHOOK_SECRETS", [])
    assert deliver(EVENT) == 503
    assert stored() == 0


def test_only_posts_come_in(stripe: FakeStripe) -> None:
    assert Client().get(INBOX).status_code == 405
