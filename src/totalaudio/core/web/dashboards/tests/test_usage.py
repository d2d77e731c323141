"""A person's own usage: theirs alone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser
from tests.support.cast import Person

from totalaudio.core.web.dashboards.tests.happening import happen

pytestmark = pytest.mark.usefixtures("db")

PATH = "/people/usage/"
NOW = datetime.now(UTC)


def count(who: UUID, app: str, days_ago: int = 0, **counters: int) -> None:
    names, values = ", ".join(counters), list(counters.values())
    day = NOW.date() - timedelta(days=days_ago)
    with connections["system"].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO usage_counters (user_id, date, app_name, workspace_id, {names}) "
            f"VALUES (%s, %s, %s, %s, {', '.join(['%s'] * len(values))})",
            [who, day, app, UUID(int=0), *values],
        )


def today(person: Person) -> dict[str, str]:
    answer = person.client().get(PATH)
    return {stat.label: stat.value for stat in answer.context["today"]}


def test_who_did_nothing_reads_what_to_do(stranger: Person) -> None:
    page = stranger.client().get(PATH).content.decode()
    assert "Nothing counted in the last 30 days" in page
    assert "Enrich a list, search or export your contacts" in page


def test_today_and_the_last_thirty_days_are_ones_own(alice: Person, bob: Person) -> None:
    count(alice.id, "audio-intel", enrichments_count=12, searches_count=3)
    count(alice.id, "core", sessions_count=1)
    count(alice.id, "audio-intel", days_ago=29, enrichments_count=1000)
    count(alice.id, "audio-intel", days_ago=30, enrichments_count=5)
    count(bob.id, "audio-intel", enrichments_count=777)
    happen("enrichment-success", bob.id, category="enrichment")
    assert today(alice) == {
        "Contacts enriched": "12",
        "Searches": "3",
        "Exports": "0",
        "Contacts added": "0",
        "Times signed in": "1",
    }
    answer = alice.client().get(PATH)
    charts = {c.title: [(b.label, b.text) for b in c.bars] for c in answer.context["charts"]}
    assert charts == {
        "Account": [("Times signed in", "1")],
        "Audio Intel": [("Contacts enriched", "1,012"), ("Searches", "3")],
    }
    assert answer.context["categories"] == []
    assert "777" not in answer.content.decode()


def test_each_kind_of_event_says_how_it_ended(alice: Person) -> None:
    for status in ("success", "success", "success", "error", "success"):
        happen(
            "enrichment-success", alice.id, category="enrichment", status=status, duration_ms=2400
        )
    happen("sign-in", alice.id, category="session", status="pending")
    happen("sign-in", alice.id, NOW - timedelta(days=31), category="session")
    answer = alice.client().get(PATH)
    rows = [
        row.text(separator="|") for row in LexborHTMLParser(answer.content.decode()).css("tbody tr")
    ]
    assert [" ".join(row.split()) for row in rows] == [
        "Enrichment|5|80 % succeeded|2.4 s",
        "Signing in|1|none ended yet|not measured",
    ]


@pytest.mark.parametrize("page", ["/people/", "/accounts/email/", PATH])
def test_the_tabs_of_the_account_lead_there_and_say_where_one_is(alice: Person, page: str) -> None:
    shown = LexborHTMLParser(alice.client().get(page).content.decode())
    tabs = {tab.attributes["href"]: tab for tab in shown.css(".tabs a")}
    assert list(tabs)[:3] == ["/people/", PATH, "/accounts/email/"]
    assert [url for url, tab in tabs.items() if "aria-current" in tab.attributes] == [page]


def test_every_query_of_counters_and_events_names_the_person(alice: Person) -> None:
    client = alice.client()
    with CaptureQueriesContext(connections["default"]) as queries:
        client.get(PATH)
    asked = [q["sql"] for q in queries if "usage_counters" in q["sql"] or "summary" in q["sql"]]
    assert len(asked) == 3
    assert [sql for sql in asked if alice.id.hex not in sql and str(alice.id) not in sql] == []
