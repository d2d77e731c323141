"""Takes pictures of pages at two widths, light and dark, for people to look at; run it against a platform that is up.

python -m tests.screens http://127.0.0.1:8000 --out screens --sign-in demo@example.com:password /ui/ /intel/contacts/
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Page, sync_playwright

Scheme = Literal["light", "dark"]
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
WIDTHS: Final = {1280: 900, 390: 844}
CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: the page, the width of the window, the colours."""

    path: str
    width: int
    scheme: Scheme

    @property
    def name(self) -> str:
        """The file's name, such as intel-contacts-390-dark.png."""
        words = re.sub(r"[^a-z0-9]+", "-", self.path.lower()).strip("-") or "home"
        return f"{words}-{self.width}-{self.scheme}.png"


def shots(paths: Sequence[str]) -> Iterator[Shot]:
    """Give every page in every width and both colour schemes."""
    for path, width, scheme in product(paths, WIDTHS, SCHEMES):
        yield Shot(path, width, scheme)


def take(browser: Browser, base: str, shot: Shot, out: Path, sign_in: str, *, whole: bool) -> Path:
    """Take one picture and give its file; `whole` is the full page instead of the window."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": WIDTHS[shot.width]},
        color_scheme=shot.scheme, reduced_motion="reduce", has_touch=shot.width < 600,
    )  # fmt: skip
    page = context.new_page()
    if sign_in:
        enter(page, base, sign_in)
    page.goto(base + shot.path, wait_until="load")
    page.evaluate("document.fonts.ready")
    target = out / shot.name
    page.screenshot(path=target, full_page=whole)
    context.close()
    return target


def enter(page: Page, base: str, sign_in: str) -> None:
    """Sign in through the form as a person would; `sign_in` is address:password."""
    email, _, password = sign_in.partition(":")
    page.goto(base + "/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press(
        "Enter"
    )  # not the demo's button, which may come first
    page.wait_for_load_state("load")


def main(arguments: Sequence[str]) -> int:
    """Take all pictures and print the files' names."""
    parser = argparse.ArgumentParser(prog="screens", description=__doc__)
    parser.add_argument("base", help="address of the running platform")
    parser.add_argument("paths", nargs="+", help="pages, such as /ui/")
    parser.add_argument("--out", type=Path, default=Path("screens"))
    parser.add_argument("--sign-in", default="", help="address:password")
    parser.add_argument("--window", action="store_true", help="only what fits the window")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for shot in shots(chosen.paths):
            whole = not chosen.window
            made = take(browser, chosen.base, shot, chosen.out, chosen.sign_in, whole=whole)
            sys.stdout.write(f"{made}\n")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
