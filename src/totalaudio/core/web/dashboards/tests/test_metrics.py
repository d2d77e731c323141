"""The operator's dashboard: what happened is in its figures, and nothing else is."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser
from tests.support.cast import Person

from totalaudio.core.metrics.keeping import roll_up
from totalaudio.core.web.dashboards.tests.happening import happen, visitor

pytestmark = pytest.mark.usefixtures("db")

PATH = "/operator/metrics/"
NOW = datetime.now(UTC)


def shown(person: Person, query: str = "") -> Any:
    """What the page was given, after the worker has summed up."""
    roll_up(NOW - timedelta(days=400))
    answer = person.client().get(PATH + query)
    assert answer.status_code == 200
    return answer.context


def steps(person: Person, query: str = "") -> dict[str, int]:
    return {step.label: step.n for step in shown(person, query)["funnel"].steps}


def test_an_empty_installation_says_how_figures_come(operator: Person) -> None:
    page = operator.client().get(PATH).content.decode()
    assert "Nothing was recorded in these days" in page
    assert "Open a page, sign somebody up or enrich a list" in page


def test_each_step_of_the_funnel_is_counted_for_itself(operator: Person) -> None:
    ann, ben = uuid4(), uuid4()
    for who in (visitor(1), visitor(1), visitor(2), visitor(3)):
        happen("page-view", who)
    for who in (ann, ben):
        happen("sign-up", who)
        happen("enrichment-success", who)
    happen("enrichment-success", ann)
    happen("demo-call-booked", visitor(2))
    happen("payment-completed", ann)
    assert steps(operator) == {
        "Visits": 3,
        "Sign-ups": 2,
        "First enrichments": 2,
        "Demo calls": 1,
        "First payments": 1,
    }


def test_a_range_begins_at_midnight_of_its_first_day(operator: Person) -> None:
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=6)
    happen("sign-up", uuid4(), midnight)
    happen("sign-up", uuid4(), midnight - timedelta(milliseconds=1))
    found = {days: steps(operator, f"?days={days}")["Sign-ups"] for days in (7, 30, 90, 365)}
    assert found == {7: 1, 30: 2, 90: 2, 365: 2}


def test_what_workspaces_send_by_their_keys_is_not_the_installations(operator: Person) -> None:
    happen("sign-up", uuid4(), source="key")
    happen("page-view", uuid4(), source="key")
    happen("request-failed", uuid4(), source="key", status="error", duration_ms=5)
    found = shown(operator)
    assert (found["is_empty"], found["errors"], found["durations"]) == (True, [], [])


@pytest.mark.parametrize("query", ["", "?days=", "?days=8", "?days=-1", "?days=30;DROP"])
def test_an_unknown_range_is_the_usual_one(operator: Person, query: str) -> None:
    assert shown(operator, query)["days"] == 30


def test_enrichments_and_errors_carry_their_sample(operator: Person) -> None:
    for number in range(8):
        happen("enrichment-success", uuid4(), duration_ms=100 + number)
    for _ in range(2):
        happen("enrichment-failed", uuid4(), status="error", error_message="No answer.")
    roll_up(NOW - timedelta(days=2))
    page = text(operator)
    assert "8 of 10 contacts succeeded (80 %, 49 to 94)" in page
    assert "20.0 % of all events" in page
    assert page.count("No answer.") == 2


def test_a_feature_used_long_ago_counts_in_long_ranges_alone(operator: Person) -> None:
    ann = uuid4()
    happen("feature-used", ann, NOW - timedelta(days=40), feature="import")
    happen("feature-used", ann, NOW, feature="search")
    happen("sign-in", uuid4(), NOW)

    def used(days: int) -> list[tuple[str, int, int]]:
        features = shown(operator, f"?days={days}")["features"]
        return [(one.label, one.hits, one.n) for one in features if one.hits]

    assert used(30) == [("Search", 1, 2)]
    assert used(90) == [("Bring a list", 1, 2), ("Search", 1, 2)]


def test_who_comes_back_is_told_by_whole_weeks(operator: Person) -> None:
    monday = NOW.replace(hour=12) - timedelta(days=NOW.weekday())
    began = monday - timedelta(weeks=3)
    ann, ben, cleo = uuid4(), uuid4(), uuid4()
    for who in (ann, ben):
        happen("sign-up", who, began)
    happen("sign-in", ann, began + timedelta(weeks=1))
    happen("payment-completed", ben, began + timedelta(weeks=1))  # a renewal is no visit
    happen("feature-used", ben, began + timedelta(weeks=2))
    happen("sign-up", cleo, monday)  # the running week says nothing yet
    rows = shown(operator)["retention"].rows
    assert [(row.size, [cell.text for cell in row.cells]) for row in rows] == [
        ("2", ["1 of 2", "1 of 2"])
    ]


def test_durations_are_within_ten_per_cent(operator: Person) -> None:
    for number in range(1, 101):
        happen("feature-used", uuid4(), duration_ms=number * 10)
    [found] = shown(operator)["durations"]
    assert (found.event_name, found.n) == ("feature-used", 100)
    assert 0.9 <= found.p50_ms / 500 <= 1.1
    assert 0.9 <= found.p95_ms / 950 <= 1.1


def test_only_the_latest_errors_are_listed_newest_first(operator: Person) -> None:
    for minutes in range(25):
        happen("request-failed", uuid4(), NOW - timedelta(minutes=minutes), status="error",
               error_message=f"error {minutes}")  # fmt: skip
    found = [one.error_message for one in shown(operator)["errors"]]
    assert found == [f"error {minutes}" for minutes in range(20)]


def test_a_hostile_error_stays_text(operator: Person) -> None:
    happen("request-failed", uuid4(), status="error", error_message="<script>alert(1)</script>")
    roll_up(NOW - timedelta(days=2))
    html = operator.client().get(PATH).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_number_of_queries_does_not_grow_with_the_events(operator: Person) -> None:
    client = operator.client()
    client.get(PATH)  # the connection asks who it is once
    counts = []
    for _ in range(2):
        happen("sign-up", uuid4(), NOW - timedelta(days=10))
        happen("feature-used", uuid4(), duration_ms=3, feature="search")
        roll_up(NOW - timedelta(days=30))
        with CaptureQueriesContext(connections["default"]) as queries:
            assert client.get(PATH).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def text(person: Person) -> str:
    """The page as it reads, its blanks made plain."""
    body = LexborHTMLParser(person.client().get(PATH).content.decode()).body
    assert body is not None
    return body.text().replace("\N{NO-BREAK SPACE}", " ")
