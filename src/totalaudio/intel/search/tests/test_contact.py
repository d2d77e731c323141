"""The contact page says what is known and why; what a person writes stays, with their name."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.contacts import actions
from totalaudio.contacts.models import Contact, Evidence
from totalaudio.core.lib.ids import new_id
from totalaudio.intel.models import Import, ImportedRow, Run, RunItem

from .making import make_affiliation, make_contact, make_evidence, make_outlet

CHECKED = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def zoe(alice: Person) -> Contact:
    assert alice.workspace
    return make_contact(
        alice.workspace, "Zoë Example", "zoe@gmial.com", outlet_name="Radio Example", country="GB",
        suggested_email="zoe@gmail.com",
    )  # fmt: skip


def url(contact: Contact, part: str = "") -> str:
    return f"/intel/contacts/{contact.id}{part}"


def page(person: Person, contact: Contact) -> str:
    answer = person.client().get(url(contact))
    assert answer.status_code == 200
    return answer.content.decode()


def form(contact: Contact, **changes: str) -> dict[str, str]:
    given = {"name": contact.name, "email": contact.email, "outlet": contact.outlet_name}
    return given | {"country": contact.country} | changes


def stored(contact: Contact) -> Contact:
    return Contact.objects.using("system").get(id=contact.id)


def evidence(contact: Contact) -> list[tuple[str, Any, str, str, float]]:
    found = Evidence.objects.using("system").filter(contact_id=contact.id).order_by("field")
    return [(e.field, e.value, e.step, e.source, e.confidence) for e in found]


def add_all(contact: Contact, times: int) -> None:
    """Everything that the page shows, so many times."""
    run = Run.objects.using("system").create(workspace_id=contact.workspace_id, total=times)
    for number in range(times):
        make_evidence(
            contact, "country", "GB", step=f"step {number}", source="directory", confidence=0.9,
            checked_at=CHECKED,
        )  # fmt: skip
        outlet = make_outlet(contact.workspace, f"Radio Example {number}")
        make_affiliation(contact, outlet, "Presenter")
        brought = Import.objects.using("system").create(
            workspace_id=contact.workspace_id, name=f"spring {number}.csv"
        )
        ImportedRow.objects.using("system").create(
            workspace_id=contact.workspace_id, of=brought, row=14 + number, contact=contact
        )
        RunItem.objects.using("system").create(
            workspace_id=contact.workspace_id, run=run, position=number, contact=contact,
            status="partial", problems=["dns: not tested"],
        )  # fmt: skip


def test_the_page_shows_what_is_known_with_where_it_came_from(alice: Person, zoe: Contact) -> None:
    add_all(zoe, 1)
    make_evidence(
        zoe, "genres", ["house"], step="site", source="fm.example", confidence=0.8, checked_at=CHECKED,
        url="https://fm.example/about", quote="House, all night.",
    )  # fmt: skip
    shown = page(alice, zoe)
    for part in (
        "Zoë Example", "United Kingdom", "House, all night.", "https://fm.example/about",
        "the outlet&#x27;s own site", "80 %", "spring 0.csv", "row 14", "Radio Example 0", "Presenter",
        "Partial", "dns: not tested", "Did you mean",
    ):  # fmt: skip
        assert part in shown, part


def test_times_are_in_the_zone_of_who_looks(alice: Person, zoe: Contact) -> None:
    add_all(zoe, 1)
    assert 'title="1 Jul 2026, 13:00 BST"' in page(alice, zoe)


def test_the_piece_that_is_applied_is_the_card_and_others_follow(
    alice: Person, zoe: Contact
) -> None:
    make_evidence(
        zoe, "country", "US", step="directory", source="a", confidence=0.9, checked_at=CHECKED
    )
    make_evidence(
        zoe, "country", "GB", step="ending", source="b", confidence=0.5, checked_at=CHECKED
    )
    shown = page(alice, zoe)
    assert '<p class="evidence-value">United Kingdom</p>' in shown
    assert "1 other source" in shown
    assert '<b>United States</b> <span class="muted">(not used)</span>' in shown


def test_the_page_takes_as_many_queries_for_one_piece_as_for_three(
    alice: Person, zoe: Contact
) -> None:
    def number() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(alice, zoe)
        return len(captured)

    add_all(zoe, 1)
    first = number()
    Run.objects.using("system").all().delete()
    add_all_again = [f"more {n}" for n in range(2)]
    for text in add_all_again:
        make_evidence(zoe, text, "x", step="site", source="s", confidence=0.5, checked_at=CHECKED)
        make_affiliation(zoe, make_outlet(zoe.workspace, text))
    assert number() == first


@pytest.mark.parametrize("part", ["", "/edit"])
def test_another_workspaces_contact_does_not_exist(
    charlie: Person, zoe: Contact, part: str
) -> None:
    assert charlie.client().get(url(zoe, part)).status_code == 404
    assert charlie.client().get(f"/intel/contacts/{new_id()}{part}").status_code == 404


def test_another_workspaces_contact_cannot_be_changed(charlie: Person, zoe: Contact) -> None:
    client = charlie.client()
    assert client.post(url(zoe, "/edit"), form(zoe, name="Mine")).status_code == 404
    assert client.post(url(zoe, "/address")).status_code == 404
    client.post("/intel/contacts/delete", {"contact": str(zoe.id), "confirmed": "yes"})
    assert stored(zoe).name == "Zoë Example"


def test_a_client_is_refused(clara: Person, zoe: Contact) -> None:
    assert clara.client().get(url(zoe)).status_code == 403
    assert clara.client().post(url(zoe, "/edit"), form(zoe)).status_code == 403


def test_an_edit_becomes_evidence_with_the_name_of_who_wrote_it(bob: Person, zoe: Contact) -> None:
    changes = form(
        zoe,
        role="Producer",
        genres="dnb, House Music",
        pitch_tips="Short.\n\n Local. ",
        country="Eire",
    )
    answer = bob.client().post(url(zoe, "/edit"), changes)
    assert (answer.status_code, answer["Location"]) == (302, url(zoe))
    changed = stored(zoe)
    assert (changed.role, changed.country, changed.pitch_tips) == (
        "Producer",
        "IE",
        ["Short.", "Local."],
    )
    assert changed.genres == ["drum and bass", "house"]
    assert evidence(zoe) == [
        ("country", "IE", "you", "Bob", 1.0),
        ("genres", ["drum and bass", "house"], "you", "Bob", 1.0),
        ("pitch_tips", ["Short.", "Local."], "you", "Bob", 1.0),
        ("role", "Producer", "you", "Bob", 1.0),
    ]


def test_saving_without_a_change_leaves_no_trace(alice: Person, zoe: Contact) -> None:
    alice.client().post(url(zoe, "/edit"), form(zoe))
    assert evidence(zoe) == []
    assert stored(zoe).updated_at == zoe.updated_at


def test_a_new_address_is_checked_and_decides_who_it_is(alice: Person, zoe: Contact) -> None:
    alice.client().post(url(zoe, "/edit"), form(zoe, email="Music@FM.example"))
    changed = stored(zoe)
    assert (changed.email, changed.email_key) == ("Music@fm.example", "music@fm.example")
    assert (changed.email_kind, changed.suggested_email) == ("desk", "")
    assert changed.match_key == "e:music@fm.example"


def test_a_new_outlet_is_one_that_the_contact_works_at(alice: Person, zoe: Contact) -> None:
    make_outlet(zoe.workspace, "example FM")
    alice.client().post(url(zoe, "/edit"), form(zoe, outlet="Example FM"))
    places = zoe.affiliations.using("system").select_related("outlet")
    assert [place.outlet.name for place in places] == ["example FM"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"email": "zoe at fm"}, "is no complete address"),
        ({"country": "Atlantis"}, "is no country that we know"),
        ({"genres": "house, blorp"}, "“blorp” is no genre that we know"),
        ({"name": " ", "email": ""}, "A contact needs a name or an address."),
        ({"role": "x" * 301}, "at most 300 characters"),
        ({"role": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    alice: Person, zoe: Contact, changes: dict[str, str], message: str
) -> None:
    answer = alice.client().post(url(zoe, "/edit"), form(zoe, **changes))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert evidence(zoe) == []


def test_two_contacts_cannot_become_one(alice: Person, zoe: Contact) -> None:
    other = make_contact(zoe.workspace, "Other", "other@fm.example")
    answer = alice.client().post(url(zoe, "/edit"), form(zoe, email="Other@fm.example"))
    assert answer.status_code == 422
    assert f'<a href="{url(other)}">See it.</a>' in answer.content.decode()
    assert stored(zoe).email == "zoe@gmial.com"


def test_the_suggested_address_is_taken_with_one_click(alice: Person, zoe: Contact) -> None:
    alice.client().post(url(zoe, "/address"))
    changed = stored(zoe)
    assert (changed.email, changed.match_key) == ("zoe@gmail.com", "e:zoe@gmail.com")
    assert (changed.email_kind, changed.suggested_email) == ("free", "")
    assert evidence(zoe) == [("email", "zoe@gmail.com", "you", "Alice", 1.0)]


def test_the_suggestion_can_be_refused_for_good(alice: Person, zoe: Contact) -> None:
    alice.client().post(url(zoe, "/address"), {"keep": "1"})
    changed = stored(zoe)
    assert (changed.email, changed.suggested_email) == ("zoe@gmial.com", "")
    assert evidence(zoe) == [("email", "zoe@gmial.com", "you", "Alice", 1.0)]


def test_a_suggestion_that_another_contact_has_leads_there(alice: Person, zoe: Contact) -> None:
    other = make_contact(zoe.workspace, "Other", "zoe@gmail.com")
    answer = alice.client().post(url(zoe, "/address"))
    assert answer["Location"] == url(other)
    assert stored(zoe).email == "zoe@gmial.com"


def test_deleting_asks_first_and_takes_the_evidence_along(alice: Person, zoe: Contact) -> None:
    add_all(zoe, 1)
    client = alice.client()
    asked = client.post("/intel/contacts/delete", {"contact": str(zoe.id)})
    assert "Delete 1 contact" in asked.content.decode()
    assert stored(zoe)
    client.post("/intel/contacts/delete", {"contact": str(zoe.id), "confirmed": "yes"})
    assert not Contact.objects.using("system").filter(id=zoe.id).exists()
    assert evidence(zoe) == []


def test_enriching_all_that_match_starts_a_run_over_those_alone(
    alice: Person, zoe: Contact
) -> None:
    make_contact(zoe.workspace, "Abel Other", "abel@fm.test")
    second = make_contact(zoe.workspace, "Yves Example", "yves@fm.example")
    answer = alice.client().post("/intel/contacts/enrich", {"q": "example", "sort": "-name"})
    run_id = UUID(answer["Location"].split("/")[-2])
    items = RunItem.objects.using("system").filter(run_id=run_id).order_by("position")
    assert [item.contact_id for item in items] == [zoe.id, second.id]


def test_two_contacts_given_the_same_address_at_the_same_moment_stay_two(
    alice: Person, zoe: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert alice.workspace
    yann = make_contact(alice.workspace, "Yann Example", "yann@fm.example")
    both_have_looked, look = Barrier(2), actions._keep_apart
    looked: set[UUID] = set()

    def look_together(contact: Contact) -> None:
        look(contact)
        if contact.id not in looked:
            looked.add(contact.id)
            both_have_looked.wait(10)

    monkeypatch.setattr(actions, "_keep_apart", look_together)

    def write(contact: Contact) -> int:
        try:
            sent = form(contact, email="desk@fm.example")
            return alice.client().post(url(contact, "/edit"), sent).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(write, [zoe, yann])) == [302, 422]
    assert [stored(one).email for one in (zoe, yann)].count("desk@fm.example") == 1
