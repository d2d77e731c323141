"""The palette finds contacts and outlets of the workspace by their words; and no others."""

import pytest
from tests.support.cast import Person

from .making import make_contact, make_outlet


def test_the_palette_finds_contacts_and_outlets_and_no_others(
    alice: Person, charlie: Person
) -> None:
    assert alice.workspace
    zoe = make_contact(alice.workspace, "Zoë Example", "zoe@gmial.com", outlet_name="Radio Example")
    outlet = make_outlet(alice.workspace, "Radio <Zoe>", kind="station")
    assert charlie.workspace
    make_contact(charlie.workspace, "Zoe Secret", "zoe@secret.example")
    make_outlet(charlie.workspace, "Zoe FM")
    answer = alice.client().get("/intel/contacts/palette?q=zoe")
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {
        "results": [
            {
                "kind": "Contact", "title": "Zoë Example", "url": f"/intel/contacts/{zoe.id}",
                "detail": "Radio Example, zoe@gmial.com",
            },
            {
                "kind": "Outlet", "title": outlet.name, "detail": "station",
                "url": "/intel/contacts/?q=Radio+%3CZoe%3E",
            },
        ]
    }  # fmt: skip


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=%25%25%25", "?q=%5C%5C%5C", "?q='''"])
def test_the_palette_answers_hostile_words_with_nothing(alice: Person, query: str) -> None:
    assert alice.workspace
    make_contact(alice.workspace, "Zoë Example", "zoe@gmial.com")
    assert alice.client().get(f"/intel/contacts/palette{query}").json() == {"results": []}


def test_the_palette_shows_eight_at_most_and_beginnings_first(alice: Person) -> None:
    assert alice.workspace
    for number in range(12):
        make_contact(alice.workspace, f"A Zebra {number:02}", f"z{number}@fm.example")
    make_contact(alice.workspace, "Zebra First", "first@fm.example")
    results = alice.client().get("/intel/contacts/palette?q=zebra").json()["results"]
    assert len(results) == 8
    assert results[0]["title"] == "Zebra First"
