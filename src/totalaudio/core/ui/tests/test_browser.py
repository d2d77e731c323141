"""The pieces in a real browser: accessible, keyboard and palette work, nothing scrolls sideways."""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.middleware.csp import ContentSecurityPolicyMiddleware
from playwright.sync_api import Browser, Page, Route, sync_playwright

from totalaudio.core.ui import views
from totalaudio.core.ui.tests.rendering import request

pytestmark = pytest.mark.browser
HOST: Final = "http://pieces.example"
CHROMIUM: Final = Path("/usr/bin/chromium")
FLAGS: Final = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def answer(route: Route) -> None:
    """Answer from the views and static files, with the real Content-Security-Policy."""
    path = route.request.url.removeprefix(HOST)
    if path.startswith(settings.STATIC_URL):
        plain = re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", path.removeprefix(settings.STATIC_URL))
        found = finders.find(plain.split("?")[0])
        kind = mimetypes.guess_type(plain)[0] or "application/octet-stream"
        if found:
            route.fulfill(body=Path(found).read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404)
        return
    view = views.palette if path.startswith("/ui/palette") else views.pieces
    asked = request(path)
    response = ContentSecurityPolicyMiddleware(view).process_response(asked, view(asked))
    route.fulfill(body=response.content, headers=dict(response.items()))


def opened(browser: Browser, width: int = 1280, path: str = "/ui/", **context: Any) -> Page:
    """Open a page; anything in its console while it loads is a failure."""
    page = browser.new_context(viewport={"width": width, "height": 900}, **context).new_page()
    page.route("**/*", answer)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(HOST + path)
    assert said == []
    return page


@pytest.mark.parametrize(
    ("app", "width", "scheme"),
    [("intel", 1280, "light"), ("intel", 1280, "dark"), ("intel", 390, "light"),
     ("pitch", 390, "dark"), ("tracker", 1280, "light"), ("operations", 1280, "light")],
)  # fmt: skip
def test_axe_finds_nothing(chromium: Browser, app: str, width: int, scheme: str) -> None:
    page = opened(chromium, width, f"/ui/?app={app}", color_scheme=scheme)
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    page.context.close()


# 640 is a window of 1280 at a zoom of 200 %.
@pytest.mark.parametrize("width", [320, 390, 640, 900, 1280])
def test_nothing_scrolls_sideways(chromium: Browser, width: int) -> None:
    page = opened(chromium, width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.context.close()


def test_targets_for_fingers_are_forty_four_pixels(chromium: Browser) -> None:
    page = opened(chromium, 390, has_touch=True, is_mobile=True)
    small = page.evaluate(
        """() => [...document.querySelectorAll("main .button, .bar a, .bar button, .top button")]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44)
        .map((e) => e.textContent.trim())"""
    )
    assert small == []
    page.context.close()


def test_keys_walk_select_and_open_rows(chromium: Browser) -> None:
    page = opened(chromium)
    for key in ("j", "x", "j", "j", "k", "x"):
        page.keyboard.press(key)
    chosen = page.locator("[data-select]:checked")
    assert [box.get_attribute("value") for box in chosen.all()] == ["1", "2"]
    assert page.locator("[data-bulk-count]").inner_text() == "2 selected"
    assert page.locator("[data-select-all]").evaluate("box => box.indeterminate") is True
    page.keyboard.press("Enter")
    page.wait_for_url("**/ui/?")
    page.context.close()


def test_select_all_takes_every_row_and_gives_it_back(chromium: Browser) -> None:
    page = opened(chromium)
    assert page.locator(".bulk-bar").is_visible() is False
    page.locator("[data-select-all]").check()
    assert page.locator("[data-bulk-count]").inner_text() == "4 selected"
    page.locator("[data-select-all]").uncheck()
    assert page.locator(".bulk-bar").is_visible() is False
    page.context.close()


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_palette_opens_finds_and_goes(chromium: Browser, key: str) -> None:
    page = opened(chromium)
    page.keyboard.press(key)
    page.keyboard.type("music")
    page.get_by_role("option", name="Music desk").wait_for()
    assert page.locator("[role=option][aria-selected=true] .title").inner_text() == "Music desk"
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=1")
    page.context.close()


def test_the_palette_inserts_hostile_text_as_text(chromium: Browser) -> None:
    page = opened(chromium)
    page.keyboard.press("/")
    page.keyboard.type("hostile")
    page.get_by_role("option", name="hostile").wait_for()
    assert page.locator(".palette-option .title").inner_text() == "<img src=x onerror=alert(1)>"
    assert page.locator(".palette-option img").count() == 0
    page.context.close()


def test_the_palette_drops_addresses_that_are_not_ours(chromium: Browser) -> None:
    page = opened(chromium)
    found = [{"kind": "Contact", "title": t, "detail": "", "url": u} for t, u in (
        ("Elsewhere", "https://evil.example/"), ("Script", "javascript:alert(1)"), ("Ours", "/x"),
    )]  # fmt: skip
    page.route("**/ui/palette*", lambda route: route.fulfill(json={"results": found}))
    page.keyboard.press("/")
    page.keyboard.type("zz")
    page.get_by_role("option", name="Ours").wait_for()
    assert page.locator(".palette-option .title").all_inner_texts() == ["Ours"]
    page.context.close()


def test_the_palette_says_when_nothing_matches_and_when_it_got_no_answer(chromium: Browser) -> None:
    page = opened(chromium)
    page.keyboard.press("/")
    page.keyboard.type("zzz")
    page.get_by_text("Nothing matches “zzz”").wait_for()
    page.route("**/ui/palette*", lambda route: route.fulfill(status=500))
    page.keyboard.type("z")
    page.get_by_text("The search did not answer").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#palette").is_visible() is False
    page.context.close()


def test_a_slash_in_a_field_is_a_slash(chromium: Browser) -> None:
    page = opened(chromium)
    page.locator("#id_name").press_sequentially("a/b")
    assert page.locator("#id_name").input_value() == "a/b"
    assert page.locator("#palette").is_visible() is False
    page.context.close()


def test_a_dialog_opens_holds_the_focus_and_gives_it_back(chromium: Browser) -> None:
    page = opened(chromium)
    page.get_by_role("button", name="Open a dialog").click()
    assert page.get_by_role("dialog", name="Delete 12 contacts").is_visible() is True
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Open a dialog"
    page.context.close()


def test_a_chosen_file_is_named_with_its_size(chromium: Browser) -> None:
    page = opened(chromium)
    page.locator("#id_file").set_input_files(
        {"name": "spring-list.csv", "mimeType": "text/csv", "buffer": b"x" * 1234}
    )
    assert page.locator("[data-drop-name]").inner_text() == "spring-list.csv (1 KB)"
    page.context.close()


def test_without_javascript_menus_open_and_the_bulk_bar_appears(chromium: Browser) -> None:
    page = opened(chromium, java_script_enabled=False)
    page.locator("[popovertarget=menu-person]").click()
    assert page.locator("#menu-person").get_by_text("Sign out").is_visible() is True
    page.keyboard.press("Escape")
    page.locator("[data-select]").first.check()
    assert page.locator(".bulk-bar").is_visible() is True
    page.context.close()
