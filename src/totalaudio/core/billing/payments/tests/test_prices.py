"""Stripe's prices are made what the table of plans says, once, and anything else is not believed."""

import pytest
from django.conf import settings
from tests.stripe.fake.server import FakeStripe

from totalaudio.core.billing.payments.client import StripeRefusedError
from totalaudio.core.billing.payments.prices import OFFERS, named_by, offer_of, price_of
from totalaudio.core.billing.payments.syncing import sync_prices
from totalaudio.core.billing.plans import Period
from totalaudio.core.tenancy.models import Plan


def prices(stripe: FakeStripe) -> dict[str, tuple[int, str]]:
    """What is sold: name, pence and period."""
    return {
        one["lookup_key"]: (one["unit_amount"], one["recurring"]["interval"])
        for one in stripe.account.all("price", active=True)
    }


SOLD = {
    "pro_month": (19_00, "month"),
    "pro_year": (190_00, "year"),
    "agency_month": (79_00, "month"),
    "agency_year": (790_00, "year"),
}


def test_what_is_sold_is_what_the_product_promises(stripe: FakeStripe) -> None:
    assert prices(stripe) == SOLD
    assert {one["tax_behavior"] for one in stripe.account.all("price")} == {"inclusive"}
    assert {key: offer.amount for key, offer in OFFERS.items()} == {
        key: amount for key, (amount, _) in SOLD.items()
    }


def test_doing_it_again_changes_nothing(stripe: FakeStripe) -> None:
    assert sync_prices() == []
    assert [method for method, _, _ in stripe.asked if method == "POST"] == []


def test_a_price_that_differs_is_replaced_and_the_old_one_still_names_its_plan(
    stripe: FakeStripe,
) -> None:
    old = stripe.account.all("price", lookup_key="pro_month")[0]
    old["unit_amount"] = 15_00
    assert [(one.what, one.name) for one in sync_prices()] == [("replaced the price", "pro_month")]
    assert prices(stripe) == SOLD
    assert (old["active"], old["lookup_key"]) == (False, None)
    from totalaudio.core.billing.payments.client import client

    kept = client().v1.prices.retrieve(old["id"])
    assert named_by(kept) == (Plan.PRO, Period.MONTH)


def test_a_dry_run_only_says_so(stripe: FakeStripe) -> None:
    stripe.account.all("price", lookup_key="agency_year")[0]["active"] = False
    stripe.account.get("total_audio_pro")["name"] = "Something else"
    said = [(one.what, one.name) for one in sync_prices(dry_run=True)]
    assert said == [
        ("put right the product", "total_audio_pro"),
        ("replaced the price", "agency_year"),
    ]
    assert {method for method, _, _ in stripe.asked} == {"GET"}
    assert sync_prices() != []
    assert sync_prices() == []


@pytest.mark.parametrize(
    "change",
    [
        {"unit_amount": 1},
        {"currency": "usd"},
        {"recurring": {"interval": "year", "interval_count": 1}},
    ],
    ids=["amount", "currency", "period"],
)
def test_a_price_that_asks_for_something_else_is_refused(
    stripe: FakeStripe, change: dict[str, object]
) -> None:
    stripe.account.all("price", lookup_key="pro_month")[0].update(change)
    offer = offer_of("pro", "month")
    assert offer is not None
    with pytest.raises(StripeRefusedError, match="differs from the plan"):
        price_of(offer)


def test_a_price_that_is_missing_names_the_command(stripe: FakeStripe) -> None:
    stripe.account.all("price", lookup_key="pro_month")[0]["active"] = False
    with pytest.raises(StripeRefusedError, match="billing sync-prices"):
        price_of(OFFERS["pro_month"])


def test_a_refused_key_is_said_without_the_key(
    stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "STRIPE_SECRET_KEY", "marker_of_a_secret")
    with pytest.raises(StripeRefusedError) as refused:
        sync_prices()
    assert "marker" not in str(refused.value)
