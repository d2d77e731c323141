"""The gate before a deploy, against modes that an outage made."""

import pytest

from totalaudio_ops.happenings import Connection
from totalaudio_ops.incidents.changing import resolve
from totalaudio_ops.incidents.incident import unresolved
from totalaudio_ops.incidents.opening import open_incident
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Change
from totalaudio_ops.slo.gating import Asked, ask
from totalaudio_ops.slo.objectives import Source
from totalaudio_ops.slo.postgres_source import PostgresSource
from totalaudio_ops.slo.sources import Sources
from totalaudio_ops.slo.storing import GateAnswer, gate_answers
from totalaudio_ops.slo.tests.traffic import APP, DAY, START, after, objective, traffic
from totalaudio_ops.slo.windows import SETTLING


def asks(
    connection: Connection,
    change: Change,
    minutes: float = 12,
    *,
    incident: str | None = None,
    override: str | None = None,
    source: Source | None = None,
) -> GateAnswer:
    with connection.transaction():
        asked = Asked(APP, change, "deploy@example.com", incident, override)
        used = source or PostgresSource(connection)
        return ask(connection, used, [objective()], asked, after(minutes) + SETTLING)


@pytest.fixture
def outage(connection: Connection) -> Connection:
    """A good day, and then everything fails: Caution after 8 minutes, Freeze after 11."""
    traffic(connection, START - DAY, START)
    traffic(connection, START, after(30), bad=100)
    return connection


def test_the_gate_judges_the_latest_counts_before_it_answers(outage: Connection) -> None:
    assert [
        (answer.mode, answer.is_let_through)
        for answer in (asks(outage, Change.FEATURE, minute) for minute in (7, 8, 11))
    ] == [("development", True), ("caution", False), ("freeze", False)]


def test_in_freeze_a_fix_passes_that_names_an_open_incident(outage: Connection) -> None:
    assert asks(outage, Change.FIX).is_let_through is False
    [incident] = unresolved(outage)
    assert asks(outage, Change.FIX, incident=incident.ref).is_let_through is True
    assert asks(outage, Change.SECURITY).is_let_through is True
    resolve(outage, incident.ref, by="Alice", now=after(13))
    closed = asks(outage, Change.FIX, 14, incident=incident.ref)
    assert closed.is_let_through is False
    assert closed.said == (
        "Freeze stops fixes that name no open incident; name one with --incident."
        f" No incident {incident.ref} of Tracker is open."
    )


def test_the_incident_of_another_app_does_not_help(outage: Connection) -> None:
    other = open_incident(
        outage, level="P2", title="Slow", app="pitch-generator", by="Alice", now=after(1)
    )
    of_all = open_incident(outage, level="P2", title="Network", by="Alice", now=after(1))
    assert asks(outage, Change.FIX, incident=other.ref).is_let_through is False
    assert asks(outage, Change.FIX, incident=of_all.ref).is_let_through is True


def test_an_override_passes_and_stays_on_record_with_who_and_why(outage: Connection) -> None:
    asks(outage, Change.FEATURE, override="The radio campaign starts tonight")
    [answer] = gate_answers(outage, [APP], START, START + DAY)
    assert answer == GateAnswer(
        app=APP,
        at=after(12) + SETTLING,
        change="feature",
        mode="freeze",
        is_let_through=True,
        incident_ref=None,
        override_reason="The radio campaign starts tonight",
        asked_by="deploy@example.com",
        said="Freeze stops features; security changes go through, and fixes of an open incident."
        " Let through by override: The radio campaign starts tonight",
    )
    told = outage.execute("SELECT text FROM ops.happenings WHERE kind = 'gate'").fetchall()
    assert told == [
        (f"The gate let through a feature of Tracker, asked by deploy@example.com: {answer.said}",)
    ]


def test_an_override_that_was_not_needed_is_none(connection: Connection) -> None:
    assert asks(connection, Change.FEATURE, override="To be sure").override_reason is None


def test_every_answer_is_kept_newest_first(outage: Connection) -> None:
    for minute, change in ((7, Change.FEATURE), (12, Change.FIX), (13, Change.SECURITY)):
        asks(outage, change, minute)
    found = gate_answers(outage, [APP], START, START + DAY)
    assert [(one.change, one.is_let_through) for one in found] == [
        ("security", True),
        ("fix", False),
        ("feature", True),
    ]


def test_when_counts_cannot_be_read_the_mode_written_down_last_decides(outage: Connection) -> None:
    class Broken:
        def count(self, *_: object) -> dict[tuple[str, str], list[object]]:
            raise Problem("Prometheus does not answer.")

    asks(outage, Change.FEATURE, 12)
    answer = asks(outage, Change.FEATURE, 13, source=Broken())  # type: ignore[arg-type]  # as much of a source as is asked
    assert (answer.is_let_through, answer.mode) == (False, "freeze")
    assert answer.said.endswith(
        "The latest counts could not be read, so this is the mode written down last: Prometheus does not answer."
    )


def test_a_source_that_cannot_be_read_is_named_though_others_can(outage: Connection) -> None:
    class Down:
        def count(self, *_: object) -> dict[tuple[str, str], list[object]]:
            raise Problem("Prometheus does not answer.")

    both = Sources({"postgres": PostgresSource(outage), "prometheus": Down()})  # type: ignore[dict-item]  # as much of a source as is asked
    wanted = [objective(), objective("latency", source="prometheus")]
    asked = Asked(APP, Change.FEATURE, "deploy@example.com")
    with outage.transaction():
        answer = ask(outage, both, wanted, asked, after(8) + SETTLING)
    assert (answer.is_let_through, answer.mode) == (False, "caution")
    assert answer.said.endswith(" Some counts could not be read: Prometheus does not answer.")


def test_an_app_without_objectives_and_an_override_without_a_reason_are_refused(
    connection: Connection,
) -> None:
    asked = Asked("trakcer", Change.FIX, "deploy@example.com")
    with pytest.raises(Problem, match=r"^'trakcer' has no objectives.*: tracker declared\.$"):
        ask(connection, PostgresSource(connection), [objective()], asked, START)
    with pytest.raises(Problem, match="reason"):
        asks(connection, Change.FIX, override=" ")
    assert gate_answers(connection, [APP], START, START + DAY) == []
