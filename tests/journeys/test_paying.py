"""A promoter buys a plan, cancels it, looks at what is left when it ends, and goes on without."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from tests.journeys.site import Site, serving
from tests.journeys.steps import bring, name_workspace, sign_up
from tests.journeys.visitor import Visitor, visit
from tests.stripe.fake import billing
from tests.stripe.fake.hooks import Courier
from tests.stripe.fake.server import KEY, FakeStripe, fake_stripe
from tests.support.database import Urls
from totalaudio.core.billing.payments import syncing

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WIDTH = 1280  # of the person who clicks; their pages are looked at in the other as well
SECRET = "whsec_of_the_journey"


@dataclass(frozen=True)
class Shop:
    """A site that sells plans through a fake Stripe."""

    site: Site
    stripe: FakeStripe


@pytest.fixture
def shop(fresh_database: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    with fake_stripe() as fake:
        monkeypatch.setattr(settings, "STRIPE_SECRET_KEY", KEY)
        monkeypatch.setattr(settings, "STRIPE_API_BASE", fake.address)
        syncing.sync_prices()
        told = {
            "STRIPE_SECRET_KEY": KEY,
            "STRIPE_WEBHOOK_SECRET": SECRET,
            "STRIPE_API_BASE": fake.address,
        }
        with serving(fresh_database, tmp_path, settings=told) as site:
            courier = Courier(f"{site.address}/api/stripe/webhook", SECRET)
            fake.account.on_event = courier.send
            courier.start()
            yield Shop(site, fake)
            courier.stopped.set()


@pytest.fixture
def site(shop: Shop) -> Site:
    return shop.site


def wait_for(visitor: Visitor, words: str) -> None:
    """Open the plan's page until it says so; the worker has to hear of it first."""
    for _ in range(40):
        visitor.page.goto(visitor.address + "/billing/")
        if visitor.page.get_by_text(words).count():
            visitor.look("Plan and payments")
            return
        visitor.page.wait_for_timeout(500)
    raise AssertionError(f"the page never said: {words}")


def test_a_plan_is_bought_cancelled_and_left(chromium: Browser, shop: Shop, width: int) -> None:
    alice = visit(chromium, shop.site.address, width)
    page = alice.page
    sign_up(alice, "Alice")
    name_workspace(alice, "Alice Plugs")
    bring(alice, "list.csv", b"Name,Email\nAda Test,ada@example.com\n")
    alice.press("Import the list")
    page.get_by_text("New contacts").wait_for()

    alice.go("/billing/")
    alice.look("Plan and payments")
    expect(page.get_by_text("Alice Plugs has the plan Free.")).to_be_visible()
    expect(page.get_by_text("Test payments: no money moves")).to_be_visible()
    alice.press("£19 a month")
    page.get_by_role("button", name="Pay with a card that is declined").click()
    expect(page.get_by_role("alert")).to_have_text("Your card was declined.")
    page.get_by_role("button", name="Pay", exact=True).click()
    alice.look("Your payment")
    expect(page.get_by_text("This workspace has the plan Pro now.")).to_be_visible()
    wait_for(alice, "Pro, £19 a month.")
    expect(page.get_by_role("region", name="Payments")).to_contain_text("£19")
    alice.look()

    alice.press("Manage payments")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("link", name="Return to the platform").click()
    wait_for(alice, "It is cancelled and ends on")

    subscription = shop.stripe.account.all("subscription")[0]["id"]
    billing.renew(shop.stripe.account, subscription)
    wait_for(alice, "It ended on")
    expect(page.get_by_text("This workspace is read-only")).to_be_visible()
    token = next(one for one in page.context.cookies() if one["name"] == "csrftoken")["value"]
    refused = page.request.post(
        shop.site.address + "/intel/runs/start",
        headers={"X-CSRFToken": token, "Referer": shop.site.address},
    )
    assert refused.status == 402
    alice.go("/intel/contacts/")
    exported = page.request.get(shop.site.address + "/intel/exports/contacts?format=csv")
    assert exported.status == 200
    assert "ada@example.com" in exported.text()

    alice.go("/billing/")
    alice.press("Continue on Free")
    alice.look("Plan and payments")
    expect(page.get_by_text("Alice Plugs has the plan Free.")).to_be_visible()
    expect(page.get_by_text("This workspace is read-only")).to_have_count(0)
    page.context.close()
