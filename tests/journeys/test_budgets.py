"""An operator follows an outage from the page of budgets to its incident, at both widths."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.site import Site
from tests.journeys.steps import name_workspace, sign_up
from tests.journeys.test_flags import MAKE_OPERATOR
from tests.journeys.visitor import Visitor, visit
from tests.support.database import Urls
from totalaudio_ops.slo.declared import declared
from totalaudio_ops.slo.evaluating import evaluate
from totalaudio_ops.slo.sources import source_of
from totalaudio_ops.slo.tests.traffic import traffic

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WIDTH = 390  # of the person who clicks; their pages are looked at in the other as well
HOUR = timedelta(hours=1)


def make_outage(urls: Urls) -> None:
    """The Tracker fails in half of the requests of the last hour, and it was judged."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    with psycopg.connect(urls.system) as connection:
        connection.execute(MAKE_OPERATOR)
        traffic(connection, now - 30 * HOUR, now - HOUR)
        traffic(connection, now - HOUR, now, bad=50)
        evaluate(connection, source_of(connection), declared(), now)


def test_from_the_budget_to_the_incident(chromium: Browser, site: Site, width: int) -> None:
    alice: Visitor = visit(chromium, site.address, width)
    sign_up(alice, "Alice")
    name_workspace(alice, "Alice Plugs")
    make_outage(site.urls)
    for scheme in ("light", "dark"):
        alice.page.emulate_media(color_scheme=scheme)
        alice.go("/operator/budgets/")
        alice.go("/operator/budgets/tracker/")
    alice.page.get_by_text("Show as a table").first.click()
    alice.look("Tracker: error budgets")
    alice.page.locator("main .banner a").first.click()
    expect(alice.page.get_by_role("heading", level=1)).to_contain_text("burns too fast")
    alice.page.context.close()
