"""The journals' copy in the database: for the page of deploys, and for the timelines of incidents."""

from collections.abc import Iterator
from dataclasses import astuple
from itertools import islice
from typing import Final

from totalaudio_ops.deploys.folding import State, state_of
from totalaudio_ops.deploys.journal import Deploy, Journal
from totalaudio_ops.deploys.rows import COLUMNS, row_of
from totalaudio_ops.deploys.steps import Done, Entry, Kind, Order, Step
from totalaudio_ops.happenings import Connection, tell
from totalaudio_ops.happenings import Kind as Happening

# As far back as a command looks for what it has still to copy.
NEWEST: Final = 200

_KEEP = f"""INSERT INTO ops.deployments ({COLUMNS})
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (id) DO UPDATE
        SET finished_at = excluded.finished_at, outcome = excluded.outcome, said = excluded.said"""  # noqa: S608 - ours
_STEP = """INSERT INTO ops.deployment_steps (deployment_id, number, at, step, done, said)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""
_COPIED = """SELECT d.id, count(s.number) FROM ops.deployments d
    LEFT JOIN ops.deployment_steps s ON s.deployment_id = d.id WHERE d.id = ANY(%s) GROUP BY d.id"""


def catch_up(connection: Connection, journal: Journal) -> int:
    """Copy what the database does not know yet of the newest deploys; returns how many it knew less of."""
    newest = list(islice(journal.newest(), NEWEST))
    rows = connection.execute(_COPIED, [[one.order.id for one in newest]]).fetchall()
    copied = {str(name): count for name, count in rows}
    behind = [one for one in newest if copied.get(one.order.id) != len(one.entries)]
    for one in reversed(behind):
        copy(connection, one)
    return len(behind)


def copy(connection: Connection, deploy: Deploy) -> None:
    """Copy one as it stands; what is there already stays."""
    order, state = deploy.order, state_of(deploy.entries, deploy.order.kind)
    connection.execute(_KEEP, astuple(row_of(deploy)))
    for one in deploy.entries:
        connection.execute(_STEP, [order.id, one.number, one.at, one.step, one.done, one.said])
    for one, said in _told(deploy, state):
        key = f"{order.id} {one.number}"
        tell(connection, Happening.DEPLOY, said, key=key, app=order.app, at=one.at)


def name_of(order: Order) -> str:
    """An order in words, as Rollback of Tracker to 0.1.0 (aaaaaaaaaaaa) in production."""
    said = f"{order.version} ({order.release})"
    if order.kind is Kind.ROLLBACK:
        return f"Rollback of {order.app.label} to {said} in {order.environment}"
    word = "Promotion" if order.kind is Kind.PROMOTE else "Deploy"
    return f"{word} of {order.app.label} {said} to {order.environment}"


def _told(deploy: Deploy, state: State) -> Iterator[tuple[Entry, str]]:
    """What may explain an incident: that people were switched, and how it ended; not what changed nothing."""
    name = name_of(deploy.order)
    for one in deploy.entries:
        if one.step is Step.SWITCH and one.done is Done.BEGAN:
            yield one, f"{name}: people are switched to it, asked by {deploy.order.by}."
        elif one.step is None and state.has_started:
            yield one, f"{name}: {one.done}. {one.said}"
