"""An operator switches each of the five flags off and on again, and sees what it does."""

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import browser
from tests.journeys.site import Site, serving
from tests.journeys.steps import bring, name_workspace, sign_up
from tests.journeys.visitor import Visitor, visit
from tests.stripe.fake.server import KEY, fake_stripe
from tests.support.database import copied
from totalaudio.core.billing.payments import syncing

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WIDTH = 390  # of the person who clicks; their pages are looked at in the other as well
LIST = b"Name,Email\nAda Test,ada@example.com\nAbel Test,abel@example.com\n"
MAKE_OPERATOR = """
INSERT INTO totalaudio.accounts_operator (user_id, created_at)
SELECT id, now() FROM totalaudio.accounts_user WHERE email = 'alice@example.com'
"""
RUNS_RECORDED = """
SELECT count(*) FROM totalaudio.events WHERE event_name = 'feature-used' AND properties->>'feature' = 'enrichment'
"""


@pytest.fixture(scope="module")
def site(server: str, original: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One for all flags, with a fake Stripe, for payments have no other way to be on outside production."""
    with (
        copied(server, original) as urls,
        fake_stripe() as fake,
        pytest.MonkeyPatch.context() as monkeypatch,
    ):
        monkeypatch.setattr(settings, "STRIPE_SECRET_KEY", KEY)
        monkeypatch.setattr(settings, "STRIPE_API_BASE", fake.address)
        syncing.sync_prices()
        told = {
            "STRIPE_SECRET_KEY": KEY,
            "STRIPE_WEBHOOK_SECRET": "whsec_of_the_journey",
            "STRIPE_API_BASE": fake.address,
        }
        with serving(urls, tmp_path_factory.mktemp("logs"), settings=told) as site:
            yield site


@pytest.fixture(scope="module")
def chromium(site: Site) -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def alice(chromium: Browser, site: Site) -> Iterator[Visitor]:
    """Owns a workspace with two contacts, and is an operator."""
    alice = visit(chromium, site.address, 1280, seen_at=[1280])
    sign_up(alice, "Alice")
    name_workspace(alice, "Alice Plugs")
    bring(alice, "list.csv", LIST)
    alice.press("Import the list")
    alice.page.get_by_text("New contacts").wait_for()
    with psycopg.connect(site.urls.system) as system:
        system.execute(MAKE_OPERATOR)
    yield alice
    alice.page.context.close()


def switch_off(alice: Visitor, flag: str) -> None:
    alice.go(f"/operator/flags/{flag}/")
    alice.page.locator("main select[name=value]").select_option("off")
    alice.fill(reason="To see what it does")
    alice.press("Override")
    expect(alice.page.get_by_text(f"{flag} is off for everybody.")).to_be_visible()
    expect(alice.page.locator("main .status").first).to_have_text("Off")


def take_back(alice: Visitor, flag: str) -> None:
    alice.go(f"/operator/flags/{flag}/")
    alice.page.get_by_label("Reason for taking it back").fill("Seen")
    alice.press("Take it back")
    expect(alice.page.get_by_text("The override is taken back.")).to_be_visible()
    expect(alice.page.locator("main .status").first).to_have_text("On")


def recorded(site: Site) -> int:
    with psycopg.connect(site.urls.system) as system:
        found = system.execute(RUNS_RECORDED).fetchone()
    return int(found[0]) if found else 0


def enrich_one(alice: Visitor) -> None:
    alice.go("/intel/contacts/")
    alice.page.locator("tbody input[name=contact]").first.check()
    alice.press("Enrich", within=alice.page.locator(".bulk-bar"))
    alice.page.wait_for_url("**/intel/runs/*/")


def test_runs_over_many_contacts(alice: Visitor) -> None:
    switch_off(alice, "batch-enrichment")
    alice.go("/intel/contacts/")
    expect(alice.page.get_by_role("button", name="Enrich all")).to_have_count(0)
    for box in alice.page.locator("tbody input[name=contact]").all():
        box.check()
    alice.press("Enrich", within=alice.page.locator(".bulk-bar"))
    expect(
        alice.page.get_by_text("Enriching many contacts at once is switched off")
    ).to_be_visible()
    enrich_one(alice)
    take_back(alice, "batch-enrichment")
    alice.go("/intel/contacts/")
    alice.press("Enrich all")
    alice.page.wait_for_url("**/intel/runs/*/")


def test_formats_of_exports(alice: Visitor) -> None:
    def offered() -> list[str]:
        alice.go("/intel/contacts/")
        return alice.page.locator(".drop-panel a[download]").all_text_contents()

    csv, others = (
        "CSV, for any spreadsheet",
        [
            "Excel workbook",
            "JSON, with the evidence",
            "vCard, for an address book",
            "Contact sheet (PDF)",
        ],
    )
    assert offered() == [csv, *others]
    switch_off(alice, "export-formats")
    assert alice.page.evaluate("totalaudio.flags.isEnabled('export-formats')") is False
    assert offered() == [csv]
    take_back(alice, "export-formats")
    assert alice.page.evaluate("totalaudio.flags.isEnabled('export-formats')") is True
    assert offered() == [csv, *others]


def test_pages_with_figures(alice: Visitor) -> None:
    switch_off(alice, "analytics-dashboard")
    for path in ("/operator/metrics/", "/people/usage/"):
        answer = alice.page.goto(alice.address + path)
        assert answer
        assert answer.status == 404
        expect(alice.page.get_by_role("heading", level=1)).to_have_text("This is switched off here")
    alice.said.clear()  # the browser notes every 404 in its console
    take_back(alice, "analytics-dashboard")
    for path in ("/operator/metrics/", "/people/usage/"):
        alice.go(path)
        expect(alice.page.get_by_role("heading", level=1)).not_to_have_text(
            "This is switched off here"
        )


def test_payments(alice: Visitor) -> None:
    buy = alice.page.get_by_role("button", name="£19 a month")
    alice.go("/billing/")
    expect(buy).to_be_visible()
    switch_off(alice, "payment-processing")
    alice.go("/billing/")
    expect(alice.page.get_by_text("Payments are switched off here")).to_be_visible()
    expect(buy).to_have_count(0)
    take_back(alice, "payment-processing")
    alice.go("/billing/")
    expect(buy).to_be_visible()


def test_recording(alice: Visitor, site: Site) -> None:
    switch_off(alice, "metrics-tracking")
    before = recorded(site)
    enrich_one(alice)
    assert recorded(site) == before
    take_back(alice, "metrics-tracking")
    enrich_one(alice)
    assert recorded(site) == before + 1


def test_the_pages_are_fit_for_everybody(
    chromium: Browser, site: Site, alice: Visitor, width: int
) -> None:
    switch_off(alice, "export-formats")
    seen = visit(chromium, site.address, width)
    seen.page.context.add_cookies(alice.page.context.cookies())  # type: ignore[arg-type]  # the same shape
    for path in ("", "export-formats/", "newsletter-automation/", "metrics-tracking/"):
        seen.go(f"/operator/flags/{path}")
    seen.page.context.close()
    take_back(alice, "export-formats")
