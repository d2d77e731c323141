"""An operator deals with an incident, and the status page shows exactly what is public, at both widths."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.site import Site
from tests.journeys.steps import name_workspace, sign_up
from tests.journeys.test_flags import MAKE_OPERATOR
from tests.journeys.visitor import Visitor, visit
from tests.support.database import Urls
from totalaudio.project.status_page import LOOK
from totalaudio_ops.incidents.post_mortems import SECTIONS
from totalaudio_ops.status.files import write_files
from totalaudio_ops.status.reading import read_page
from totalaudio_ops.status.serving import StatusPage, serve

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WIDTH = 390  # of the person who clicks; their pages are looked at in the other as well

TITLE, DETAIL, NOTE = "Boards do not open", "The pool of alice is empty", "Bob looks at the pool"
UPDATE, DONE, LEARNT = "We know of it & look <for> the cause.", "A larger pool", "A limit too low"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def status(folder: Path) -> Iterator[str]:
    """Where the status page is read."""
    with serve(
        StatusPage(folder, "https://status.example.com", LOOK, keep=0), "127.0.0.1", 0
    ) as at:
        yield f"http://127.0.0.1:{at}"


def write_page(urls: Urls, folder: Path) -> None:
    """As the worker does each minute."""
    now = datetime.now(UTC)
    with psycopg.connect(urls.system) as connection:
        page = read_page(connection, now)
    write_files(folder, page, now, url="https://status.example.com", look=LOOK)


def open_one(alice: Visitor) -> None:
    alice.go("/operator/incidents/")
    alice.press("Open an incident")
    alice.look("Open an incident")
    alice.fill(title=TITLE, detail=DETAIL)
    alice.page.locator("main [name=level]").select_option("P1")
    alice.page.locator("main [name=app]").select_option("tracker")
    alice.press("Open it")
    alice.look(TITLE)


def say(alice: Visitor, text: str, button: str) -> None:
    alice.page.locator("#say-text").fill(text)
    alice.press(button)
    alice.look(TITLE)


def learn(alice: Visitor) -> None:
    """The post-mortem, first closed too soon: what was written is kept."""
    for name in SECTIONS:
        alice.page.locator(f"#section-{name}").fill(LEARNT)
    alice.press("Keep and close")
    alice.look(TITLE)
    expect(alice.page.get_by_text("cannot be closed: write at least one action")).to_be_visible()
    expect(alice.page.locator("#section-root_cause")).to_have_value(LEARNT)
    alice.page.locator("#action-text").fill("Watch the pool")
    alice.page.locator("#action-owner").fill("Bob")
    alice.page.locator("#action-due_date").fill(str(date.today() + timedelta(days=7)))  # noqa: DTZ011 - any day
    alice.press("Add the action")
    alice.press("Keep and close")
    expect(alice.page.get_by_text("The post-mortem is closed.").first).to_be_visible()
    alice.look(TITLE)


def read(visitor: Visitor, status: str) -> str:
    """What anybody can read in the page, its feed and its document."""
    visitor.go(f"{status}/")
    files = [
        visitor.page.request.get(f"{status}/{name}").text() for name in ("feed.xml", "status.json")
    ]
    return "\n".join([visitor.page.content(), *files])


def test_from_opening_to_what_was_learnt(
    chromium: Browser, site: Site, status: str, folder: Path, width: int
) -> None:
    alice: Visitor = visit(chromium, site.address, width)
    sign_up(alice, "Alice")
    name_workspace(alice, "Alice Plugs")
    with psycopg.connect(site.urls.system) as connection:
        connection.execute(MAKE_OPERATOR)
    open_one(alice)
    alice.press("Acknowledge")
    alice.look(TITLE)
    say(alice, NOTE, "Keep as a note")
    write_page(site.urls, folder)
    assert TITLE not in read(alice, status)

    alice.go("/operator/incidents/")
    alice.page.get_by_role("link", name=TITLE).click()
    say(alice, UPDATE, "Publish as an update")
    write_page(site.urls, folder)
    told = read(alice, status)
    expect(alice.page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(alice.page.get_by_text(UPDATE)).to_be_visible()

    alice.go("/operator/incidents/")
    alice.page.get_by_role("link", name=TITLE).click()
    alice.page.locator("#step-text").fill(DONE)
    alice.press("Resolved")
    alice.look(TITLE)
    learn(alice)
    for scheme in ("light", "dark"):
        alice.page.emulate_media(color_scheme=scheme)
        alice.go("/operator/incidents/")
    write_page(site.urls, folder)
    told += read(alice, status)
    alice.page.get_by_text("What was said").click()
    expect(alice.page.get_by_text(UPDATE)).to_be_visible()
    for private in (DETAIL, NOTE, DONE, LEARNT, "alice@example.com", "Alice", "Bob", "pool"):
        assert private not in told, private
    alice.page.context.close()
