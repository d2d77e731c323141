"""A site of somebody's own, on another origin, pastes the snippet of the page of event keys."""

import html
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import psycopg
import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from tests.journeys.site import Site
from tests.support.database import Urls
from totalaudio.core.lib.ids import new_id

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

KEY = f"tap_pub_{'j' * 32}"
SNIPPET = Path(__file__).parents[2] / "src/totalaudio/core/metrics/static/metrics/events.js"


@contextmanager
def elsewhere(page: str) -> Iterator[str]:
    """Another origin, where each address shows the same page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def elsewhere_url(site: Site) -> Iterator[str]:
    with psycopg.connect(site.urls.admin) as admin:
        admin.execute("SET search_path = totalaudio")
        workspace = new_id()
        admin.execute(
            "INSERT INTO tenancy_workspace (id, name, plan, created_at) VALUES (%s, 'Example', 'free', now())",
            [workspace],
        )
        admin.execute(
            "INSERT INTO metrics_eventkey (id, workspace_id, app_name, key, created_at)"
            " VALUES (%s, %s, 'tracker', %s, now())",
            [new_id(), workspace, KEY],
        )
    script = (
        f'<script defer src="{site.address}/static/metrics/events.js" data-key="{KEY}"></script>'
    )
    icon = '<link rel="icon" href="data:,">'
    with elsewhere(f"<!doctype html><title>Example</title>{icon}{script}<h1>Music</h1>") as url:
        yield url


@pytest.fixture
def window(chromium: Browser) -> Page:
    """A window of somebody who was never there before."""
    return chromium.new_context().new_page()


def stored(urls: Urls, *columns: str) -> list[tuple[object, ...]]:
    with psycopg.connect(urls.system) as system:
        found = system.execute(f"SELECT {', '.join(columns)} FROM events ORDER BY id".encode())
        return found.fetchall()


def wait_for(urls: Urls, count: int, window: Page) -> None:
    end = time.monotonic() + 20
    while len(stored(urls, "id")) < count:
        assert time.monotonic() < end, f"{len(stored(urls, 'id'))} of {count} events arrived"
        window.wait_for_timeout(50)


def test_what_happens_on_a_page_elsewhere_arrives(
    site: Site, elsewhere_url: str, window: Page
) -> None:
    problems: list[str] = []
    asked: list[str] = []
    window.on("console", lambda message: problems.append(message.text))
    window.on("pageerror", lambda error: problems.append(str(error)))
    window.on("request", lambda request: asked.append(request.url))
    window.goto(f"{elsewhere_url}/music?who=somebody")
    wait_for(site.urls, 1, window)
    window.evaluate(
        "totalaudio.track('track-played', {properties: {seconds: 30}, duration_ms: 12})"
    )
    window.evaluate("for (let n = 0; n < 60; n++) totalaudio.track('beat')")
    window.goto(f"{elsewhere_url}/next")  # what waits is sent while the page goes
    wait_for(site.urls, 63, window)
    names = [name for (name,) in stored(site.urls, "event_name")]
    assert (names.count("beat"), names.count("page-view"), names.count("track-played")) == (
        60,
        2,
        1,
    )
    seen = stored(site.urls, "event_name", "properties->>'path'", "app_name", "source")
    assert seen[0] == ("page-view", "/music", "tracker", "key")
    assert len(set(stored(site.urls, "user_id"))) == 1
    assert len(set(stored(site.urls, "session_id"))) == 2  # one for each page, kept nowhere
    assert problems == []
    assert {urlsplit(url).netloc for url in asked} - {""} == {
        urlsplit(elsewhere_url).netloc,
        urlsplit(site.address).netloc,
    }
    assert window.context.cookies() == []
    assert window.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize(
    ("wish", "value"), [("doNotTrack", '"1"'), ("globalPrivacyControl", "true")]
)
def test_a_browser_that_does_not_want_to_be_tracked_sends_nothing(
    site: Site, elsewhere_url: str, window: Page, wish: str, value: str
) -> None:
    window.add_init_script(
        f"Object.defineProperty(Navigator.prototype, '{wish}', {{get: () => {value}}})"
    )
    sent: list[str] = []
    window.on("request", lambda request: sent.append(request.method))
    window.goto(f"{elsewhere_url}/music")
    window.evaluate("totalaudio.track('track-played')")
    window.wait_for_timeout(1_500)
    window.goto(f"{elsewhere_url}/next")
    window.wait_for_timeout(300)
    assert set(sent) == {"GET"}
    assert stored(site.urls, "id") == []


def test_the_snippet_is_small() -> None:
    assert len(SNIPPET.read_bytes()) < 2_048


def test_the_page_of_keys_shows_a_snippet_that_works_as_it_is(
    site: Site, elsewhere_url: str, window: Page
) -> None:
    shown = {
        "key": {"key": KEY},
        "script": f"{site.address}/static/metrics/events.js",
        "address": f"{site.address}/api/v1/events",
    }
    pasted = render_to_string("metrics/keys_paste.html", shown)
    codes = [html.unescape(code) for code in re.findall(r"<code>(.*?)</code>", pasted, re.DOTALL)]
    tag = next(code for code in codes if code.startswith("<script"))
    call = next(code for code in codes if code.startswith("totalaudio.track"))
    with elsewhere(f"<!doctype html><title>Example</title>{tag}") as url:
        window.goto(url)
        window.evaluate(call)
        wait_for(site.urls, 2, window)
    assert [name for (name,) in stored(site.urls, "event_name")] == ["page-view", "track-played"]
