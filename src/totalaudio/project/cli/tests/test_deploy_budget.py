"""What a budget lets through, asked by `totalaudio deploy` itself of the counts in a database."""

import json
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg.rows import namedtuple_row

from totalaudio.project.cli.tests.desk import Desk, Say
from totalaudio_ops.incidents.changing import resolve
from totalaudio_ops.incidents.incident import unresolved
from totalaudio_ops.incidents.opening import open_incident
from totalaudio_ops.slo.tests.traffic import traffic

APP = ("tracker", "--env", "production", "--watch", "0")
HOUR = timedelta(hours=1)
FREEZE = "Freeze stops features; security changes go through, and fixes of an open incident."
NO_INCIDENT = "Freeze stops fixes that name no open incident; name one with --incident."


def count(desk: Desk, bad: int) -> None:
    """A day of 100 requests a minute at the Tracker, of which so many failed in each minute of its last hour."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    with psycopg.connect(desk.db.system) as connection:
        traffic(connection, now - 24 * HOUR, now - HOUR)
        traffic(connection, now - HOUR, now, bad=bad)


@pytest.fixture
def frozen(desk: Desk, say: Say) -> Desk:
    """The Tracker has spent its budget, and the gate has seen it."""
    count(desk, bad=50)
    assert say("deploy", *APP)[0] == 1
    return desk


def incident_of(desk: Desk) -> str:
    with psycopg.connect(desk.db.system) as connection:
        return next(one.ref for one in unresolved(connection) if one.app == "tracker")


def kept(desk: Desk) -> list[tuple[object, ...]]:
    """The last answer of the gate and the last deploy, as the database has them."""
    with psycopg.connect(desk.db.system, row_factory=namedtuple_row) as connection:
        asked = connection.execute(
            "SELECT mode, change, is_let_through, incident_ref, override_reason FROM ops.gate_answers"
            " ORDER BY at DESC LIMIT 1"
        ).fetchall()
        deployed = connection.execute(
            "SELECT change, outcome, incident_ref, override_reason FROM ops.deployments"
            " ORDER BY started_at DESC LIMIT 1"
        ).fetchall()
    return [tuple(one) for one in (*asked, *deployed)]


def test_freeze_stops_a_feature_and_the_plan_says_so_before(desk: Desk, say: Say) -> None:
    count(desk, bad=50)
    status, out, _ = say("deploy", *APP, "--plan", "--json")
    [budget] = [one for one in json.loads(out)["gate"] if one["check"] == "budget"]
    assert (status, budget["let_through"], budget["said"]) == (1, False, FREEZE)
    assert say("deploy", *APP)[:2] == (1, f"Refused. Budget: {FREEZE} Nothing was changed.\n")
    assert desk.place.calls == []
    assert kept(desk) == [
        ("freeze", "feature", False, None, None),
        ("feature", "refused", None, None),
    ]


def test_in_freeze_a_fix_needs_an_incident_that_is_open_and_of_this_app(
    frozen: Desk, say: Say
) -> None:
    with psycopg.connect(frozen.db.system) as connection:
        other = open_incident(
            connection, level="P2", title="Slow", app="worker", by="olive", now=datetime.now(UTC)
        ).ref
    fix = ("deploy", *APP, "--change", "fix")
    assert say(*fix)[1] == f"Refused. Budget: {NO_INCIDENT} Nothing was changed.\n"
    for wrong in ("INC-2001-01-01-001", other):
        said = f"{NO_INCIDENT} No incident {wrong} of Tracker is open."
        assert (
            say(*fix, "--incident", wrong)[1] == f"Refused. Budget: {said} Nothing was changed.\n"
        )
    ref = incident_of(frozen)
    assert say(*fix, "--incident", ref.lower())[0] == 0
    assert kept(frozen)[0] == ("freeze", "fix", True, ref.lower(), None)
    with psycopg.connect(frozen.db.system) as connection:
        resolve(connection, ref, by="olive", now=datetime.now(UTC))
    assert say(*fix, "--incident", ref)[0] == 1


def test_in_freeze_security_goes_through_and_an_override_stays_on_record(
    frozen: Desk, say: Say
) -> None:
    status, _, err = say("deploy", *APP, "--change", "security")
    assert (status, "Freeze lets a security change through." in err) == (0, True)
    frozen.commit()
    status, _, err = say("deploy", *APP, "--override", "The radio campaign starts tonight")
    assert (status, err.count("The radio campaign starts tonight")) == (0, 1)
    assert kept(frozen) == [
        ("freeze", "feature", True, None, "The radio campaign starts tonight"),
        ("feature", "kept", None, "The radio campaign starts tonight"),
    ]


def test_an_override_without_a_reason_is_none(frozen: Desk, say: Say) -> None:
    for empty in ("", "  \n "):
        assert say("deploy", *APP, "--override", empty)[0] == 1


def test_caution_stops_features_and_lets_fixes_through(desk: Desk, say: Say) -> None:
    count(desk, bad=15)  # some 900 of 1,440 that may fail
    status, out, _ = say("deploy", *APP)
    said = "Caution stops features; fixes and security changes go through."
    assert (status, out) == (1, f"Refused. Budget: {said} Nothing was changed.\n")
    assert say("deploy", *APP, "--change", "fix")[0] == 0
    assert kept(desk)[0] == ("caution", "fix", True, None, None)


def test_a_budget_that_is_spent_stops_nobody_who_goes_back_and_no_other_app(
    frozen: Desk, say: Say
) -> None:
    for _ in range(2):
        assert say("deploy", *APP, "--change", "security")[0] == 0
        frozen.commit()
    assert say("rollback", "tracker", "--env", "production")[0] == 0
    status, _, err = say("deploy", "pitch-generator", "--env", "production", "--watch", "0")
    assert (status, "Development lets everything through." in err) == (0, True)
