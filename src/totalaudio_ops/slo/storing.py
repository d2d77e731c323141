"""What was decided, in the database: modes of apps, alerts, and answers of the gate. A transaction is the caller's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from psycopg.rows import args_row, class_row
from uuid_utils.compat import uuid7

from totalaudio_ops.happenings import Connection


@dataclass(frozen=True, slots=True)
class ModeChange:
    """An app went from one mode into another; `budget_left` is of its objective, None with too few events."""

    app: str
    at: datetime
    from_mode: str
    to_mode: str
    objective: str
    budget_left: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class Alert:
    """An objective burned too fast in both windows of a rule; `level` is the worst that it called for so far."""

    id: UUID
    app: str
    objective: str
    rule: str
    level: str
    started_at: datetime
    ended_at: datetime | None
    burn_long: Decimal
    burn_short: Decimal
    incident_id: UUID | None
    incident_ref: str | None = None
    incident_resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """What the gate said to somebody who wanted to deploy."""

    app: str
    at: datetime
    change: str
    mode: str
    is_let_through: bool
    incident_ref: str | None
    override_reason: str | None
    asked_by: str
    said: str


_MODES = "SELECT app, at, from_mode, to_mode, objective, budget_left, reason FROM ops.mode_changes"
_ALERTS = """SELECT a.id, a.app, a.objective, a.rule, a.level, a.started_at, a.ended_at, a.burn_long,
    a.burn_short, a.incident_id, i.ref AS incident_ref, i.resolved_at AS incident_resolved_at
    FROM ops.alerts a LEFT JOIN ops.incidents i ON i.id = a.incident_id"""
_ANSWERS = """SELECT app, at, change, mode, is_let_through, incident_ref, override_reason, asked_by, said
    FROM ops.gate_answers"""


def lock(connection: Connection) -> None:
    """Wait until nobody else judges; held to the end of the transaction."""
    connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('ops.slo', 0))")


def last_changes(connection: Connection, until: datetime | None = None) -> dict[str, ModeChange]:
    """The last change of each app that ever left Development, or the last before a moment."""
    asked = (
        _MODES.replace("SELECT", "SELECT DISTINCT ON (app)")
        + " WHERE at < coalesce(%s::timestamptz, 'infinity') ORDER BY app, at DESC, id DESC"
    )
    with connection.cursor(row_factory=class_row(ModeChange)) as cursor:
        return {change.app: change for change in cursor.execute(asked, [until])}


def mode_changes(
    connection: Connection, apps: Sequence[str], since: datetime, until: datetime
) -> list[ModeChange]:
    """The changes of these apps between two moments, newest first."""
    asked = f"{_MODES} WHERE app = ANY(%s) AND at >= %s AND at <= %s ORDER BY at DESC, app"
    with connection.cursor(row_factory=class_row(ModeChange)) as cursor:
        return cursor.execute(asked, [list(apps), since, until]).fetchall()


def add_mode_change(connection: Connection, change: ModeChange) -> None:
    """Write down that an app is in another mode from now on."""
    connection.execute(
        "INSERT INTO ops.mode_changes (id, app, at, from_mode, to_mode, objective, budget_left, reason)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [
            uuid7(),
            change.app,
            change.at,
            change.from_mode,
            change.to_mode,
            change.objective,
            change.budget_left,
            change.reason,
        ],
    )


def open_alerts(connection: Connection) -> list[Alert]:
    """Alerts that have not ended, oldest first."""
    asked = f"{_ALERTS} WHERE a.ended_at IS NULL ORDER BY a.started_at, a.id"
    with connection.cursor(row_factory=class_row(Alert)) as cursor:
        return cursor.execute(asked).fetchall()


def alerts(
    connection: Connection, apps: Sequence[str], since: datetime, until: datetime
) -> list[Alert]:
    """Alerts of these apps that burned between two moments, newest first."""
    asked = f"""{_ALERTS} WHERE a.app = ANY(%s) AND a.started_at <= %s
        AND coalesce(a.ended_at, 'infinity') >= %s ORDER BY a.started_at DESC, a.id"""
    with connection.cursor(row_factory=class_row(Alert)) as cursor:
        return cursor.execute(asked, [list(apps), until, since]).fetchall()


def begin_alert(
    connection: Connection,
    *,
    app: str,
    objective: str,
    rule: str,
    level: str,
    at: datetime,
    burn_long: Decimal,
    burn_short: Decimal,
) -> UUID:
    """Write down that both windows burn too fast from this moment on."""
    made = uuid7()
    connection.execute(
        "INSERT INTO ops.alerts (id, app, objective, rule, level, started_at, burn_long, burn_short)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [made, app, objective, rule, level, at, burn_long, burn_short],
    )
    return made


def worsen_alert(connection: Connection, alert_id: UUID, level: str) -> None:
    """Write down that it calls for a worse level than before."""
    connection.execute("UPDATE ops.alerts SET level = %s WHERE id = %s", [level, alert_id])


def ended_after(connection: Connection, at: datetime) -> set[tuple[str, str, str]]:
    """App, objective and rule of alerts that ended later than a moment: then the clock went backwards."""
    asked = "SELECT app, objective, rule FROM ops.alerts WHERE ended_at > %s"
    with connection.cursor(row_factory=args_row(_key)) as cursor:
        return set(cursor.execute(asked, [at]).fetchall())


def _key(app: str, objective: str, rule: str) -> tuple[str, str, str]:
    return app, objective, rule


def end_alert(connection: Connection, alert_id: UUID, at: datetime) -> None:
    """Write down that they no longer do; never before it began."""
    connection.execute(
        "UPDATE ops.alerts SET ended_at = greatest(started_at, %s) WHERE id = %s", [at, alert_id]
    )


def link_incident(connection: Connection, alert_ids: Sequence[UUID], incident_id: UUID) -> None:
    """Say to which incident alerts belong."""
    connection.execute(
        "UPDATE ops.alerts SET incident_id = %s WHERE id = ANY(%s)", [incident_id, list(alert_ids)]
    )


def add_gate_answer(connection: Connection, answer: GateAnswer) -> None:
    """Write down what the gate said."""
    connection.execute(
        "INSERT INTO ops.gate_answers"
        " (id, app, at, change, mode, is_let_through, incident_ref, override_reason, asked_by, said)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            uuid7(),
            answer.app,
            answer.at,
            answer.change,
            answer.mode,
            answer.is_let_through,
            answer.incident_ref,
            answer.override_reason,
            answer.asked_by,
            answer.said,
        ],
    )


def gate_answers(
    connection: Connection, apps: Sequence[str], since: datetime, until: datetime
) -> list[GateAnswer]:
    """What the gate said about these apps between two moments, newest first."""
    asked = f"{_ANSWERS} WHERE app = ANY(%s) AND at >= %s AND at <= %s ORDER BY at DESC, id"
    with connection.cursor(row_factory=class_row(GateAnswer)) as cursor:
        return cursor.execute(asked, [list(apps), since, until]).fetchall()
