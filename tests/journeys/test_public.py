"""From the first visit to a demo call: what the events say of it, and what they do not say of who asked for none."""

from uuid import UUID

import psycopg
import pytest
from playwright.sync_api import Browser

from tests.journeys.site import Site
from tests.journeys.steps import bring, name_workspace, sign_up
from tests.journeys.visitor import Visitor, visit
from tests.support.database import Urls

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WIDTH = 390  # of the person who clicks; their pages are looked at in the other as well

NOWHERE = UUID(int=0)
LIST = b"Name,Email,Outlet\nMina Mocksworth,mina@example.com,BBC Radio 6 Music\n"


def look_around(visitor: Visitor) -> None:
    """Read what it does and what it costs."""
    visitor.go("/")
    visitor.look("Know who to send the record to")
    visitor.page.get_by_role("navigation", name="Site").get_by_role("link", name="Pricing").click()
    visitor.look("Pricing")


def book(visitor: Visitor, **fields: str) -> None:
    """Choose the first free time, get a confirmation with a calendar file."""
    visitor.go("/demo-call/")
    visitor.look("Book a demo call")
    visitor.page.get_by_label("When").select_option(index=1)
    visitor.fill(company="Made-up Plugging", **fields)
    visitor.press("Book the call")
    visitor.look("Your call is booked")
    with visitor.page.expect_download() as download:
        visitor.press("Add to your calendar")
    assert download.value.suggested_filename == "demo-call.ics"


def enrich(visitor: Visitor) -> None:
    """Bring a contact and find out more about it."""
    bring(visitor, "list.csv", LIST)
    visitor.press("Import the list")
    visitor.page.get_by_text("New contacts").wait_for()
    visitor.go("/intel/contacts/")
    visitor.press("Enrich all")
    visitor.page.locator(".progress[data-state=done]").wait_for()


def events(urls: Urls) -> list[tuple[str, str, str, UUID, UUID]]:
    """Name, app, page or feature, person and workspace of every event, in order."""
    with psycopg.connect(urls.system) as system:
        found = system.execute(
            """SELECT event_name, app_name, coalesce(properties ->> 'page', properties ->> 'feature', ''),
            user_id, workspace_id FROM totalaudio.events ORDER BY created_at, id"""
        )
        return list(found.fetchall())


def identity(urls: Urls) -> tuple[UUID, UUID]:
    """The only person and the only workspace."""
    with psycopg.connect(urls.system) as system:
        found = system.execute("SELECT user_id, workspace_id FROM totalaudio.accounts_member")
        [(user_id, workspace_id)] = found.fetchall()
        return user_id, workspace_id


def test_from_the_first_visit_to_a_demo_call(chromium: Browser, site: Site, width: int) -> None:
    visitor = visit(chromium, site.address, width)
    look_around(visitor)
    sign_up(visitor, "Alice")
    name_workspace(visitor, "Alice Plugs")
    enrich(visitor)
    book(visitor)
    assert "/accounts/" not in visitor.link_in_newest_letter("demo-call")

    person, workspace = identity(site.urls)
    found = events(site.urls)
    someone = found[0][3]
    assert someone.version == 8
    assert found == [
        ("page-view", "core", "landing", someone, NOWHERE),
        ("page-view", "core", "pricing", someone, NOWHERE),
        ("sign-up", "core", "", person, NOWHERE),
        ("sign-in", "core", "", person, NOWHERE),
        ("feature-used", "audio-intel", "import", person, workspace),
        ("feature-used", "audio-intel", "enrichment", person, workspace),
        ("enrichment-success", "audio-intel", "", person, workspace),
        ("page-view", "core", "demo-call", person, workspace),
        ("demo-call-booked", "core", "demo-call", person, workspace),
    ]
    visitor.page.context.close()


def test_who_asks_for_it_leaves_nothing_and_can_cancel(
    chromium: Browser, site: Site, width: int
) -> None:
    visitor = visit(chromium, site.address, width, headers={"DNT": "1"})
    look_around(visitor)
    visitor.go("/privacy/")
    book(visitor, name="Gina Placeholder", email="gina@example.com")
    page = visitor.page.url
    visitor.go(visitor.link_in_newest_letter("demo-call"))
    assert visitor.page.url == page
    visitor.press("Cancel the call")
    visitor.look("This call is cancelled")
    assert events(site.urls) == []
    visitor.page.context.close()
