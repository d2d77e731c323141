"""Where `deployments` looks: in the journal of a site, else in the database."""

from itertools import islice
from pathlib import Path

from totalaudio.project.cli.deploy_reach import copied_from, journal_of
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys import rows
from totalaudio_ops.deploys.rows import Line, Row
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem


def newest(
    site: Path | None,
    data: Path,
    app: Deployable | None,
    environment: Environment | None,
    count: int,
) -> list[Row]:
    """The newest deploys."""
    if site is not None:
        found = journal_of(site, data).newest(app, environment)
        return [rows.row_of(one) for one in islice(found, count)]
    with copied_from(data) as connection:
        return rows.latest(connection, count, app, environment)


def one(site: Path | None, data: Path, name: str) -> tuple[Row, list[Line]]:
    """One of them, with the lines of its journal; raises Problem when there is none of that name."""
    if site is not None:
        journal = journal_of(site, data)
        found = next((one for one in journal.newest() if one.order.id == name), None)
        if found:
            return rows.row_of(found), rows.lines_of(found)
    else:
        with copied_from(data) as connection:
            if row := rows.find(connection, name):
                return row, rows.lines(connection, name)
    raise Problem(f"there is no deploy {name[:80]!r}: ./totalaudio deployments lists them.")
