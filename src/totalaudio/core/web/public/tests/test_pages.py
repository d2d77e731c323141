"""The pages that only tell: what they say follows the plans and the settings of the installation."""

from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import Settings
from selectolax.lexbor import LexborHTMLParser
from tests.support.cast import Person

from totalaudio.core.billing.plans import PLANS, Period
from totalaudio.core.tenancy.models import Plan
from totalaudio.core.ui.formats import money

pytestmark = pytest.mark.usefixtures("db")

PAGES = ["/", "/pricing/", "/demo-call/", "/privacy/"]
CAP = 100_000  # bytes of a page with everything that it loads


def words(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200
    body = LexborHTMLParser(answer.content).body
    assert body is not None
    return " ".join(unescape(body.text(separator=" ")).split())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_from_elsewhere_runs_no_script_and_is_light(path: str) -> None:
    body = Client().get(path).content
    tree = LexborHTMLParser(body)
    assert tree.css("script") == []
    loaded = {node.attributes["href"] for node in tree.css("link[href]")}
    loaded |= {node.attributes["src"] for node in tree.css("img[src]")}
    loaded |= {(node.attributes["href"] or "").split("#")[0] for node in tree.css("use[href]")}
    assert {address for address in loaded if not (address or "").startswith("/static/")} == set()
    assert len(body) + sum(size(str(address)) for address in loaded) < CAP


def size(address: str) -> int:
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), f"{address} is not there"
    return Path(found).stat().st_size


@pytest.mark.parametrize("period", Period)
def test_prices_and_limits_are_those_of_the_plans(settings: Settings, period: Period) -> None:
    settings.PAYMENTS_CONFIGURED = True
    answer = Client().get(f"/pricing/?per={period}")
    cards = {card.name: (card.price, *card.lines[:3]) for card in answer.context["cards"]}
    pro, agency = PLANS[Plan.PRO], PLANS[Plan.AGENCY]
    free = ("10 enrichments a month", "3 active campaigns", "25 pitches sent a month")
    unlimited = (
        "Unlimited enrichments, within fair use",
        "Unlimited campaigns",
        "Unlimited sending, within fair use and your mailbox's caps",
    )
    assert cards == {
        "Free": (None, *free),
        "Pro": (pro.prices[period], *unlimited),
        "Agency": (agency.prices[period], *unlimited),
    }
    assert f"{money(pro.prices[period])} a {period}" in words(f"/pricing/?per={period}")


def test_a_year_says_what_it_saves(settings: Settings) -> None:
    settings.PAYMENTS_CONFIGURED = True
    assert "£38 less than twelve months" in words("/pricing/?per=year")
    assert "less than twelve months" not in words("/pricing/?per=nonsense")


def test_without_stripe_nothing_is_sold_and_the_page_says_so() -> None:
    page = words("/pricing/")
    assert "this installation runs the plan Self-hosted" in page
    assert "£" not in page
    assert "Stripe" not in page


def test_buttons_lead_visitors_to_sign_up_and_managers_to_their_plan(
    settings: Settings, alice: Person, bob: Person
) -> None:
    settings.PAYMENTS_CONFIGURED = True
    assert "Sign up, then choose Pro" in words("/pricing/")
    assert b'href="/billing/"' in alice.client().get("/pricing/").content
    managed = words("/pricing/", alice.client())
    assert ("Choose Pro" in managed, "Sign up" in managed) == (True, False)
    assert "Owners and admins of a workspace choose its plan." in words("/pricing/", bob.client())


def test_the_privacy_notice_names_who_runs_it_and_who_else_gets_data(settings: Settings) -> None:
    page = words("/privacy/")
    assert "run here by the operator of this installation." in page
    assert "Nobody: no outside service is set up on this installation." in page
    settings.COMPANY_NAME, settings.COMPANY_ADDRESS = "Example Audio Ltd", "1 Example Street"
    settings.PRIVACY_EMAIL = "privacy@example.com"
    settings.PAYMENTS_CONFIGURED = True
    settings.MAIL_SERVER = "smtps://user:hidden-word@mail.example.com"
    page = words("/privacy/")
    assert "run here by Example Audio Ltd, 1 Example Street." in page
    assert "Stripe takes payments" in page
    assert "mail.example.com delivers our letters" in page
    assert "privacy@example.com" in page
    assert "hidden-word" not in page


def test_the_privacy_notice_takes_its_times_from_the_settings(settings: Settings) -> None:
    settings.EVENTS_KEEP_MONTHS = 7
    settings.SESSION_COOKIE_AGE = 3 * 24 * 60 * 60
    page = words("/privacy/")
    assert page.count("7 months") == 2
    assert "keeps you signed in (3 days)" in page


def test_search_engines_find_the_public_pages_and_no_other(settings: Settings) -> None:
    settings.BASE_URL = "https://platform.example"
    robots = Client().get("/robots.txt").content.decode()
    assert robots == (
        "User-agent: *\nAllow: /$\nAllow: /pricing/$\nAllow: /demo-call/$\nAllow: /privacy/$\n"
        "Allow: /static/\nDisallow: /\nSitemap: https://platform.example/sitemap.xml\n"
    )
    listed = LexborHTMLParser(Client().get("/sitemap.xml").content).css("loc")
    assert [node.text() for node in listed] == [f"https://platform.example{p}" for p in PAGES]
