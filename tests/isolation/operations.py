"""Rows of every table of operations, and a verb tried on one of them as somebody."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from psycopg import errors, sql

from tests.isolation.catalogue import Connection
from tests.isolation.people import fixed_id
from tests.isolation.trying import REFUSED, taken_back

VERBS: Final = ("select", "insert", "update", "delete")
_DECLARED = tomllib.loads(Path(__file__).with_name("operations.toml").read_text(encoding="utf-8"))
TABLES: Final[dict[str, str]] = _DECLARED["tables"]
APPEND_ONLY: Final[list[str]] = _DECLARED["append_only"]["tables"]

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
_INCIDENT = fixed_id("incident")
_DEPLOYMENT = "20261123T120000000Z-tracker-production"
_COUNTS = {"app": "tracker", "route_class": "page", "total": 1, "bad": 0, "left_out": 0}
# One row of each table; what has a default is left out.
ROWS: Final[dict[str, dict[str, object]]] = {
    "migrations": {"name": "0000_made_up"},
    "happenings": {"kind": "gate", "text": "A gate was asked.", "source_key": "made up"},
    "request_minutes": _COUNTS | {"minute": NOON, "histogram": [1]},
    "request_hours": _COUNTS | {"hour": NOON, "histogram": [1]},
    "request_sources": {"id": fixed_id("source"), "number": 1},
    "rolled_until": {"until": NOON},
    "stale_hours": {"hour": NOON},
    "maintenance": {"id": fixed_id("maintenance"), "starts_at": LATER, "ends_at": LATER + timedelta(hours=1),
                    "reason": "A larger machine.", "declared_by": "olive@example.com", "declared_at": NOON},
    "mode_changes": {"id": fixed_id("mode"), "app": "tracker", "at": NOON, "from_mode": "development",
                     "to_mode": "caution", "objective": "availability", "budget_left": "0.4", "reason": "Spent."},
    "objective_modes": {"app": "tracker", "objective": "availability", "mode": "caution", "at": NOON},
    "alerts": {"id": fixed_id("alert"), "app": "tracker", "objective": "availability", "rule": "1h and 5m",
               "level": "P1", "started_at": NOON, "burn_long": 15, "burn_short": 20},
    "gate_answers": {"id": fixed_id("gate"), "app": "tracker", "change": "fix", "mode": "caution",
                     "is_let_through": True, "asked_by": "olive@example.com", "said": "Go on."},
    "incidents": {"id": _INCIDENT, "ref": "INC-2026-11-23-001", "level": "P1", "title": "Private", "source": "hand",
                  "started_at": NOON, "detected_at": NOON, "respond_by": LATER},
    "incident_entries": {"incident_id": _INCIDENT, "at": NOON, "kind": "note", "text": "Private", "actor": "olive"},
    "post_mortems": {"incident_id": _INCIDENT, "due_date": NOON.date()},
    "post_mortem_actions": {"id": fixed_id("action"), "incident_id": _INCIDENT, "text": "Watch it", "owner": "olive",
                            "due_date": NOON.date()},
    "notifications": {"id": fixed_id("notification"), "incident_id": _INCIDENT, "channel": "mail",
                      "recipient": "olive@example.com", "subject": "s", "body": "b", "first_at": NOON,
                      "not_before": NOON, "source_key": "made up"},
    "backups": {"id": fixed_id("backup"), "name": "n", "trigger": "hand", "started_at": NOON, "state": "running"},
    "restores": {"id": fixed_id("restore"), "started_at": NOON, "archive": "a", "what": "all", "target": "t",
                 "asked_by": "olive"},
    "deployments": {"id": _DEPLOYMENT, "kind": "deploy", "app": "tracker", "environment": "production",
                    "target": "server", "commit": "0" * 40, "version": "0.1.0", "change": "fix", "asked_by": "olive",
                    "started_at": NOON},
    "deployment_steps": {"deployment_id": _DEPLOYMENT, "number": 1, "at": NOON, "step": "gate", "done": "began",
                         "said": "Private"},
}  # fmt: skip


def answers(table: str) -> dict[str, dict[str, str]]:
    """The declared answers of a table: by verb, then by actor."""
    head, *lines = _DECLARED["shapes"][TABLES[table]].strip().splitlines()
    told = (line.split() for line in lines)
    return {verb: dict(zip(head.split(), words, strict=True)) for verb, *words in told}


def fill(admin: Connection) -> None:
    """One row for every table, those that are referred to first."""
    for table, values in ROWS.items():
        admin.execute(_insertion(table), list(values.values()))


def try_verb(connection: Connection, table: str, verb: str) -> str:
    """How many rows a verb without a filter reached: refused, none or all."""
    with taken_back(connection):
        try:
            found = connection.execute(
                _statement(connection, table, verb),
                list(ROWS[table].values()) if verb == "insert" else [],
            )
        except (errors.UniqueViolation, errors.ForeignKeyViolation):
            return "all"  # the walls are asked before the keys are
        except errors.InsufficientPrivilege as error:
            return "none" if "row-level security" in str(error) else REFUSED
        return "all" if found.rowcount else "none"


def _statement(connection: Connection, table: str, verb: str) -> sql.Composed:
    name = sql.Identifier("ops", table)
    match verb:
        case "select":
            return sql.SQL("SELECT FROM {}").format(name)
        case "insert":
            return _insertion(table)
        case "update":
            column = sql.Identifier(_changeable(connection, table))
            return sql.SQL("UPDATE {} SET {} = {}").format(name, column, column)
        case _:
            return sql.SQL("DELETE FROM {}").format(name)


def _insertion(table: str) -> sql.Composed:
    values = ROWS[table]
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier("ops", table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join([sql.Placeholder()] * len(values)),
    )


def _changeable(connection: Connection, table: str) -> str:
    """A column that the role may change, else any."""
    rows = connection.execute(
        """SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attidentity = ''
        ORDER BY has_column_privilege(attrelid, attnum, 'UPDATE') DESC, attnum LIMIT 1""",
        [f"ops.{table}"],
    ).fetchone()
    assert rows is not None
    return str(rows[0])
