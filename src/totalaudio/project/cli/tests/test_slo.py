"""`totalaudio slo`, run as people run it, on the test's database and with the objectives of the release."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from tests.support.database import Urls

from totalaudio.project.cli.tests.running import platform, totalaudio
from totalaudio_ops.slo.declared import FOLDER, declared
from totalaudio_ops.slo.tests.traffic import traffic

HOUR = timedelta(hours=1)


@pytest.fixture
def data(db: Urls, tmp_path: Path) -> Iterator[Path]:
    with platform(tmp_path / "data", db) as folder:
        yield folder


@pytest.fixture
def outage(db: Urls, data: Path) -> Path:
    """The Tracker fails in half of the requests of the last hour; the Pitch Generator answers well."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    with psycopg.connect(db.system) as connection:
        traffic(connection, now - 3 * HOUR, now - HOUR)
        traffic(connection, now - HOUR, now, bad=50)
        traffic(connection, now - 3 * HOUR, now, app="pitch-generator")
    return data


def test_status_says_what_is_left_and_what_was_never_counted(outage: Path) -> None:
    answer = totalaudio("slo", "status", "--json", "--data", outage)
    found = {app["app"]: app for app in json.loads(answer.stdout)["apps"]}
    tracker = {one["name"]: one for one in found["tracker"]["objectives"]}
    # 3,000 of 18,000 were bad, and 180 may be.
    assert tracker["availability"]["left"] == pytest.approx(1 - 3000 / 180, rel=0.03)
    assert set(tracker["availability"]["burn"]) == {
        *("5m", "30m", "1h", "2h", "6h", "1d", "3d", "7d", "30d"),
    }
    assert found["tracker"]["mode"] == "development"  # nobody has judged so far
    assert {one["left"] for one in found["audio-intel"]["objectives"]} == {None}


def test_status_for_people_has_a_table_for_each_app(outage: Path) -> None:
    answer = totalaudio("slo", "status", "--data", outage)
    said = answer.stdout.decode()
    assert answer.code == 0
    assert "Tracker: Development. Everything may be deployed." in said
    assert "overspent by" in said
    assert "no data" in said


def test_status_names_what_holds_an_app_in_its_mode(outage: Path) -> None:
    assert totalaudio("slo", "evaluate", "--data", outage).code == 0
    answer = totalaudio("slo", "status", "--app", "tracker", "--data", outage)
    assert "Held by “Available”." in answer.stdout.decode()
    answer = totalaudio("slo", "status", "--app", "tracker", "--json", "--data", outage)
    [app] = json.loads(answer.stdout)["apps"]
    holds = {one["name"]: one["holds"] for one in app["objectives"]}
    assert (app["mode"], holds.pop("availability")) == ("freeze", "freeze")
    assert set(holds.values()) == {"development"}


def test_status_of_one_app_and_of_none(data: Path) -> None:
    one = totalaudio("slo", "status", "--app", "worker", "--json", "--data", data)
    assert [app["app"] for app in json.loads(one.stdout)["apps"]] == ["worker"]
    none = totalaudio("slo", "status", "--app", "trakcer", "--data", data)
    assert (none.code, none.said) == (
        2,
        "totalaudio: 'trakcer' has no objectives: audio-intel, tracker, pitch-generator, worker have.\n",
    )


def test_evaluate_judges_once(outage: Path) -> None:
    first, second = (
        json.loads(totalaudio("slo", "evaluate", "--json", "--data", outage).stdout)
        for _ in range(2)
    )
    assert [(one["app"], one["to"]) for one in first["changes"]] == [("tracker", "freeze")]
    assert first["alerts_begun"] == [
        f"tracker availability {rule}"
        for rule in ("1h and 5m", "6h and 30m", "1d and 2h", "3d and 6h")
    ]
    assert len(first["incidents"]) == 1
    assert second == {"changes": [], "alerts_begun": [], "alerts_ended": [], "incidents": []}


