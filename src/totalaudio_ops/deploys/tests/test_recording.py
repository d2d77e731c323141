"""The journal is copied to the database, when it answers; incidents find deploys in their timelines."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio_ops.deploys import rows
from totalaudio_ops.deploys.copying import Copier
from totalaudio_ops.deploys.gating import Answer
from totalaudio_ops.deploys.journal import Deploy, Journal
from totalaudio_ops.deploys.recording import catch_up, copy
from totalaudio_ops.deploys.tests.bench import FIRST, SECOND, Bench
from totalaudio_ops.happenings import Connection
from totalaudio_ops.incidents.entries import timeline
from totalaudio_ops.incidents.opening import open_incident
from totalaudio_ops.incidents.timelines import copy_happenings
from totalaudio_ops.problems import Problem


@pytest.fixture
def system(db: Urls) -> Iterator[Connection]:
    """The system role's connection."""
    with psycopg.connect(db.system, autocommit=True) as connection:
        yield connection


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "journal")


def happened(connection: Connection) -> list[object]:
    found = connection.execute(
        "SELECT text FROM ops.happenings WHERE kind = 'deploy' ORDER BY at, id"
    )
    return [row[0] for row in found]


def test_a_copy_is_what_the_journal_says(bench: Bench, system: Connection) -> None:
    found = bench.deploy(FIRST)
    copy(system, found)
    assert rows.find(system, found.order.id) == rows.row_of(found)
    assert rows.lines(system, found.order.id) == rows.lines_of(found)
    assert rows.latest(system, 10) == [rows.row_of(found)]


def test_every_beginning_of_a_journal_can_be_copied_and_the_next_goes_on(
    bench: Bench, system: Connection
) -> None:
    bench.deploy(FIRST)
    bench.place.broken |= {"observe": "It broke.", "undo": "The front is gone."}
    bench.deploy(SECOND)
    bench.place.broken.clear()
    found = bench.deploy(SECOND)
    for length in range(len(found.entries) + 1):
        begun = Deploy(found.opened, found.entries[:length])
        copy(system, begun)
        copy(system, begun)
        assert rows.find(system, found.order.id) == rows.row_of(begun)
        assert rows.lines(system, found.order.id) == rows.lines_of(begun)


def test_a_failed_way_back_is_a_failure_until_it_is_done(bench: Bench, system: Connection) -> None:
    bench.deploy(FIRST)
    bench.place.broken |= {"observe": "It broke.", "undo": "The front is gone."}
    assert rows.row_of(bench.deploy(SECOND)).outcome == "failed"
    bench.place.broken.clear()
    assert rows.row_of(bench.deploy(SECOND)).outcome == "rolled back"


def test_the_next_command_catches_up_with_what_the_database_missed(
    bench: Bench, system: Connection
) -> None:
    first = bench.deploy(FIRST)
    copy(system, Deploy(first.opened, first.entries[:3]))
    second, back = bench.deploy(SECOND), bench.rollback()
    journal = Journal(bench.folder)
    assert catch_up(system, journal) == 3
    assert rows.latest(system, 10) == [rows.row_of(one) for one in (back, second, first)]
    assert catch_up(system, journal) == 0


def test_what_people_met_is_told_once_and_what_changed_nothing_is_not(
    bench: Bench, system: Connection
) -> None:
    copy(system, bench.deploy(FIRST))
    bench.gate = lambda _order: [Answer("budget", is_let_through=False, said="No.")]
    copy(system, bench.deploy(SECOND))
    bench.gate = lambda _order: []
    bench.place.broken["observe"] = "It broke."
    for _ in range(2):
        copy(system, bench.deploy(SECOND))
    bench.place.broken.clear()
    bench.deploy(SECOND)
    copy(system, bench.rollback())
    deploy, bad = "Deploy of Tracker 0.1.0", "(222222222222) to production"
    kept = f"{deploy} (111111111111) to production"
    back = "Rollback of Tracker to 0.1.0 (111111111111) in production"
    assert happened(system) == [
        f"{kept}: people are switched to it, asked by olive.",
        f"{kept}: kept. It serves.",
        *(
            f"{deploy} {bad}: {said}"
            for said in (
                "people are switched to it, asked by olive.",
                "rolled back. It broke. What served before serves.",
            )
            * 2
        ),
        f"{back}: people are switched to it, asked by olive.",
        f"{back}: kept. It serves.",
    ]


def test_an_open_incident_finds_the_deploy_in_its_timeline(
    bench: Bench, system: Connection
) -> None:
    found = bench.deploy(FIRST)
    at = found.opened.at + timedelta(minutes=1)
    with system.transaction():
        incident = open_incident(
            system, level="P1", title="Errors", app="tracker", now=at, by="olive"
        )
    copy(system, found)
    copy_happenings(system, at + timedelta(minutes=1))
    told = [one.text for one in timeline(system, incident.id) if one.kind == "deploy"]
    assert [said.rpartition(": ")[2] for said in told] == [
        "people are switched to it, asked by olive.",
        "kept. It serves.",
    ]


def test_steps_are_shown_with_how_long_they_took(bench: Bench) -> None:
    bench.place.broken["switch"] = "It broke."
    found = bench.deploy(FIRST)
    steps = rows.took(rows.lines_of(found))
    assert [(one.step, one.done) for one in steps] == [
        *((step, "done") for step in ("gate", "build", "migrate", "start", "check")),
        ("switch", "failed"),
        ("undo", "done"),
    ]
    assert all(one.seconds is not None and one.seconds >= 0 for one in steps)
    cut = rows.took(rows.lines_of(Deploy(found.opened, found.entries[:3])))
    assert [(one.step, one.seconds, one.done) for one in cut][1:] == [("build", None, "not ended")]


def away() -> AbstractContextManager[Connection]:
    raise Problem("the database did not answer")


def test_a_database_that_is_away_delays_nobody_and_is_said(bench: Bench) -> None:
    copier = Copier(away, Journal(bench.folder))
    copier.heard(bench.deploy(FIRST))
    assert copier.finish(5) == "the database did not answer"


def test_a_database_that_hangs_is_not_waited_for(bench: Bench) -> None:
    ended = threading.Event()

    def hanging() -> AbstractContextManager[Connection]:
        ended.wait(20)
        raise Problem("too late")

    copier = Copier(hanging, Journal(bench.folder))
    copier.heard(bench.deploy(FIRST))
    assert copier.finish(0.05) == "the database did not answer in time"
    ended.set()


def test_what_was_heard_is_copied_when_it_finishes(
    bench: Bench, db: Urls, system: Connection
) -> None:
    copier = Copier(lambda: psycopg.connect(db.system), Journal(bench.folder))
    missed = bench.deploy(FIRST)
    found = bench.deploy(SECOND)
    for length in range(len(found.entries) + 1):
        copier.heard(Deploy(found.opened, found.entries[:length]))
    assert copier.finish(10) == ""
    assert rows.latest(system, 10) == [rows.row_of(found), rows.row_of(missed)]


def test_nobody_heard_is_nothing_to_wait_for(bench: Bench) -> None:
    assert Copier(away, Journal(bench.folder)).finish(5) == ""


def test_what_was_kept_last_is_told_of_each_app(bench: Bench, system: Connection) -> None:
    bench.deploy(FIRST)
    bench.deploy(SECOND)
    back = bench.rollback()
    bench.place.broken["observe"] = "It broke."
    bench.deploy(SECOND)
    catch_up(system, Journal(bench.folder))
    assert rows.kept_last(system) == [rows.row_of(back)]
