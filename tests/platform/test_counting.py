"""What a real web process counted reaches the database: when it is stopped all of it, when it is killed nearly all."""

import json
import time
from pathlib import Path

import psycopg

from tests.platform.granian_site import site
from tests.platform.launch import until
from tests.support.database import Urls
from totalaudio.project.tests.test_hosts import PRODUCTION

MOST_LOST = 5.0  # seconds


def counted(db: Urls) -> int:
    """Requests of people; what is counted with a colon is statements and work."""
    asked = "SELECT sum(total) FROM ops.request_minutes WHERE route_class !~ ':'"
    with psycopg.connect(db.system) as connection:
        row = connection.execute(asked).fetchone()
    return int(str(row[0])) if row and row[0] is not None else 0


def test_a_web_process_that_is_stopped_has_stored_every_request(fresh_database: Urls) -> None:
    with site(fresh_database) as web:
        for _ in range(7):
            assert web.get("/accounts/login/")[0] == 200
        assert web.stop() == 0
    assert counted(fresh_database) == 7


def test_a_web_process_that_is_killed_loses_at_most_five_seconds(fresh_database: Urls) -> None:
    answered: list[float] = []
    with site(fresh_database) as web:
        begin = time.monotonic()
        while time.monotonic() < begin + MOST_LOST + 2:
            assert web.get("/accounts/login/")[0] == 200
            answered.append(time.monotonic())
            time.sleep(0.05)
        web.kill()
        killed = time.monotonic()
    stored, before = counted(fresh_database), sum(at < killed - MOST_LOST for at in answered)
    assert before > 10
    assert before <= stored <= len(answered)


def test_counting_goes_on_when_the_database_cut_every_connection(fresh_database: Urls) -> None:
    with site(fresh_database) as web:
        web.get("/accounts/login/")
        until(lambda: counted(fresh_database) == 1, 15)
        with psycopg.connect(fresh_database.admin, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = 'requests'"
            )
        web.get("/accounts/login/")
        until(lambda: counted(fresh_database) == 2, 15)


def test_a_page_that_is_asked_for_says_its_id(fresh_database: Urls) -> None:
    with site(fresh_database) as web:
        assert web.get("/accounts/login/", X_Request_ID="mine-1")[1]["x-request-id"] == "mine-1"
        assert len(web.get("/accounts/login/", X_Request_ID="a b")[1]["x-request-id"]) == 36


def test_in_production_every_line_of_a_request_is_an_object_with_its_id(
    fresh_database: Urls, tmp_path: Path
) -> None:
    https = {"X_Forwarded_Proto": "https", "Host": "tap.example.org"}
    said = tmp_path / "said.log"
    with site(fresh_database, said, **PRODUCTION) as web:
        assert web.get("/accounts/login/?next=/secret-path", X_Request_ID="r-7", **https)[0] == 200
        web.stop()
    lines = [line for line in said.read_text().splitlines() if line.startswith("{")]
    found = [json.loads(line) for line in lines]
    (of_request,) = [one for one in found if one["logger"] == "totalaudio.requests"]
    assert of_request["duration_ms"] > 0
    wanted = {
        "level": "info",
        "message": "GET /accounts/login/ 200",
        "request_id": "r-7",
        "route": "accounts/login/",
        "status": 200,
        "app": "audio-intel",
    }
    assert {name: of_request[name] for name in wanted} == wanted
    assert "secret-path" not in "".join(lines)
