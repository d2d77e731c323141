"""The page of a run that the plan has no room for, and the usage bars beside it."""

from datetime import UTC, datetime

import pytest
from tests.support.cast import Person

from totalaudio.core.billing.quotas.tests.using import held, put_on, subscribe
from totalaudio.core.tenancy.models import Plan, Workspace
from totalaudio.core.ui.formats import day
from totalaudio.intel.enrichment.tests.running import bring, enrich
from totalaudio.intel.enrichment.tests.test_charging import many
from totalaudio.intel.enrichment.tests.test_run_pages import words
from totalaudio.intel.enrichment.tests.test_runs import Fixed, use
from totalaudio.intel.models import Run

pytestmark = pytest.mark.usefixtures("db")

LONG = 200


@pytest.fixture
def spent(alice: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Alice on Free, who used 7 of 10 enrichments and then brought a long list."""
    put_on(alice.workspace_id, Plan.FREE)
    use(monkeypatch, Fixed(("format", "Show")))
    bring(alice, many(7))
    enrich(alice)
    bring(alice, many(LONG))
    return alice


def until(person: Person) -> str:
    """The day on which the month of a workspace that was made just now ends."""
    made = Workspace.objects.using("system").get(id=person.workspace_id).created_at
    year, month = (made.year + 1, 1) if made.month == 12 else (made.year, made.month + 1)
    return day(datetime(year, month, min(made.day, 28), 12, tzinfo=UTC)).split(" ", 1)[1]


def test_a_list_that_is_too_long_is_refused_with_what_is_left(spent: Person) -> None:
    answer = spent.client().post("/intel/contacts/enrich", {})
    page = words(answer.content.decode())
    assert answer.status_code == 402
    assert "You have 3 of 10 enrichments left until " in page
    assert f"{until(spent)}; this run has 200 contacts. Enrich the first 3, or upgrade." in page
    assert 'href="/pricing/"' in answer.content.decode()
    assert "7 of 10" in page
    assert (Run.objects.using("system").count(), held(spent.workspace_id)) == (1, 0)


def test_the_first_so_many_are_started_by_one_button(spent: Person) -> None:
    client = spent.client()
    sent = {"q": "example.com", "sort": "-name"}
    page = client.post("/intel/contacts/enrich", sent).content.decode()
    for name, value in [*sent.items(), ("first", "3")]:
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert 'action="/intel/contacts/enrich"' in page
    answer = client.post("/intel/contacts/enrich", {**sent, "first": "3"})
    run = Run.objects.using("system").get(state="queued")
    assert answer["Location"] == f"/intel/runs/{run.id}/"
    items = run.items.using("system").order_by("position")
    names = list(items.values_list("contact__name", flat=True))
    assert (run.total, names) == (3, ["Ada 99", "Ada 98", "Ada 97"])
    assert held(spent.workspace_id) == 3


@pytest.mark.parametrize("path", ["/intel/contacts/enrich", "/intel/runs/start"])
def test_the_first_of_all_and_of_those_that_were_ticked(spent: Person, path: str) -> None:
    from totalaudio.contacts.models import Contact

    ids = Contact.objects.using("system").order_by("created_at", "id").values_list("id", flat=True)
    ticked = [str(one) for one in ids] if path.endswith("start") else []
    client = spent.client()
    page = client.post(path, {"contact": ticked}).content.decode()
    assert page.count('name="contact"') == len(ticked)
    client.post(path, {"contact": ticked, "first": "3"})
    items = Run.objects.using("system").get(state="queued").items.using("system")
    assert list(items.order_by("position").values_list("contact_id", flat=True)) == list(ids[:3])


def test_when_nothing_is_left_only_an_upgrade_is_offered(spent: Person) -> None:
    client = spent.client()
    client.post("/intel/contacts/enrich", {"first": "3"})
    page = words(client.post("/intel/contacts/enrich", {}).content.decode())
    assert "You have 0 of 10 enrichments left until " in page
    assert "this run has 200 contacts. Upgrade to go on." in page
    assert "Enrich the first" not in page


@pytest.mark.parametrize("first", ["0", "-1", "x", "9" * 30, "٣"])
def test_a_first_that_is_no_number_takes_all_or_nothing(spent: Person, first: str) -> None:
    answer = spent.client().post("/intel/contacts/enrich", {"first": first})
    assert answer.status_code == (302 if first == "0" else 402)
    assert Run.objects.using("system").filter(state="queued").count() == 0


def test_a_read_only_workspace_starts_nothing(spent: Person) -> None:
    subscribe(spent.workspace_id, "canceled")
    answer = spent.client().post("/intel/contacts/enrich", {"first": "1"})
    assert (answer.status_code, Run.objects.using("system").count()) == (402, 1)


def test_the_usage_bar_stands_where_runs_are_seen_and_started(spent: Person) -> None:
    client = spent.client()
    for path in ("/intel/runs/", "/intel/contacts/", "/workspaces/settings/"):
        page = words(client.get(path).content.decode())
        assert "Enrichments this month 7 of 10" in page
    client.post("/intel/contacts/enrich", {"first": "3"})
    assert "3 held for work in progress." in words(client.get("/intel/runs/").content.decode())


def test_an_unlimited_plan_says_so_in_words(spent: Person) -> None:
    put_on(spent.workspace_id, Plan.PRO)
    client = spent.client()
    for path in ("/intel/runs/", "/workspaces/settings/"):
        assert "Enrichments this month 7, unlimited" in words(client.get(path).content.decode())
    assert "Enrichments this month" not in client.get("/intel/contacts/").content.decode()
