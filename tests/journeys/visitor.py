"""A person at a browser: every page that they see is checked for errors, accessibility and sideways scrolling."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page

WIDTHS: Final = {1280: 900, 390: 844}
# Without it the browser says that it is a robot.
AGENT: Final = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36"
# What differs between two pages that are the same for axe: tokens, nonces, identifiers; long words are none.
OWN: Final = re.compile(
    r"(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{22,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
FOUND_FIT: Final[set[tuple[object, ...]]] = set()
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Visitor:
    """One browser with its own cookies."""

    page: Page
    address: str
    seen_at: tuple[int, ...]
    said: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page by its address, and look at it."""
        self.page.goto(path if path.startswith("http") else self.address + path)
        self.look()

    def look(self, heading: str = "") -> None:
        """The page is the one expected, and fit for everybody."""
        if heading:
            self.page.get_by_role("heading", level=1, name=heading).wait_for()
        try:
            self._inspect()
        except Error as error:  # the page went on by itself, as one of progress does at its end
            if "Execution context was destroyed" not in str(error):
                raise
            self._inspect()
        assert not self.said, f"{self.page.url}: {self.said}"

    def _inspect(self) -> None:
        self.page.wait_for_load_state("load")
        for width in self.seen_at:
            self.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
            self._inspect_as_it_is()

    def _inspect_as_it_is(self) -> None:
        if (shown := self._shown()) not in FOUND_FIT:
            found = Axe().run(self.page, options={"runOnly": RULES}).response["violations"]
            for rule in found:
                self.said.append(f"{rule['id']}: {[node['html'][:200] for node in rule['nodes']]}")
            if not found:
                FOUND_FIT.add(shown)
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            self.said.append(f"{wide} pixels too wide")

    def _shown(self) -> tuple[object, ...]:
        """What axe would look at: it takes most of the time of a journey, so no page twice."""
        is_dark = self.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        width = self.page.evaluate("window.innerWidth")
        return width, is_dark, hash(OWN.sub("", self.page.content()))

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Press a button, or follow a link that looks like one."""
        place = within or self.page.locator("main")
        place.get_by_role("button", name=name, exact=True).or_(
            place.get_by_role("link", name=name, exact=True)
        ).first.click()

    def fill(self, **fields: str) -> None:
        """Fill fields by their names."""
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def link_in_newest_letter(self, part: str) -> str:
        """The address with this part in the newest letter of the outbox."""
        self.go("/outbox/")
        link = self.page.locator(f"article a[href*='{part}']").first.get_attribute("href")
        assert link
        return link


def visit(
    browser: Browser,
    address: str,
    width: int,
    *,
    headers: dict[str, str] | None = None,
    seen_at: Iterable[int] = WIDTHS,
) -> Visitor:
    """A new person at a window of this width; `headers` are what their browser says beside the usual.

    Their pages are looked at in each width of `seen_at`, in their own at the end, where they go on.
    """
    context = browser.new_context(
        user_agent=AGENT,
        extra_http_headers=headers or {},
        viewport={"width": width, "height": WIDTHS[width]},
        has_touch=width < 600,
        reduced_motion="reduce",
    )
    visitor = Visitor(context.new_page(), address, (*(set(seen_at) - {width}), width))
    visitor.page.set_default_timeout(15_000)
    visitor.page.on("console", lambda message: _note(visitor, message))
    visitor.page.on("pageerror", lambda error: visitor.said.append(str(error)))
    return visitor


def _note(visitor: Visitor, message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"}:
        visitor.said.append(f"{message.type}: {message.text}")
