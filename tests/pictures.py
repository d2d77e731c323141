"""Takes the README's two pictures from a demo that is up and has finished its first run.

python -m tests.pictures http://127.0.0.1:8000 demo@example.com:password
"""

import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tests.screens import CHROMIUM, FLAGS, enter

OUT: Final = Path(__file__).resolve().parents[1] / "docs" / "images"
SHOWN: Final = "Mina Mocksworth"


def main(base: str, sign_in: str) -> None:
    """Write docs/images/contacts.png and docs/images/contact.png."""
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        enter(page, base, sign_in)
        page.goto(f"{base}/intel/contacts/")
        take(page, "contacts")
        page.get_by_role("link", name=SHOWN).first.click()
        page.wait_for_load_state()
        take(page, "contact")
        browser.close()


def take(page: Page, name: str) -> None:
    """One picture of the window, once the fonts are there."""
    page.evaluate("document.fonts.ready")
    page.screenshot(path=OUT / f"{name}.png")


if __name__ == "__main__":
    main(*sys.argv[1:3])
