"""Deploys as rows, from the journal or from its copy in the database: the same for a command and for a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from totalaudio_ops.deploys.folding import state_of
from totalaudio_ops.deploys.journal import Deploy
from totalaudio_ops.happenings import Connection

COLUMNS = """id, kind, app, environment, target, "commit", version, change, asked_by, incident_ref,
    override_reason, started_at, finished_at, outcome, said"""
_STEPS = "SELECT number, at, step, done, said FROM ops.deployment_steps WHERE deployment_id = %s ORDER BY number"


@dataclass(frozen=True, slots=True)
class Row:
    """One deploy; `finished_at` and `outcome` are None while it is under way or was interrupted."""

    id: str
    kind: str
    app: str
    environment: str
    target: str
    commit: str
    version: str
    change: str
    asked_by: str
    incident_ref: str | None
    override_reason: str | None
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    said: str

    @property
    def seconds(self) -> float | None:
        """How long it took."""
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a journal."""

    number: int
    at: datetime
    step: str | None
    done: str
    said: str


@dataclass(frozen=True, slots=True)
class Took:
    """One step as it went: `seconds` is None while it is under way or was cut off."""

    step: str
    at: datetime
    seconds: float | None
    done: str
    said: str


def row_of(deploy: Deploy) -> Row:
    """A journal as a row."""
    order, state = deploy.order, state_of(deploy.entries, deploy.order.kind)
    return Row(
        order.id,
        order.kind,
        order.app,
        order.environment,
        deploy.opened.target,
        order.commit,
        order.version,
        order.change,
        order.by,
        order.incident,
        order.override,
        deploy.opened.at,
        state.finished_at,
        state.told,
        deploy.entries[-1].said if deploy.entries else "",
    )


def lines_of(deploy: Deploy) -> list[Line]:
    """The lines of a journal."""
    return [Line(one.number, one.at, one.step, one.done, one.said) for one in deploy.entries]


def latest(
    connection: Connection, count: int, app: str | None = None, environment: str | None = None
) -> list[Row]:
    """The newest that the database knows."""
    asked = (
        f"SELECT {COLUMNS} FROM ops.deployments WHERE app = coalesce(%s, app)"  # noqa: S608 - ours
        " AND environment = coalesce(%s, environment) ORDER BY started_at DESC, id DESC LIMIT %s"
    )
    with connection.cursor(row_factory=class_row(Row)) as cursor:
        return cursor.execute(asked.encode(), [app, environment, count]).fetchall()


def kept_last(connection: Connection) -> list[Row]:
    """What was kept last of each app in each environment, by the environment and then the app."""
    asked = (
        f"SELECT DISTINCT ON (environment, app) {COLUMNS} FROM ops.deployments WHERE outcome = 'kept'"  # noqa: S608 - ours
        " ORDER BY environment DESC, app, started_at DESC, id DESC"
    )
    with connection.cursor(row_factory=class_row(Row)) as cursor:
        return cursor.execute(asked.encode()).fetchall()


def find(connection: Connection, deployment: str) -> Row | None:
    """One of them."""
    asked = f"SELECT {COLUMNS} FROM ops.deployments WHERE id = %s"  # noqa: S608 - ours
    with connection.cursor(row_factory=class_row(Row)) as cursor:
        return cursor.execute(asked.encode(), [deployment]).fetchone()


def lines(connection: Connection, deployment: str) -> list[Line]:
    """What the database knows of its journal."""
    with connection.cursor(row_factory=class_row(Line)) as cursor:
        return cursor.execute(_STEPS, [deployment]).fetchall()


def took(found: Sequence[Line]) -> list[Took]:
    """The steps in the order in which they were begun, each with what became of it."""
    return list(_took(found))


def _took(found: Sequence[Line]) -> Iterable[Took]:
    for place, line in enumerate(found):
        if line.step is None or line.done != "began":
            continue
        ends = (
            one
            for one in found[place + 1 :]
            if one.step == line.step or (one.done == "began" and one.step is not None)
        )
        end = next(ends, None)
        if end is None or end.done == "began":
            yield Took(line.step, line.at, None, "not ended", line.said)
        else:
            yield Took(line.step, line.at, (end.at - line.at).total_seconds(), end.done, end.said)
