"""Takes the pictures of the documents from a demo that is up and has finished its first run.

python -m tests.pictures http://127.0.0.1:8000
"""

import json
import sys
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from tests.documents.visitor import api_key, signed_in
from tests.screens import CHROMIUM, FLAGS, enter
from totalaudio.project.demo import EMAIL, PASSWORD

type Call = Callable[..., Any]
OUT: Final = Path(__file__).resolve().parents[1] / "docs" / "images"
SHOWN: Final = "Mina Mocksworth"
RELEASE: Final = {
    "artist": "The Examples",
    "title": "Night Bus",
    "genres": ["indie", "folk"],
    "hook": "Recorded in one take on the last bus home, with the engine left in and the bell on the two.",
    "link": "https://example.com/listen/night-bus",
}
TARGETS: Final = 12
KINDS: Final = ("human", "adding", "human")
WORDS: Final = ("Could you send a WAV?", "It goes into Friday's show.", "Not for us this time.")
LIST: Final = (
    "Name;E-mail;Station;Country\nAlex Example;alex@fm.example;Example FM;UK\nSam Sample;;KEXP;US\n"
)


def main(base: str) -> None:
    """Write every picture of the documents, after making a campaign to look at."""
    OUT.mkdir(parents=True, exist_ok=True)
    call = caller(base)
    campaign, brought = (
        promoted(call),
        str(call("imports/text", {"name": "spring.csv", "text": LIST})["id"]),
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        enter(page, base, f"{EMAIL}:{PASSWORD}")
        planned(page, f"{base}/tracker/board/{campaign}/table?stage=pitched")
        for name, path in (
            ("contacts", "/intel/contacts/"),
            ("import", f"/intel/imports/{brought}/"),
            ("board", f"/tracker/board/{campaign}/"),
            ("today", "/tracker/today/"),
            ("review", f"/pitch/campaigns/{campaign}/review/"),
        ):
            page.goto(base + path)
            take(page, name)
        page.goto(f"{base}/intel/contacts/")
        page.get_by_role("link", name=SHOWN).first.click()
        page.wait_for_load_state()
        page.get_by_role("heading", name="Evidence").evaluate("one => one.scrollIntoView()")
        take(page, "contact")
        browser.close()


def planned(page: Page, table: str) -> None:
    """Plans follow-ups for everybody of a table."""
    page.goto(table)
    for box in page.locator("td input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Plan follow-ups").click()
    page.wait_for_load_state()


def take(page: Page, name: str) -> None:
    """One picture of the window, once the fonts are there."""
    page.evaluate("document.fonts.ready")
    page.screenshot(path=OUT / f"{name}.png")


def caller(base: str) -> Call:
    """Calls the API as the demo's person, and gives what it answers."""
    key = api_key(signed_in(base))

    def call(path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        sent = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{base}/api/v1/{path}", sent, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    return call


def promoted(call: Call) -> str:
    """The id of a campaign with targets at several stages, and pitches to review."""
    contacts = [one["id"] for one in call("contacts?limit=60")["items"] if one["email"]][:TARGETS]
    impact = (datetime.now(UTC) + timedelta(days=18)).date().isoformat()
    campaign = str(call("campaigns", RELEASE | {"impact_date": impact})["id"])
    call(f"campaigns/{campaign}/status", {"status": "active"})
    call(f"campaigns/{campaign}/targets", {"contact_ids": contacts})
    targets = [one["id"] for one in call(f"campaigns/{campaign}/targets?limit=60")["items"]]
    now = datetime.now(UTC)
    call(f"campaigns/{campaign}/move", {"target_ids": targets[:7], "stage": "pitched"})
    for number, target in enumerate(targets[:7]):
        at = (now - timedelta(days=14 - number)).isoformat()
        call(f"targets/{target}/touches", {"channel": "email", "at": at})
    for number, (target, kind, words) in enumerate(zip(targets, KINDS, WORDS, strict=False)):
        later = (now - timedelta(days=2, hours=3 * number)).isoformat()
        call(f"targets/{target}/replies", {"kind": kind, "at": later, "text": words})
    day = (now - timedelta(days=1)).date().isoformat()
    call(f"targets/{targets[1]}/outcomes", {"kind": "play", "date": day})
    call(f"campaigns/{campaign}/move", {"target_ids": [targets[2]], "stage": "declined"})
    wanted = {"campaign_id": campaign, "target_ids": targets[7:]}
    batch = call("pitches/batches", wanted)["id"]
    while call(f"pitches/batches/{batch}")["state"] in {"queued", "running"}:
        time.sleep(0.5)
    return campaign


if __name__ == "__main__":
    main(sys.argv[1])