def test_the_gate_stops_a_deploy_by_its_exit_status(outage: Path) -> None:
    stopped = totalaudio("slo", "gate", "tracker", "--change", "feature", "--data", outage)
    assert stopped.code == 1
    assert stopped.stdout.decode().startswith("Stop. Freeze stops features;")
    fix = totalaudio("slo", "gate", "tracker", "--change", "fix", "--data", outage)
    assert fix.code == 1
    ref = f"INC-{datetime.now(UTC):%Y-%m-%d}-001"
    named = ("slo", "gate", "tracker", "--change", "fix", "--incident", ref, "--json")
    answer = totalaudio(*named, "--data", outage)
    found = json.loads(answer.stdout)
    assert (answer.code, found["let_through"], found["incident"]) == (0, True, ref)
    other = totalaudio("slo", "gate", "pitch-generator", "--change", "feature", "--data", outage)
    assert (other.code, other.stdout.decode()) == (0, "Go. Development lets everything through.\n")


def test_an_override_needs_a_reason(outage: Path) -> None:
    gate = ("slo", "gate", "tracker", "--change", "feature", "--data", outage)
    assert totalaudio(*gate, "--override", " ").code == 2
    passed = totalaudio(*gate, "--override", "The radio campaign starts tonight", "--json")
    found = json.loads(passed.stdout)
    assert (passed.code, found["override"]) == (0, "The radio campaign starts tonight")


def test_a_report_is_of_whole_weeks_or_months(data: Path, db: Urls) -> None:
    monday = datetime(2026, 11, 16, tzinfo=UTC)
    with psycopg.connect(db.system) as connection:
        traffic(connection, monday, monday + 2 * HOUR, bad=3)
        traffic(connection, monday + 8 * 24 * HOUR, monday + 8 * 24 * HOUR + HOUR, bad=100)
    asked = ("slo", "report", "--until", "2026-11-25", "--app", "tracker", "--data", data)
    answer = totalaudio(*asked, "--weekly", "--json")
    found = json.loads(answer.stdout)
    assert (found["start"][:10], found["end"][:10]) == ("2026-11-16", "2026-11-23")
    [tracker] = found["apps"]
    [available] = [one for one in tracker["objectives"] if one["name"] == "availability"]
    assert (available["total"], available["bad"]) == (12000, 360)
    assert available["classes"] == [{"class": "pages", "total": 12000, "bad": 360}]
    said = totalaudio(*asked, "--weekly").stdout.decode()
    assert said.startswith("# Weekly report: 16 Nov 2026 to 22 Nov 2026\n")
    assert "16 Nov" in said
    assert (
        totalaudio(*asked, "--monthly").stdout.decode().startswith("# Monthly report: 01 Oct 2026")
    )
    assert totalaudio(*asked).code == 2
    assert totalaudio("slo", "report", "--weekly", "--until", "soon", "--data", data).code == 2


def test_check_finds_no_mistake_in_the_files_of_the_release(tmp_path: Path) -> None:
    good = json.loads(totalaudio("slo", "check", "--json").stdout)
    assert good == {"ok": True, "objectives": len(declared()), "problems": []}
    text = (FOLDER / "tracker.yaml").read_text().replace("target: 0.99", "target: 99", 1)
    (tmp_path / "tracker.yaml").write_text(text)
    answer = totalaudio("slo", "check", tmp_path / "tracker.yaml", FOLDER / "alerts.yaml")
    assert answer.code == 1
    assert answer.stdout.decode().startswith(f"{tmp_path}/tracker.yaml:")


def test_without_a_platform_it_says_what_to_do(tmp_path: Path) -> None:
    answer = totalaudio("slo", "status", "--data", tmp_path / "none")
    assert (answer.code, "start it with ./totalaudio up" in answer.said) == (2, True)


def test_a_database_that_cannot_answer_stops_a_deploy_in_one_line(db: Urls, tmp_path: Path) -> None:
    elsewhere = make_conninfo(db.admin, dbname="postgres")
    said = []
    for number, system in enumerate((elsewhere, db.app)):
        with platform(tmp_path / str(number), replace(db, system=system)) as folder:
            answer = totalaudio("slo", "gate", "tracker", "--change", "fix", "--data", folder)
        assert (answer.code, answer.stdout) == (2, b"")
        said.append(answer.said)
    assert said[0].startswith("totalaudio: the database has no tables of objectives: start the")
    assert said[1].startswith("totalaudio: the database did not answer: permission denied for ")
    assert [one.count("\n") for one in said] == [1, 1]
