"""What the platform relies on at Stripe: true of the fake and, with STRIPE_TEST_KEY, of Stripe's test mode."""

import os
import secrets
from collections.abc import Iterator

import pytest
import stripe

from tests.stripe.fake.server import KEY, fake_stripe

REAL = os.environ.get("STRIPE_TEST_KEY", "")
WHERE = ["fake", *(["stripe"] if REAL.startswith(("sk_test_", "rk_test_")) else [])]


@pytest.fixture(params=WHERE)
def v1(request: pytest.FixtureRequest) -> Iterator[stripe.StripeClient]:
    if request.param == "stripe":
        request.getfixturevalue("socket_enabled")
        yield stripe.StripeClient(REAL, max_network_retries=2)
        return
    with fake_stripe() as fake:
        yield stripe.StripeClient(
            KEY,
            base_addresses={"api": fake.address},
            http_client=stripe.RequestsClient(timeout=5),
        )


@pytest.fixture
def price(v1: stripe.StripeClient) -> stripe.Price:
    product = v1.v1.products.create({"name": "Contract test"})
    return v1.v1.prices.create(
        {
            "product": product.id,
            "currency": "gbp",
            "unit_amount": 1900,
            "recurring": {"interval": "month"},
            "lookup_key": f"contract_{secrets.token_hex(6)}",
            "tax_behavior": "inclusive",
            "metadata": {"plan": "pro", "period": "month"},
        }
    )


@pytest.fixture
def customer(v1: stripe.StripeClient) -> stripe.Customer:
    return v1.v1.customers.create({"email": "alice@example.com", "metadata": {"workspace_id": "w"}})


def open_session(
    v1: stripe.StripeClient, customer: stripe.Customer, price: stripe.Price
) -> stripe.checkout.Session:
    return v1.v1.checkout.sessions.create(
        {
            "mode": "subscription",
            "customer": customer.id,
            "client_reference_id": "w",
            "line_items": [{"price": price.id, "quantity": 1}],
            "allow_promotion_codes": True,
            "metadata": {"plan": "pro"},
            "subscription_data": {"metadata": {"workspace_id": "w"}},
            "success_url": "https://example.com/done",
            "cancel_url": "https://example.com/back",
        }
    )


def test_a_price_is_found_by_its_lookup_key(v1: stripe.StripeClient, price: stripe.Price) -> None:
    assert price.lookup_key is not None
    found = v1.v1.prices.list({"lookup_keys": [price.lookup_key], "active": True}).data
    assert [one.id for one in found] == [price.id]
    assert (found[0].unit_amount, found[0].currency) == (1900, "gbp")
    assert found[0].recurring is not None
    assert (found[0].recurring.interval, found[0].recurring.interval_count) == ("month", 1)
    assert found[0].metadata.to_dict() == {"plan": "pro", "period": "month"}


def test_a_lookup_key_moves_to_a_new_price_only_when_told(
    v1: stripe.StripeClient, price: stripe.Price
) -> None:
    assert price.lookup_key is not None
    product = price.product if isinstance(price.product, str) else price.product.id
    new: stripe.params.PriceCreateParams = {
        "product": product,
        "currency": "gbp",
        "unit_amount": 2100,
        "recurring": {"interval": "month"},
        "lookup_key": price.lookup_key,
    }
    with pytest.raises(stripe.InvalidRequestError):
        v1.v1.prices.create(new)
    moved = v1.v1.prices.create({**new, "transfer_lookup_key": True})
    assert moved.lookup_key == price.lookup_key
    assert v1.v1.prices.retrieve(price.id).lookup_key is None


def test_an_idempotency_key_gives_the_same_customer_once(v1: stripe.StripeClient) -> None:
    key = secrets.token_hex(8)
    first = v1.v1.customers.create({"email": "a@example.com"}, {"idempotency_key": key})
    again = v1.v1.customers.create({"email": "a@example.com"}, {"idempotency_key": key})
    assert first.id == again.id
    with pytest.raises(stripe.IdempotencyError):
        v1.v1.customers.create({"email": "b@example.com"}, {"idempotency_key": key})


def test_a_session_is_open_until_it_is_expired(
    v1: stripe.StripeClient, customer: stripe.Customer, price: stripe.Price
) -> None:
    session = open_session(v1, customer, price)
    assert (session.status, session.payment_status, session.mode) == (
        "open",
        "unpaid",
        "subscription",
    )
    assert session.url is not None
    assert session.client_reference_id == "w"
    listed = v1.v1.checkout.sessions.list({"customer": customer.id, "status": "open"}).data
    assert [one.id for one in listed] == [session.id]
    assert v1.v1.checkout.sessions.expire(session.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError):
        v1.v1.checkout.sessions.expire(session.id)
    assert v1.v1.checkout.sessions.list({"customer": customer.id, "status": "open"}).data == []


def test_a_customer_without_a_subscription_has_none(
    v1: stripe.StripeClient, customer: stripe.Customer
) -> None:
    assert v1.v1.subscriptions.list({"customer": customer.id, "status": "all"}).data == []


@pytest.mark.parametrize("kind", ["subscriptions", "invoices", "payment_intents", "charges"])
def test_what_is_not_there_is_a_404_with_a_code(v1: stripe.StripeClient, kind: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        getattr(v1.v1, kind).retrieve("none_such")
    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")


def test_a_wrong_key_is_a_401(v1: stripe.StripeClient) -> None:
    with pytest.raises(stripe.AuthenticationError) as refused:
        v1.v1.customers.list(options={"api_key": "sk_wrong"})
    assert refused.value.http_status == 401
