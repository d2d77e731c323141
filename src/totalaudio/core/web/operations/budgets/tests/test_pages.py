"""The pages of budgets, as operators see them."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.core.web.operations.budgets.pieces import promise
from totalaudio.core.web.operations.budgets.tasks import judge
from totalaudio_ops.happenings import Connection
from totalaudio_ops.slo.declared import declared
from totalaudio_ops.slo.gate import Change
from totalaudio_ops.slo.gating import Asked, ask
from totalaudio_ops.slo.sources import source_of
from totalaudio_ops.slo.tests.traffic import traffic
from totalaudio_ops.slo.windows import whole_minute

OVERVIEW, TRACKER = "/operator/budgets/", "/operator/budgets/tracker/"
HOUR = timedelta(hours=1)


@pytest.fixture
def system(db: Urls) -> Iterator[Connection]:
    with psycopg.connect(db.system, autocommit=True) as opened:
        yield opened


@pytest.fixture
def outage(system: Connection) -> Connection:
    """The Tracker failed in half of the requests of the last hour; the Pitch Generator answered well."""
    now = whole_minute(timezone.now())
    traffic(system, now - 3 * HOUR, now - HOUR, slow=2)
    traffic(system, now - HOUR, now, bad=50)
    traffic(system, now - 3 * HOUR, now, app="pitch-generator")
    judge(timestamp=0)
    return system


def test_without_traffic_every_app_says_that_it_has_no_data(operator: Person, db: Urls) -> None:
    answer = operator.client().get(OVERVIEW)
    apps = answer.context["apps"]
    assert [(app.name, app.mode) for app in apps] == [
        ("audio-intel", "Development"),
        ("tracker", "Development"),
        ("pitch-generator", "Development"),
        ("worker", "Development"),
    ]
    assert {meter.text for app in apps for meter in app.meters} == {"no data"}
    assert (answer.context["alerts"], answer.context["history"]) == ([], [])
    assert "Nothing was counted in the last 24 hours." in answer.content.decode()


def test_an_outage_is_seen_at_a_glance(operator: Person, outage: Connection) -> None:
    answer = operator.client().get(OVERVIEW)
    tracker = next(app for app in answer.context["apps"] if app.name == "tracker")
    assert (tracker.mode, tracker.tone, tracker.is_worst) == ("Freeze", "bad", True)
    assert tracker.says == (
        "Only security may be deployed, and fixes that name an open incident. Held by “Available”."
    )
    available = tracker.meters[0]
    assert (available.title, available.tone, available.width) == ("Available", "bad", "0.00")
    assert available.text.startswith("overspent by 15")
    assert available.note == "3,000 bad of 18,000"
    assert [one.text for one in answer.context["alerts"]] == [
        "Tracker: “Available” over 1h and 5m; 6h and 30m; 1d and 2h; 3d and 6h."
    ]
    [change] = answer.context["history"]
    assert change.title == "Tracker: Development to Freeze"
    page = answer.content.decode()
    assert answer.context["alerts"][0].incident in page


def test_one_app_in_depth(operator: Person, outage: Connection) -> None:
    with outage.transaction():
        asked = Asked("tracker", Change.FEATURE, "deploy", override="The campaign starts")
        ask(outage, source_of(outage), declared(), asked, timezone.now())
    answer = operator.client().get(TRACKER)
    available, *_ = answer.context["objectives"]
    assert dict(available.facts) == {
        "Good": "83.333 %",
        "May be bad": "180",
        "Were bad": "3,000",
        "Too many": "2,820",
        "Lasts at the rate of the last hour": "it is spent",
    }
    assert available.chart.spots[-1].text == "\u22121,567\u00a0%".replace(",", "")
    [said] = answer.context["answers"]
    assert (said.verdict, said.override_reason) == ("Overridden", "The campaign starts")
    assert len(answer.context["fired"]) == 4
    assert "The campaign starts" in answer.content.decode()


def test_one_and_three_rows_take_as_many_queries(operator: Person, system: Connection) -> None:
    client, now = operator.client(), whole_minute(timezone.now())

    def queries(path: str) -> int:
        client.get(path)  # the first request reads what every later one knows
        with CaptureQueriesContext(connections["default"]) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    def outage_of(*apps: str) -> None:
        for app in apps:
            traffic(system, now - HOUR, now, bad=50, app=app)
        judge(timestamp=0)

    outage_of("tracker")
    one = [queries(path) for path in (OVERVIEW, TRACKER)]
    outage_of("audio-intel", "pitch-generator")
    assert [queries(path) for path in (OVERVIEW, TRACKER)] == one


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "stranger"])
def test_nobody_but_operators_sees_them(
    name: str, request: pytest.FixtureRequest, outage: Connection
) -> None:
    person: Person = request.getfixturevalue(name)
    assert [person.client().get(path).status_code for path in (OVERVIEW, TRACKER)] == [403, 403]


def test_an_app_without_objectives_is_missing(operator: Person) -> None:
    assert operator.client().get("/operator/budgets/trakcer/").status_code == 404


def test_files_with_mistakes_are_said_and_nothing_breaks(
    operator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from totalaudio.core.web.operations.budgets import views
    from totalaudio_ops.slo.openslo import Fault, UnreadableObjectives

    def unreadable() -> None:
        raise UnreadableObjectives([Fault("slos/tracker.yaml", 3, "The target is 99.")])

    monkeypatch.setattr(views, "declared", unreadable)
    for path in (OVERVIEW, TRACKER):
        page = operator.client().get(path).content.decode()
        assert "slos/tracker.yaml:3: The target is 99." in page


def test_a_promise_is_said_in_a_few_words() -> None:
    said = {(one.app, one.name): promise(one) for one in declared()}
    assert said["audio-intel", "availability"] == "99.5\u00a0% good, 30 days"
    assert said["audio-intel", "latency"] == "95\u00a0% within 3 s, 7 days"
    assert said["tracker", "moonshot"] == "95\u00a0% within 100 ms, 7 days, moonshot"


def test_the_worker_judges_a_minute_once(outage: Connection) -> None:
    judge(timestamp=0)
    count = outage.execute("SELECT count(*) FROM ops.mode_changes").fetchone()
    assert count == (1,)
