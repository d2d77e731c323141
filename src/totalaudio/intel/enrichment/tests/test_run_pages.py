"""The pages of runs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.intel.enrichment import actions, work
from totalaudio.intel.enrichment.tests.running import (
    batch,
    bring,
    enrich,
    finish,
    start,
    stored,
)
from totalaudio.intel.models import Run

pytestmark = pytest.mark.usefixtures("db")

LIST = (
    "Name,Email,Outlet\nAda,ada@example.com,KEXP\nBo,bo@example.org,Nowhere\nCy,cy@example.org,\n"
)


def words(page: str) -> str:
    """What the main part of a page says."""
    main = page.split("<main")[1].split("</main")[0]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


def test_a_run_over_chosen_contacts_starts_and_leads_to_its_page(alice: Person) -> None:
    ada, bo, _ = bring(alice, LIST)
    chosen = {"contact": [str(bo.id), "nonsense", str(ada.id)]}
    answer = alice.client().post("/intel/runs/start", chosen)
    run = Run.objects.using("system").get()
    assert answer["Location"] == f"/intel/runs/{run.id}/"
    assert (run.total, run.created_by_id) == (2, alice.id)


def test_nothing_chosen_starts_nothing(alice: Person) -> None:
    page = (
        alice.client().post("/intel/runs/start", {"contact": ["x"]}, follow=True).content.decode()
    )
    assert "No contact was chosen, so nothing was started." in page
    assert Run.objects.using("system").count() == 0


def test_all_that_match_can_be_enriched(alice: Person) -> None:
    bring(alice, LIST)
    alice.client().post("/intel/contacts/enrich", {"q": "example.org", "sort": "-name"})
    run = Run.objects.using("system").get()
    names = run.items.using("system").order_by("position").values_list("contact__name", flat=True)
    assert list(names) == ["Cy", "Bo"]


def test_progress_is_true_and_the_page_can_be_left(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH_OFFLINE", 1)
    bring(alice, LIST)
    run = start(alice)
    client = alice.client()
    url = f"/intel/runs/{run.id}/"
    assert "0 of 3 Waiting" in words(client.get(url).content.decode())
    work.run_batch(batch(run))
    assert "1 of 3 Running" in words(client.get(url).content.decode())
    part = client.get(f"{url}progress")
    assert "HX-Redirect" not in part.headers
    assert "<strong>1</strong> of 3" in part.content.decode()
    finish(run)
    assert client.get(f"{url}progress")["HX-Redirect"] == url
    page = words(client.get(url).content.decode())
    assert "3 of 3 Done" in page
    assert "Enriched 1" in page


def test_the_time_left_is_known_once_it_was_measured(alice: Person) -> None:
    from datetime import timedelta

    from django.utils import timezone

    bring(alice, LIST)
    run = start(alice)
    begun = timezone.now() - timedelta(seconds=20)
    Run.objects.using("system").update(state="running", done=2, started_at=begun)
    page = words(alice.client().get(f"/intel/runs/{run.id}/").content.decode())
    assert "2 of 3 Running" in page
    assert "about 10 seconds left" in page
    assert stored(run).state == "running"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_runs_asks_the_database_as_often_for_one_as_for_three(
    alice: Person, number: int
) -> None:
    bring(alice, LIST)
    for _ in range(number):
        enrich(alice)
    client = alice.client()
    client.get("/intel/runs/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/intel/runs/").content.decode()
    assert page.count("3 of 3 contacts") == number
    assert len(asked) == 10


def test_runs_of_others_are_not_found(alice: Person, charlie: Person) -> None:
    bring(alice, LIST)
    run = enrich(alice)
    client = charlie.client()
    pages = [f"/intel/runs/{run.id}/", f"/intel/runs/{run.id}/progress"]
    assert {client.get(page).status_code for page in pages} == {404}
    assert client.post(f"/intel/runs/{run.id}/cancel").status_code == 404
    assert "No runs yet" in client.get("/intel/runs/").content.decode()


def test_a_client_starts_nothing(alice: Person, clara: Person) -> None:
    ada, *_ = bring(alice, LIST)
    assert clara.client().post("/intel/runs/start", {"contact": str(ada.id)}).status_code == 403
    assert Run.objects.using("system").count() == 0
