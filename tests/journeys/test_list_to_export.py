"""The main journey: a messy list becomes knowledge that can be taken along."""

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.site import Site
from tests.journeys.steps import bring, name_workspace, sign_up
from tests.journeys.visitor import Visitor, visit

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WIDTH = 1280  # of the person who clicks; their pages are looked at in the other as well
MESSY = Path(__file__).with_name("messy.csv").read_bytes()

EXPECTED = [
    ("'=SUM(1+1)", "formula@example.com", "Nowhere Radio", "", ""),
    ("", "demos@example.org", "Rough Trade", "", ""),
    ("Bo Bogusson", "bo.bogusson@example", "DIY", "Writer", ""),
    ("Mina Mocksworth", "mina.mocksworth@example.com", "BBC Radio 6 Music", "Producer", "indie; alternative rock"),
    ("Otto Placeholder", "otto@example.net", "KEXP", "Music director", "indie"),
    ("Zoë Unreal", "zoe.unreal@example.com", "Café Été", "Rédactrice", "chanson"),
]  # fmt: skip


def correct_and_import(visitor: Visitor) -> None:
    """Read what would happen, correct a column, see that it changes, import."""
    page = visitor.page
    outcome = page.locator("[data-outcome]")
    assert outcome.inner_text() == "Of the first 8 rows: 6 new, 1 known, 1 refused."
    page.get_by_label("Contact", exact=True).select_option("skip")
    page.get_by_text("Of the first 8 rows: 5 new, 1 known, 2 refused.").wait_for()
    page.get_by_label("Contact", exact=True).select_option("name")
    page.get_by_text("Of the first 8 rows: 6 new, 1 known, 1 refused.").wait_for()
    page.get_by_label("Ref", exact=True).select_option("tags")
    page.locator("#why-7").get_by_text("You chose this.").wait_for()
    visitor.look()
    visitor.press("Import the list")
    page.get_by_text("New contacts").wait_for()
    visitor.look("messy.csv")
    figures = page.locator(".stat-value").all_inner_texts()
    assert figures == ["6", "0", "0", "1"]


def search_and_sort(visitor: Visitor) -> None:
    """Find one contact among them, and turn the order around."""
    page = visitor.page
    visitor.press("See the contacts")
    visitor.look("Contacts")
    page.get_by_role("searchbox", name="Search contacts").fill("kexp")
    page.get_by_text("1 contact matches").wait_for()
    assert page.locator("tbody [data-slot=title]").all_inner_texts() == ["Otto Placeholder"]
    visitor.go("/intel/contacts/?sort=-name")
    names = page.locator("tbody [data-slot=title]").all_inner_texts()
    assert [name.strip() for name in names][:2] == ["Zoë Unreal", "Otto Placeholder"]


def enrich(visitor: Visitor) -> None:
    """Start a run, leave it, come back to what it counted."""
    page = visitor.page
    visitor.go("/intel/contacts/")
    visitor.press("Enrich all")
    visitor.look("Enrichment run")
    run = page.url
    visitor.go("/intel/runs/")
    page.locator("main tbody a").first.click()
    visitor.look("Enrichment run")
    assert page.url == run
    page.locator(".progress[data-state=done]").wait_for()
    visitor.look()
    assert page.locator(".progress-count").inner_text() == "6 of 6"
    assert page.locator(".stat-label").first.inner_text() == "Enriched"


def read_evidence(visitor: Visitor) -> None:
    """Open a contact: each field says who says so."""
    page = visitor.page
    visitor.go("/intel/contacts/?q=mina")
    page.get_by_role("link", name="Mina Mocksworth").click()
    visitor.look("Mina Mocksworth")
    cards = page.locator(".evidence")
    said = cards.all_inner_texts()
    assert any("outlet directory: BBC Radio 6 Music" in one for one in said)
    assert any("messy.csv, row 1" in one for one in said)


def take_along(visitor: Visitor) -> None:
    """Export CSV and JSON; both say the same, and what was expected."""
    found = {kind: visitor.page.request.get(f"{visitor.address}/intel/exports/contacts?format={kind}&sort=name")
             for kind in ("csv", "json")}  # fmt: skip
    assert {answer.status for answer in found.values()} == {200}
    table = list(csv.DictReader(io.StringIO(found["csv"].body().decode("utf-8-sig"))))
    rows = [(row["Name"], row["Email"], row["Outlet"], row["Role"], row["Genres"]) for row in table]
    known = {row[1]: row for row in rows}
    for expected in EXPECTED:
        name, email, outlet, role, genres = known.pop(expected[1])
        assert (name, email, outlet, role) == expected[:4]
        assert expected[4] in ("", genres)
    assert known == {}
    objects = json.loads(found["json"].body())
    assert [one["email"] for one in objects] == [row[1] for row in rows]
    [mina] = [one for one in objects if one["name"] == "Mina Mocksworth"]
    assert mina["country"] == "GB"
    assert {"row", "directory"} <= {evidence["step"] for evidence in mina["evidence"]}


def test_from_a_messy_list_to_an_export(chromium: Browser, site: Site, width: int) -> None:
    visitor = visit(chromium, site.address, width)
    sign_up(visitor, "Alice")
    name_workspace(visitor, "Alice Plugs")
    visitor.look()
    bring(visitor, "messy.csv", MESSY)
    correct_and_import(visitor)
    search_and_sort(visitor)
    enrich(visitor)
    read_evidence(visitor)
    take_along(visitor)
    assert visitor.said == []
    visitor.page.context.close()
