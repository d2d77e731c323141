"""The fake's pages do what Stripe's do: codes take something off, the portal changes plans, a session is paid once."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from bench.webhooks_account import sell

from tests.stripe.fake.account import Account
from tests.stripe.fake.server import FakeStripe, fake_stripe
from tests.stripe.fake.shapes import Shape


@pytest.fixture
def fake() -> Iterator[FakeStripe]:
    with fake_stripe() as fake:
        sell(fake.account)
        yield fake


def open_session(account: Account) -> Shape:
    return account.keep(
        {
            "id": account.new_id("checkout.session"),
            "object": "checkout.session",
            "status": "open",
            "customer": "cus_1",
            "price": account.all("price", lookup_key="pro_month")[0]["id"],
            "percent_off": 0,
            "allow_promotion_codes": True,
            "subscription_metadata": {},
            "success_url": "https://example.com/done",
            "cancel_url": "https://example.com/back",
        }
    )


def send(fake: FakeStripe, path: str, **form: str) -> tuple[int, str, str]:
    """Status, where to go next, and the page."""
    connection = http.client.HTTPConnection(urlsplit(fake.address).netloc, timeout=5)
    connection.request("POST", path, urlencode(form))
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers.get("Location", ""), text


def test_a_code_takes_something_off_and_a_wrong_one_is_said(fake: FakeStripe) -> None:
    account, session = fake.account, open_session(fake.account)
    account.keep(
        {
            "id": "promo_1",
            "object": "promotion_code",
            "active": True,
            "code": "HALF",
            "percent_off": 50,
        }
    )
    path = f"/pay/{session['id']}"
    assert "This code is invalid." in send(fake, path, card="good", code="NONE")[2]
    assert send(fake, path, card="good", code="HALF")[:2] == (303, "https://example.com/done")
    assert account.all("payment_intent")[0]["amount"] == 9_50


def test_a_session_is_paid_once(fake: FakeStripe) -> None:
    path = f"/pay/{open_session(fake.account)['id']}"
    assert "declined" in send(fake, path, card="bad")[2]
    assert fake.account.all("subscription") == []
    send(fake, path, card="good")
    assert "This session is over" in send(fake, path, card="good")[2]
    assert len(fake.account.all("subscription")) == 1


def test_the_portal_changes_the_plan_and_cancels(fake: FakeStripe) -> None:
    account = fake.account
    send(fake, f"/pay/{open_session(account)['id']}", card="good")
    subscription = account.all("subscription")[0]
    account.keep(
        {
            "id": "bps_1",
            "object": "billing_portal.session",
            "customer": "cus_1",
            "return_url": "https://example.com/",
        }
    )
    dearer = account.all("price", lookup_key="agency_month")[0]["id"]
    send(fake, "/portal/bps_1", subscription=subscription["id"], price=dearer)
    assert [one["amount"] for one in account.all("payment_intent")] == [60_00, 19_00]
    send(fake, "/portal/bps_1", subscription=subscription["id"], cancel="yes")
    assert subscription["cancel_at_period_end"] is True
    assert [event["type"] for event in account.events][-1] == "customer.subscription.updated"
