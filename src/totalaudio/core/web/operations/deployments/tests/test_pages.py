"""The pages of deploys: for operators alone, with what serves, how each ended, and every step."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection as asked
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.core.web.operations.deployments.views import LISTED

PAGE = "/operator/deployments/"
AT = datetime(2026, 11, 22, 9, 14, tzinfo=UTC)
_MANY = """
    INSERT INTO ops.deployments SELECT 'more-' || n, 'deploy', 'tracker', 'production', 'server', repeat('a', 40),
        '0.' || n || '.0', 'feature', 'olive', NULL, NULL, now() + n * interval '1 hour',
        now() + (n + 1) * interval '1 hour', 'kept', 'It serves.'
    FROM generate_series(1, 200) n
"""


def deployed(db: Urls, number: int, **values: object) -> str:
    at = AT + timedelta(hours=number)
    found: dict[str, object] = {
        "id": f"{at:%Y%m%dT%H%M%S%f}Z-tracker-production",
        "kind": "deploy",
        "app": "tracker",
        "environment": "production",
        "target": "server",
        "commit": f"{number + 1:x}" * 40,
        "version": f"0.{number}.0",
        "change": "feature",
        "asked_by": "olive",
        "started_at": at,
        "finished_at": at + timedelta(seconds=48.3),
        "outcome": "kept",
        "said": "It serves.",
    } | values
    steps = [
        ("gate", 0, "budget: Development lets everything through."),
        ("build", 3, "It was made."),
    ]
    with psycopg.connect(db.system) as connection:
        names = ", ".join(f'"{name}"' for name in found)
        marks = ", ".join(["%s"] * len(found))
        connection.execute(
            f"INSERT INTO ops.deployments ({names}) VALUES ({marks})".encode(), list(found.values())
        )
        for place, (step, seconds, said) in enumerate(steps):
            begun = at + timedelta(seconds=seconds)
            for done, later in (("began", 0.0), ("done", 2.5)):
                connection.execute(
                    "INSERT INTO ops.deployment_steps VALUES (%s, %s, %s, %s, %s, %s)",
                    [found["id"], 2 * place + 1 + (done == "done"), begun + timedelta(seconds=later), step, done,
                     said if done == "done" else ""],
                )  # fmt: skip
    return str(found["id"])


def shown(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_without_deploys_it_says_how_to_make_one(operator: Person, db: Urls) -> None:
    page = shown(operator.client())
    assert "Nothing was deployed yet" in page
    assert "<code>./totalaudio deploy tracker --env preview</code>" in page


def test_a_deploy_is_shown_with_who_when_how_long_and_how_it_ended(
    operator: Person, db: Urls
) -> None:
    deployed(db, 1)
    page = shown(operator.client())
    for said in (
        "Tracker 0.1.0",
        "Kept",
        "Production",
        "222222222222",
        "olive",
        "48.3 s",
        "22 Nov 2026",
    ):
        assert said in page
    assert '<time datetime="2026-11-22T' in page  # it stays in one line beside a long name
    assert "It serves." not in page


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"outcome": "rolled back"},
            ("Rolled back",),
        ),
        (
            {"outcome": "refused"},
            ("Refused",),
        ),
        ({"outcome": "failed"}, ("Failed",)),
        ({"outcome": "abandoned"}, ("Abandoned",)),
        ({"outcome": None, "finished_at": None}, ("Not ended", "–")),
        ({"kind": "rollback"}, ("Tracker back to 0.1.0",)),
        ({"kind": "promote"}, ("Tracker 0.1.0, promoted",)),
        ({"app": "worker", "environment": "preview"}, ("Worker 0.1.0", "Preview")),
    ],
)
def test_each_kind_and_outcome_is_said(
    values: dict[str, object], said: tuple[str, ...], operator: Person, db: Urls
) -> None:
    deployed(db, 1, **values)
    page = shown(operator.client())
    for one in said:
        assert one in page


def test_what_serves_is_the_version_that_was_kept_last(operator: Person, db: Urls) -> None:
    deployed(db, 1)
    deployed(db, 2)
    deployed(db, 3, outcome="rolled back")
    deployed(db, 4, kind="rollback", version="0.1.0")
    page = shown(operator.client())
    assert page.count('<p class="stat-value">') == 1
    assert '<p class="stat-value">0.1.0</p>' in page


def test_one_deploy_shows_its_steps_and_what_is_known(operator: Person, db: Urls) -> None:
    name = deployed(db, 1, override_reason="The site is down.", incident_ref="INC-2026-11-22-001")
    page = shown(operator.client(), f"{PAGE}{name}/")
    for said in (
        "It serves.",
        "Gate",
        "Budget: Development lets everything through.",
        "Build",
        "2.5 s",
        "The site is down.",
        "INC-2026-11-22-001",
    ):
        assert said in page


def test_one_that_has_not_ended_says_what_to_do(operator: Person, db: Urls) -> None:
    name = deployed(db, 1, outcome=None, finished_at=None, said="")
    page = shown(operator.client(), f"{PAGE}{name}/")
    assert "It has only begun." in page
    assert "the same command goes on with it" in page


def test_what_is_not_there_is_not_found(operator: Person, db: Urls) -> None:
    assert operator.client().get(f"{PAGE}never/").status_code == 404


def test_one_and_three_take_the_same_queries(operator: Person, db: Urls) -> None:
    client, counts = operator.client(), []
    for number in range(3):
        name = deployed(db, number)
        client.get(PAGE)
        for path in (PAGE, f"{PAGE}{name}/"):
            with CaptureQueriesContext(asked) as found:
                page = shown(client, path)
            counts.append((path == PAGE, len(found)))
    assert page
    assert len(set(counts)) == 2


def test_two_hundred_take_no_more_and_the_newest_are_listed(operator: Person, db: Urls) -> None:
    deployed(db, 0)
    client = operator.client()
    client.get(PAGE)
    with CaptureQueriesContext(asked) as before:
        shown(client)
    with psycopg.connect(db.system) as connection:
        connection.execute(_MANY)
    with CaptureQueriesContext(asked) as after:
        page = shown(client)
    assert len(after) == len(before)
    assert page.count('class="cell-words"><a href="/operator/deployments/more-') == LISTED
    assert ("0.200.0" in page, "0.100.0" in page) == (True, False)
    assert "The latest 60." in page


def test_what_people_wrote_is_shown_as_text(operator: Person, db: Urls) -> None:
    hostile = '</td><script>alert(1)</script>"&'
    name = deployed(
        db, 1, asked_by=hostile, override_reason=hostile, incident_ref=hostile, said=hostile,
        version=hostile,
    )  # fmt: skip
    with psycopg.connect(db.system) as connection:
        connection.execute(
            "INSERT INTO ops.deployment_steps VALUES (%s, 9, now(), 'switch', 'began', ''),"
            " (%s, 10, now(), 'switch', 'failed', %s)",
            [name, name, hostile],
        )
    for path, times in ((PAGE, 2), (f"{PAGE}{name}/", 6)):
        page = shown(operator.client(), path)
        assert "<script>alert" not in page
        assert page.count("&lt;script&gt;alert(1)") >= times


def test_an_app_that_is_no_more_is_still_in_the_list(operator: Person, db: Urls) -> None:
    name = deployed(db, 1, app="radio-desk")
    assert "radio-desk 0.1.0" in shown(operator.client())
    assert "radio-desk 0.1.0" in shown(operator.client(), f"{PAGE}{name}/")


def test_they_are_not_for_others(alice: Person, charlie: Person, db: Urls) -> None:
    name = deployed(db, 1)
    for path in (PAGE, f"{PAGE}{name}/"):
        assert [one.client().get(path).status_code for one in (alice, charlie)] == [403, 403]
        assert Client().get(path).status_code == 302
