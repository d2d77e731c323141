"""A web process while its database is away: it lives, serves nothing, and serves by itself when it is back."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.platform.granian_site import Site, site
from tests.platform.launch import until
from tests.support.database import Urls
from tests.support.wire import Wire, wire_to

PAGE, API = "/accounts/login/", "/api/v1/campaigns"
TITLE = b"This is not available at the moment"
BACK = "The database answers: this process serves from now on"


@pytest.fixture
def wire(db: Urls) -> Iterator[Wire]:
    """To the database of this test."""
    with wire_to(db.app) as made:
        yield made


def assert_waits(here: Site) -> None:
    """It lives, and tells everybody to come back, each in their own words."""
    assert here.get("/health/live")[0] == 200
    status, _, body = here.get("/health/ready")
    assert (status, json.loads(body)) == (503, {"status": "unavailable", "reason": "database"})
    status, headers, body = here.get(PAGE)
    assert (status, headers["retry-after"], TITLE in body) == (503, "30", True)
    status, headers, body = here.get(API, Authorization="Bearer nobody's")
    assert (status, headers["retry-after"]) == (503, "30")
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["type"] == "urn:totalaudio:problem:unavailable"


def test_it_starts_without_a_database_waits_and_serves_when_it_is_back(
    db: Urls, wire: Wire, tmp_path: Path
) -> None:
    """It starts while packets are lost, the worst of all ways, and is cut off later."""
    said, url = tmp_path / "said", f"{wire.through(db.app)} connect_timeout=1"
    wire.silence()
    with site(replace(db, app=url), said) as here:
        assert_waits(here)
        assert json.loads(here.get("/health")[2])["database_version"] is None
        assert here.get("/static/ui/icons.svg")[0] == 200  # what the page looks like
        wire.mend()
        until(lambda: here.get("/health/ready")[0] == 200, 10)
        assert (here.get(PAGE)[0], here.get(API)[0]) == (200, 401)
        wire.cut()
        assert_waits(here)
        wire.mend()
        assert (here.get(PAGE)[0], here.get(API)[0], here.get("/health/ready")[0]) == (
            200,
            401,
            200,
        )
        assert here.stop() == 0
    log = said.read_text()
    assert (
        "DATABASE_URL: the database cannot be asked who we are there (connection timeout expired)"
        in log
    )
    assert (log.count("Until it answers, nothing is served"), log.count(BACK)) == (1, 1)
    assert "Traceback" not in log


def test_weak_walls_that_are_seen_late_end_it_before_it_serves(
    db: Urls, wire: Wire, tmp_path: Path
) -> None:
    said = tmp_path / "said"
    wire.cut()
    with site(replace(db, app=wire.through(db.admin)), said) as here:
        assert_waits(here)
        wire.mend()
        statuses = list[int]()
        while here.process.poll() is None:
            statuses.append(here.get(PAGE)[0])
        assert (here.process.wait(10), set(statuses) - {0}) == (1, {503})
    line = (
        "totalaudio: DATABASE_URL: postgres is a superuser, whom no policy stops; "
        "connect as totalaudio_app"
    )
    assert line in said.read_text().splitlines()
    assert BACK not in said.read_text()
