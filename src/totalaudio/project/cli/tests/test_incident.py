"""Incidents on the command line, as somebody on duty types them; every command of INCIDENTS.md is run."""

import json
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio.project.cli.app import run
from totalaudio.project.cli.tests.running import platform, totalaudio
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.incidents import open_incident
from totalaudio_ops.notifying.audience import Audience
from totalaudio_ops.notifying.queueing import queue
from totalaudio_ops.problems import Problem

KEYS = [
    *("ref", "level", "title", "app", "status", "source", "lead", "public", "started_at"),
    *("detected_at", "respond_by", "seconds_left", "acknowledged_at", "mitigated_at"),
    *("resolved_at", "breached_at"),
]


@pytest.fixture
def running(tmp_path: Path, db: Urls) -> Iterator[Path]:
    """The data folder of a platform."""
    with platform(tmp_path / "data", db) as folder:
        yield folder


class Typing:
    """Types commands in this process, which is quicker than a new one for each."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(self, *arguments: str) -> str:
        """What it answers; it is done without a word on stderr."""
        status = run(["incident", *arguments, "--data", str(self.folder)])
        heard = self.capsys.readouterr()
        assert (status, heard.err) == (0, ""), arguments
        return heard.out

    def json(self, *arguments: str) -> Any:
        """The same, for programs."""
        return json.loads(self(*arguments, "--json"))


@pytest.fixture
def incident(running: Path, capsys: pytest.CaptureFixture[str]) -> Typing:
    """`totalaudio incident` on the platform."""
    return Typing(running, capsys)


def test_every_command_of_the_document_works_in_its_order(incident: Typing) -> None:
    text = (ROOT / "INCIDENTS.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.strip().splitlines()]
    ref = f"INC-{datetime.now(UTC):%Y-%m-%d}-001"
    assert len(lines) > 15
    for line in lines:
        command, group, *rest = shlex.split(line.replace("INC-2026-11-23-001", ref))
        assert (command, group) == ("./totalaudio", "incident")
        assert incident(*rest) != ""
    [found] = incident.json("list", "--all")
    assert (found["ref"], found["status"], found["level"]) == (ref, "resolved", "P0")


def test_programs_get_stable_keys(incident: Typing) -> None:
    made = incident.json("open", "Runs fail", "--level", "p2", "--by", "Bob")
    assert list(made) == KEYS
    assert (made["level"], made["app"], made["status"], made["lead"]) == ("P2", None, "open", None)
    assert 14_300 < made["seconds_left"] <= 14_400
    ref = made["ref"]
    shown = incident.json("show", ref.lower())
    assert list(shown) == [*KEYS, "timeline", "post_mortem", "notifications"]
    assert [(entry["kind"], entry["by"]) for entry in shown["timeline"]] == [("opened", "Bob")]
    assert incident.json("list") == [
        made | {"seconds_left": pytest.approx(made["seconds_left"], abs=30)}
    ]
    assert list(incident.json("template", ref, "resolved")) == ["name", "subject", "body"]
    keys = ["measure", "definition", "level", "n", "mean_s", "median_s", "p90_s"]
    assert list(incident.json("metrics")[0]) == keys
    counts = {"queued": 0, "sent": 0, "waiting": 0, "given_up": 0}
    assert incident.json("deliver") == counts


def test_what_is_not_taken_is_exit_status_1(running: Path, db: Urls) -> None:
    with psycopg.connect(db.system) as connection:
        made = open_incident(connection, level="P1", title="x", by="Bob", now=datetime.now(UTC))
        queue(connection, Audience(("duty@example.com",)), made.detected_at)
    answer = totalaudio("incident", "deliver", "--json", "--data", running)
    assert answer.code == 1
    assert json.loads(answer.stdout) == {"queued": 0, "sent": 0, "waiting": 1, "given_up": 0}


def test_who_types_is_named_in_the_timeline(incident: Typing) -> None:
    ref = incident.json("open", "x", "--level", "P3")["ref"]
    [entry] = incident.json("show", ref)["timeline"]
    assert re.fullmatch(r".+ at the command line", entry["by"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "INC-1"), "there is no incident 'INC-1': see totalaudio incident list."),
        (("open", "x", "--level", "P7"), "'P7' is no level: P0, P1, P2 and P3 are."),
        (
            ("open", "x", "--level", "P1", "--since", "soon"),
            "'soon' is no moment: write 15m, 2h, 3d or 2026-11-23T12:00+00:00.",
        ),
        (("close", "INC-1"), "there is no incident 'INC-1': see totalaudio incident list."),
        (("done", "INC-1", "x"), "'x' is no id of an action: incident show has them."),
    ],
)
def test_a_mistake_is_one_line(incident: Typing, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(Problem) as problem:
        incident(*arguments)
    assert str(problem.value) == said


def test_a_mistake_has_exit_status_2_and_no_traceback(running: Path) -> None:
    answer = totalaudio("incident", "resolve", "INC-1", "--data", running)
    said = "totalaudio: there is no incident 'INC-1': see totalaudio incident list.\n"
    assert (answer.code, answer.stdout, answer.said) == (2, b"", said)


def test_without_incidents_nothing_is_made_up(incident: Typing) -> None:
    assert incident("list") == "No incident is open.\n"
    assert incident("metrics") == "No incident was opened in the last 90 days.\n"
    assert incident.json("metrics") == []
