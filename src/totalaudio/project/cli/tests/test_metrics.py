"""`totalaudio metrics`, run as people run it, on the test's database."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connections
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.core.metrics.exporting import COLUMNS
from totalaudio.core.metrics.keeping import roll_up
from totalaudio.core.metrics.names import Feature
from totalaudio.core.web.dashboards.tests.happening import happen, visitor
from totalaudio.project.cli.tests.running import most_memory, platform, totalaudio

NOW = datetime.now(UTC)
TODAY = NOW.date()


@pytest.fixture
def data(db: Urls, tmp_path: Path) -> Iterator[Path]:
    with platform(tmp_path / "data", db) as folder:
        yield folder


def events_left() -> int:
    with connections["system"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM events")
        return int(cursor.fetchone()[0])


def test_a_summary_for_programs_has_the_promised_keys(data: Path) -> None:
    happen("page-view", visitor(1))
    happen("sign-up", uuid4())
    happen("feature-used", uuid4(), feature="search", duration_ms=100)
    happen("request-failed", uuid4(), status="error")
    roll_up(NOW - timedelta(days=1))
    answer = totalaudio("metrics", "summary", "--days", "7", "--json", "--data", data)
    found = json.loads(answer.stdout)
    [durations] = found.pop("durations")
    assert 90 <= durations.pop("p50_ms") <= 110
    assert 90 <= durations.pop("p95_ms") <= 110
    assert durations == {"event": "feature-used", "n": 1}
    assert datetime.fromisoformat(found.pop("newest_hour")) <= datetime.now(UTC)
    assert (answer.code, found) == (0, {
        "from": (TODAY - timedelta(days=6)).isoformat(),
        "to": TODAY.isoformat(),
        "funnel": {"visits": 1, "sign_ups": 1, "first_enrichments": 0, "demo_calls": 0, "first_payments": 0},
        "events": 4,
        "errors": 1,
        "people": 1,
        "features": dict.fromkeys(Feature, 0) | {"search": 1},
        "enrichments": {"succeeded": 0, "failed": 0},
    })  # fmt: skip


def test_a_summary_of_nothing_says_when_figures_come(data: Path) -> None:
    answer = totalaudio("metrics", "summary", "--data", data)
    said = answer.stdout.decode()
    assert answer.code == 0
    assert "nothing yet: the worker sums up once a minute" in said
    assert "Enrichments               nothing yet" in said


def test_an_export_is_whole_and_in_order(data: Path, tmp_path: Path) -> None:
    first, second = NOW - timedelta(days=2), NOW - timedelta(days=1)
    happen("sign-in", uuid4(), second)
    happen("sign-up", uuid4(), first, error_message='=HYPERLINK("http://x.example")')
    out = tmp_path / "events.csv"
    answer = totalaudio("metrics", "export", "--out", out, "--data", data)
    rows = list(csv.DictReader(io.StringIO(out.read_text(), newline="")))
    assert (answer.code, answer.stdout, answer.said) == (0, b"", "2 events written.\n")
    assert [(row["event_name"], row["created_at"]) for row in rows] == [
        ("sign-up", first.isoformat()),
        ("sign-in", second.isoformat()),
    ]
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0]["error_message"] == '\'=HYPERLINK("http://x.example")'


def test_many_events_need_no_more_memory_than_few(data: Path, tmp_path: Path) -> None:
    fill = """INSERT INTO events
        (id, user_id, workspace_id, created_at, event_name, event_category, app_name, error_message)
        SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now() - n * interval '1 second', 'x', 'x', 'x',
        repeat('x', 2000) FROM generate_series(%s, %s) AS n"""
    needed = []
    for first, last in ((1, 1_000), (1_001, 20_000)):
        with connections["system"].cursor() as cursor:
            cursor.execute(fill, [first, last])
        out = tmp_path / f"{last}.csv"
        needed.append(most_memory("metrics", "export", "--out", out, "--data", data))
        assert out.read_bytes().count(b"\r\n") == last + 1
    few, many = needed
    assert many - few < 16 * 1024  # of KiB; the rows themselves are 40 MB


def test_days_are_whole_days_in_utc_and_both_are_included(data: Path) -> None:
    midnight = datetime(2026, 11, 3, tzinfo=UTC)
    for at in (midnight - timedelta(milliseconds=1), midnight, midnight + timedelta(hours=24),
               midnight + timedelta(hours=48)):  # fmt: skip
        happen("sign-in", uuid4(), at)
    answer = totalaudio("metrics", "export", "--format", "jsonl", "--data", data,
                        "--from", "2026-11-03", "--to", "2026-11-04")  # fmt: skip
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [row["created_at"] for row in rows] == [
        "2026-11-03T00:00:00+00:00",
        "2026-11-04T00:00:00+00:00",
    ]
    assert all(list(row) == list(COLUMNS) for row in rows)
    assert rows[0]["properties"] == {"feature": ""}
    assert rows[0]["duration_ms"] is None


def test_the_first_and_the_last_day_that_there_are_can_be_asked_for(data: Path) -> None:
    happen("sign-in", uuid4())
    answer = totalaudio("metrics", "export", "--data", data,
                        "--from", "0001-01-01", "--to", "9999-12-31")  # fmt: skip
    assert (answer.code, answer.said) == (0, "1 event written.\n")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--from", "3.11.2026"], "--from 3.11.2026 is no day: write it as 2026-11-30."),
        (
            ["--from", "2026-11-03", "--to", "2026-11-02"],
            "is after --to 2026-11-02: exchange them.",
        ),
        (["--format", "xlsx"], "there is no format xlsx: choose csv or jsonl."),
        (["--out", "/nowhere/events.csv"], "/nowhere/events.csv cannot be written"),
    ],
)
def test_wrong_use_is_one_line_and_leaves_nothing(data: Path, typed: list[str], said: str) -> None:
    answer = totalaudio("metrics", "export", *typed, "--data", data)
    assert (answer.code, answer.stdout, answer.said.count("\n")) == (2, b"", 1)
    assert said in answer.said


def test_a_rehearsal_counts_and_deletes_nothing(data: Path, alice: Person) -> None:
    happen("sign-in", alice.id)
    happen("sign-in", uuid4())
    answer = totalaudio("metrics", "forget", "ALICE@example.com", "--dry-run", "--data", data)
    assert answer.code == 0
    assert "1 event, 0 usage counters and 0 rows" in answer.said
    assert "would be deleted" in answer.said
    assert events_left() == 2


def test_a_person_is_forgotten_and_nobody_else(data: Path, alice: Person) -> None:
    happen("sign-in", alice.id)
    happen("sign-in", uuid4())
    answer = totalaudio("metrics", "forget", alice.id.hex, "--json", "--data", data)
    assert answer.code == 0
    assert json.loads(answer.stdout) == {
        "user_id": str(alice.id), "dry_run": False, "events": 1, "counters": 0, "weeks": 0, "firsts": 0,
    }  # fmt: skip
    assert events_left() == 1


def test_an_unknown_address_is_said(data: Path) -> None:
    answer = totalaudio("metrics", "forget", "nobody@example.com", "--data", data)
    assert (answer.code, answer.stdout) == (2, b"")
    assert answer.said == (
        "totalaudio: nobody here has the address nobody@example.com: correct it, "
        "or give the id of a person who has left.\n"
    )
