"""What becomes of a list: contacts once, all or nothing, nobody else's."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from threading import Thread
from typing import Any

import pytest
from django.db import connections
from tests.support.cast import Person

from totalaudio.contacts.models import Affiliation, Contact, Outlet
from totalaudio.core.accounts.models import Member
from totalaudio.intel.imports import work as importing
from totalaudio.intel.imports.reading import Unusable, UnusableList
from totalaudio.intel.imports.tests.bringing import (
    NOTHING,
    bring,
    brought,
    confirm,
    contacts,
    everything,
    figures,
    stored,
    upload,
    work,
)
from totalaudio.intel.models import Import, ImportedRow, ImportPiece

pytestmark = pytest.mark.usefixtures("db")

LIST = "Name,Email,Outlet,Role\nAda,ada@example.com,Radio X,Host\nBo,bo@example.org,Radio Y,\n,,,\n,,Radio Z,x\n"


def queued(person: Person, content: str = LIST) -> Import:
    client = person.client()
    imported = brought(upload(client, content))
    confirm(client, imported)
    return stored(imported.id)


def test_every_field_of_a_row_arrives(alice: Person) -> None:
    row = {
        "Name": "Ada Test", "Email": "Ada@Example.com; ada@example.org", "Outlet": "Radio X", "Role": "Host",
        "Format": "Show", "Coverage": "National", "Country": "UK", "Genres": "indie; jazz",
        "Contact method": "Email", "Best time": "Mondays", "Submission guidelines": "Links only",
        "Pitch tips": "Be brief", "Notes": "Met in May", "Phone": "+44 20 7946 0000",
        "Website": "https://radiox.example", "Socials": "https://instagram.com/radiox", "Tags": "warm; 2026",
    }  # fmt: skip
    text = io.StringIO()
    writer = csv.DictWriter(text, list(row))
    writer.writeheader()
    writer.writerow(row)
    assert figures(bring(alice, text.getvalue())) == ("done", 1, 0, 0, 0)
    [ada] = contacts(alice)
    assert {
        "name": ada.name, "email": ada.email, "other_emails": ada.other_emails, "outlet": ada.outlet_name,
        "role": ada.role, "format": ada.format, "coverage": ada.coverage, "country": ada.country,
        "genres": ada.genres, "method": ada.contact_method, "timing": ada.best_timing,
        "guidelines": ada.submission_guidelines, "tips": ada.pitch_tips, "notes": ada.notes,
        "website": ada.website, "socials": ada.socials, "tags": ada.tags, "kind": ada.email_kind,
    } == {
        "name": "Ada Test", "email": "Ada@example.com", "other_emails": ["ada@example.org"],
        "outlet": "Radio X", "role": "Host", "format": "Show", "coverage": "National", "country": "GB",
        "genres": ["indie", "jazz"], "method": "Email", "timing": "Mondays", "guidelines": "Links only",
        "tips": ["Be brief"], "notes": "Met in May", "website": "https://radiox.example",
        "socials": ["https://instagram.com/radiox"], "tags": ["warm", "2026"], "kind": "person",
    }  # fmt: skip
    assert Affiliation.objects.using("system").values_list("role", "outlet__name").get() == (
        "Host",
        "Radio X",
    )


def test_confirming_in_two_tabs_imports_once(alice: Person) -> None:
    client = alice.client()
    imported = brought(upload(client, LIST))
    assert [confirm(client, imported).status_code for _ in range(2)] == [302, 302]
    assert figures(work(imported)) == figures(work(imported)) == ("done", 2, 0, 0, 1)
    assert confirm(client, imported)["Location"] == f"/intel/imports/{imported.id}/"
    assert everything()["Contact"] == 2


def test_the_same_list_again_changes_nothing(alice: Person) -> None:
    bring(alice, LIST)
    before, rows = everything(), [(one.id, one.updated_at) for one in contacts(alice)]
    assert figures(bring(alice, LIST, "again.csv")) == ("done", 0, 0, 2, 1)
    after = everything()
    assert [(one.id, one.updated_at) for one in contacts(alice)] == rows
    for table in ("Contact", "Outlet", "Affiliation"):
        assert after[table] == before[table]


def test_rows_of_one_contact_become_one_and_the_first_word_counts(alice: Person) -> None:
    content = (
        "Name,Email,Outlet,Role,Genres\n"
        "Ada,ada@example.com,Radio X,,\n"
        "A. Test,ADA@example.com,Radio Y,Host,jazz\n"
        "Bo,,Café Été,,\n"
        "BO,,CAFE ETE,Editor,\n"
    )
    assert figures(bring(alice, content)) == ("done", 2, 0, 0, 0)
    ada, bo = contacts(alice)
    assert (ada.name, ada.outlet_name, ada.role, ada.genres) == ("Ada", "Radio X", "Host", ["jazz"])
    assert (bo.name, bo.outlet_name, bo.role) == ("Bo", "Café Été", "Editor")
    at = Affiliation.objects.using("system").filter(contact=ada)
    assert sorted(at.values_list("outlet__name", flat=True)) == ["Radio X", "Radio Y"]
    assert sorted(ImportedRow.objects.using("system").values_list("row", flat=True)) == [1, 2, 3, 4]


def test_a_known_contact_gets_its_blanks_filled_and_keeps_the_rest(alice: Person) -> None:
    bring(alice, "Name,Email,Role,Country\nAda,ada@example.com,Host,\n")
    again = bring(alice, "Name,Email,Role,Country\nAda Other,ada@example.com,Editor,France\n")
    assert figures(again) == ("done", 0, 1, 0, 0)
    [ada] = contacts(alice)
    assert (ada.name, ada.role, ada.country) == ("Ada", "Host", "FR")


def test_the_contacts_of_others_are_neither_matched_nor_touched(
    alice: Person, charlie: Person
) -> None:
    bring(charlie, "Name,Email,Outlet\nAda,ada@example.com,Radio X\n")
    [theirs] = contacts(charlie)
    assert figures(bring(alice, LIST)) == ("done", 2, 0, 0, 1)
    assert [one.id for one in contacts(charlie)] == [theirs.id]
    assert contacts(charlie)[0].role == ""
    assert Outlet.objects.using("system").filter(name="Radio X").count() == 2
    assert len({one.workspace_id for one in Affiliation.objects.using("system").all()}) == 2


def test_while_its_mapping_waits_a_cancelled_import_leaves_nothing(alice: Person) -> None:
    client = alice.client()
    imported = brought(upload(client, LIST))
    assert client.post(f"/intel/imports/{imported.id}/cancel")["Location"] == "/intel/imports/"
    assert (stored(imported.id).state, everything()) == ("cancelled", NOTHING)
    confirm(client, imported)
    assert (work(imported).state, everything()) == ("cancelled", NOTHING)


def test_in_the_queue_a_cancelled_import_leaves_nothing(alice: Person) -> None:
    imported = queued(alice)
    alice.client().post(f"/intel/imports/{imported.id}/cancel")
    assert (work(imported).state, everything()) == ("cancelled", NOTHING)


@pytest.mark.parametrize("moment", ["_tell", "commit_rows", "_finish"])
def test_at_work_a_cancelled_import_leaves_nothing(
    alice: Person, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    imported = queued(alice)
    client, real = alice.client(), getattr(importing, moment)
    cancelled: list[int] = []

    def cancelling(*args: object, **kwargs: object) -> object:
        def cancel() -> None:
            cancelled.append(client.post(f"/intel/imports/{imported.id}/cancel").status_code)
            connections.close_all()

        (thread := Thread(target=cancel)).start()
        thread.join()
        return real(*args, **kwargs)

    monkeypatch.setattr(importing, moment, cancelling)
    assert work(imported).state == "cancelled"
    assert (cancelled[0], everything()) == (302, NOTHING)


def test_an_ended_import_cannot_be_cancelled(alice: Person) -> None:
    imported = bring(alice, LIST)
    client = alice.client()
    page = client.post(f"/intel/imports/{imported.id}/cancel", follow=True).content.decode()
    assert "list.csv had already ended." in page
    assert (stored(imported.id).state, everything()["Contact"]) == ("done", 2)


def test_an_ended_import_keeps_no_bytes(alice: Person) -> None:
    bring(alice, LIST)
    assert ImportPiece.objects.using("system").count() == 0


def test_a_mistake_of_ours_imports_nothing_and_is_said(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = queued(alice)

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(importing, "_finish", broken)
    with pytest.raises(ZeroDivisionError):
        work(imported)
    assert (stored(imported.id).state, everything()) == ("failed", NOTHING)
    page = alice.client().get(f"/intel/imports/{imported.id}/").content.decode()
    assert "The mistake is ours, and nothing was imported. Try again." in page


def test_an_import_that_is_cut_short_again_and_again_ends(alice: Person) -> None:
    imported = queued(alice)
    importing._begin(imported.id)
    importing.give_up(workspace_id=imported.workspace_id, import_id=imported.id)
    assert (stored(imported.id).state, everything()) == ("failed", NOTHING)


def test_damage_deep_in_a_list_imports_nothing(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = queued(alice, LIST * 500)
    real = importing._parsed

    def damaged(*args: Any) -> Iterator[object]:
        yield from islice(real(*args), 1500)
        raise UnusableList(Unusable.BROKEN, "list.csv is damaged.")

    monkeypatch.setattr(importing, "_parsed", damaged)
    work(imported)
    assert (stored(imported.id).state, everything()) == ("failed", NOTHING)
    page = alice.client().get(f"/intel/imports/{imported.id}/").content.decode()
    assert "list.csv is damaged." in page


def test_progress_is_what_the_worker_counted(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "Name,Email\n" + "".join(f"Ada {n},ada{n}@example.com\n" for n in range(1000))
    imported = queued(alice, content)
    monkeypatch.setattr(importing, "_TELL_EVERY", -1.0)
    told: list[tuple[int, int]] = []
    real = importing._tell

    def listening(import_id: object, rows: int, bytes_read: int) -> None:
        real(imported.id, rows, bytes_read)
        now = stored(imported.id)
        told.append((now.rows_done, now.bytes_done))

    monkeypatch.setattr(importing, "_tell", listening)
    work(imported)
    assert [rows for rows, _ in told] == [200, 400, 600, 800, 1000, 1000]
    assert told[-1] == (1000, len(content))


def test_the_page_of_an_import_at_work_polls_and_in_the_end_loads_anew(alice: Person) -> None:
    imported = queued(alice)
    client = alice.client()
    page = client.get(f"/intel/imports/{imported.id}/").content.decode()
    assert f'hx-get="/intel/imports/{imported.id}/progress"' in page
    assert "Waiting for the worker" in page
    work(imported)
    answer = client.get(f"/intel/imports/{imported.id}/progress")
    assert answer["HX-Redirect"] == f"/intel/imports/{imported.id}/"
    page = client.get(f"/intel/imports/{imported.id}/").content.decode()
    assert "hx-get" not in page.split("<main")[1].split("</main")[0]


def test_refused_rows_come_back_with_their_reasons_and_without_formulas(alice: Person) -> None:
    content = 'Name,Email,Outlet\nAda,ada@example.com,X\n,,"=HYPERLINK(""http://evil.example"")"\n,,@SUM(A1)\n'
    imported = bring(alice, content)
    answer = alice.client().get(f"/intel/imports/{imported.id}/refused.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # the answer is streamed
    assert list(csv.reader(io.StringIO(text))) == [
        ["Row", "Reason", "Name", "Email", "Outlet"],
        ["2", "The row has no name and no address.", "", "", '\'=HYPERLINK("http://evil.example")'],
        ["3", "The row has no name and no address.", "", "", "'@SUM(A1)"],
    ]


def test_a_member_who_was_removed_meanwhile_loses_the_page_and_the_import_goes_on(
    alice: Person, bob: Person
) -> None:
    imported = queued(bob)
    client = bob.client()
    Member.objects.using("system").filter(user=bob.user).delete()
    assert client.get(f"/intel/imports/{imported.id}/").status_code in {302, 403, 404}
    assert figures(work(imported)) == ("done", 2, 0, 0, 1)
    assert Contact.objects.using("system").filter(workspace_id=alice.workspace_id).count() == 2
