"""Features that members use leave an event and a count of theirs, once, and nothing when nothing happened."""

import pytest
from tests.support.cast import Person

from totalaudio.core.metrics.models import Event, UsageCounter
from totalaudio.intel.imports.tests.bringing import bring, brought, confirm, upload, work
from totalaudio.intel.imports.work import run_import
from totalaudio.intel.models import Import

pytestmark = pytest.mark.usefixtures("db")

LIST = "Name,Email\nAda Test,ada@example.com\nBo Test,bo@example.com\n,nobody\n"


def used() -> list[tuple[object, ...]]:
    found = Event.objects.using("system").filter(event_name="feature-used").order_by("id")
    return [
        (e.user_id, e.workspace_id, e.app_name, e.properties["feature"], e.properties.get("detail"))
        for e in found
    ]


def counted(column: str) -> list[tuple[object, ...]]:
    found = UsageCounter.objects.using("system").exclude(**{column: 0})
    return list(found.values_list("user_id", "workspace_id", "app_name", column))


def test_an_import_counts_the_contacts_that_it_added_for_who_brought_it(bob: Person) -> None:
    bring(bob, LIST)
    assert used() == [(bob.id, bob.workspace_id, "audio-intel", "import", "")]
    assert counted("contacts_added") == [(bob.id, bob.workspace_id, "audio-intel", 2)]


def test_the_same_list_again_adds_none_and_a_task_done_again_counts_nothing(bob: Person) -> None:
    imported = bring(bob, LIST)
    run_import(workspace_id=imported.workspace_id, import_id=imported.id)
    assert len(used()) == 1
    bring(bob, LIST)
    assert len(used()) == 2
    assert [row[-1] for row in counted("contacts_added")] == [2]


def test_what_was_cancelled_or_failed_was_not_used(alice: Person) -> None:
    client = alice.client()
    imported = brought(upload(client, LIST, "list.csv"))
    confirm(client, imported)
    client.post(f"/intel/imports/{imported.id}/cancel")
    work(imported)
    assert (used(), counted("contacts_added")) == ([], [])


def test_the_list_of_somebody_who_is_gone_is_imported_and_is_nobodys_use(bob: Person) -> None:
    client = bob.client()
    imported = brought(upload(client, LIST, "list.csv"))
    confirm(client, imported)
    Import.objects.using("system").update(created_by=None)
    assert work(imported).rows_new == 2
    assert used() == []


def test_each_export_counts_with_its_format(alice: Person) -> None:
    client = alice.client()
    for form in ("csv", "json"):
        answer = client.get(f"/intel/exports/contacts?format={form}")
        assert answer.getvalue()
    assert sorted(row[-2:] for row in used()) == [("export", "csv"), ("export", "json")]
    assert counted("exports_count") == [(alice.id, alice.workspace_id, "audio-intel", 2)]


def test_a_search_counts_once_however_it_was_typed_and_read(alice: Person) -> None:
    client = alice.client()
    table = "/intel/contacts/"
    client.get(f"{table}?q=ze")
    for current, asked in (("ze", "zeb"), ("zeb", "zebra"), ("zebra", "zeb")):
        client.get(f"{table}?q={asked}", headers={"HX-Current-URL": f"http://t{table}?q={current}"})
    client.get(f"{table}?q=zebra&after=x")
    client.get(f"{table}?kind=desk")
    client.get(table)
    assert used() == [(alice.id, alice.workspace_id, "audio-intel", "search", "")]
    client.get(f"{table}?q=yak", headers={"HX-Current-URL": f"http://t{table}?q=zebra"})
    assert counted("searches_count") == [(alice.id, alice.workspace_id, "audio-intel", 2)]
    assert not Event.objects.using("system").filter(properties__icontains="yak").exists()


@pytest.mark.parametrize("current", ["http://[", "", "\x00", "http://t/?q=%00"])
def test_a_search_from_no_page_of_a_browser_counts(alice: Person, current: str) -> None:
    url = "/intel/contacts/?q=zebra"
    assert alice.client().get(url, headers={"HX-Current-URL": current}).status_code == 200
    assert [row[3] for row in used()] == ["search"]
