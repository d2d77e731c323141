"""`totalaudio slo`: budgets and modes, the judgement of a minute, the gate before a deploy, and the files themselves.

It needs the database and no product: everything here works when the apps do not start.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import psycopg
import typer

from totalaudio.project.cli.asker import who
from totalaudio.project.cli.operating import urls_of
from totalaudio.project.cli.options import DATA, Data, Json, answer
from totalaudio.project.environment.reading import given
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Change

if TYPE_CHECKING:
    from totalaudio_ops.slo.objectives import Objective

App = Annotated[str, typer.Option("--app", help="Only this app, as tracker.")]


def status(*, app: App = "", json: Json = False, data: Data = DATA) -> None:
    """Show what is left of every budget, how fast it burns, the mode of each app and what burns too fast.

    In JSON: at, apps (each with app, mode, since, reason, objectives (each with name, title, target, window, decides,
    source, total, bad, left, holds, burn by window, alerts (each with rule, since, incident))). Shares are numbers
    from 1 (all is left) to below 0 (overspent); null without events. An objective by itself holds the mode `holds`.

    Example: ./totalaudio slo status --app tracker
    """
    from totalaudio.project.cli import slo_status
    from totalaudio_ops.slo.asking import status as ask_status
    from totalaudio_ops.slo.sources import source_of

    objectives, now = _objectives(app), datetime.now(UTC)
    with _connected(data) as connection:
        source = source_of(connection, given().get("prometheus_url", ""))
        found = ask_status(connection, source, objectives, now)
    for said in source.unread.values():
        sys.stderr.write(f"No data: {said}\n")
    if json:
        answer(slo_status.as_json(found, now))
    else:
        slo_status.show(found)


def evaluate(*, json: Json = False, data: Data = DATA) -> None:
    """Judge the minute that is over, as the worker does: modes, alerts and their incidents.

    In JSON: changes (each with app, from, to, reason), alerts_begun, alerts_ended, incidents.

    Example: ./totalaudio slo evaluate
    """
    from totalaudio.project.cli import slo_status
    from totalaudio_ops.slo.evaluating import evaluate as judge
    from totalaudio_ops.slo.sources import source_of

    objectives = _objectives()
    with _connected(data) as connection:
        found = judge(
            connection,
            source_of(connection, given().get("prometheus_url", "")),
            objectives,
            datetime.now(UTC),
        )
    if json:
        answer(slo_status.judged_as_json(found))
    else:
        sys.stdout.write(slo_status.judged_as_text(found))


def gate(
    app: Annotated[str, typer.Argument(help="The app to be deployed, as tracker.")],
    *,
    change: Annotated[Change, typer.Option("--change", help="What the deploy brings.")],
    incident: Annotated[
        str, typer.Option("--incident", help="The open incident that a fix mends.")
    ] = "",
    override: Annotated[
        str | None, typer.Option("--override", help="Pass the gate by, with the reason.")
    ] = None,
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Ask whether an app may be deployed: its budget decides. Every answer is written down, and who asked.

    Exit status 0 lets the deploy go on, 1 stops it. The latest counts are judged first.
    In JSON: app, change, mode, let_through, said, incident, override, asked_by, at.

    Example: ./totalaudio slo gate tracker --change fix --incident INC-2026-11-23-001
    """
    from totalaudio.project.cli import slo_status
    from totalaudio_ops.slo.gating import Asked, ask
    from totalaudio_ops.slo.sources import source_of

    asked = Asked(app, change, who(), incident.strip() or None, override)
    objectives = _objectives()
    with _connected(data) as connection:
        found = ask(
            connection,
            source_of(connection, given().get("prometheus_url", "")),
            objectives,
            asked,
            datetime.now(UTC),
        )
    if json:
        answer(slo_status.gate_as_json(found))
    else:
        word = "Go" if found.is_let_through else "Stop"
        sys.stdout.write(f"{word}. {found.said}\n")
    if not found.is_let_through:
        raise typer.Exit(1)


def report(
    *,
    weekly: Annotated[bool, typer.Option("--weekly", help="The last whole week.")] = False,
    monthly: Annotated[bool, typer.Option("--monthly", help="The last whole month.")] = False,
    until: Annotated[
        str, typer.Option("--until", help="The last that was over on this day, as 2026-11-01.")
    ] = "",
    app: App = "",
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Write the report of a week (Monday to Sunday) or a month, in Markdown: kept, spent, modes, incidents, worst days.

    Days are of UTC. In JSON: every, start, end, made_at, apps (each with app, mode, changes, incidents, objectives
    (each with name, title, target, window_days, decides, sli, budget_left, spent_in_period, burn, is_met, total, bad,
    days, classes)).

    Example: ./totalaudio slo report --weekly --until 2026-11-23
    """
    from totalaudio_ops.slo.report_json import as_json
    from totalaudio_ops.slo.report_words import as_markdown
    from totalaudio_ops.slo.reporting import report as collect
    from totalaudio_ops.slo.reports import Every
    from totalaudio_ops.slo.sources import source_of

    if weekly is monthly:
        raise Problem("a report is of a week or of a month: give --weekly or --monthly.")
    every = Every.WEEK if weekly else Every.MONTH
    objectives, now = _objectives(app), datetime.now(UTC)
    day = _day(until) if until else now
    with _connected(data) as connection:
        found = collect(
            connection,
            source_of(connection, given().get("prometheus_url", "")),
            objectives,
            every,
            until=day,
            now=now,
        )
    if json:
        answer(as_json(found))
    else:
        sys.stdout.write(as_markdown(found))


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="OpenSLO files or folders; else slos/.")
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Check OpenSLO files: every mistake with its file and line. They are read together, for they refer to each other.

    Exit status 1 says that there are mistakes. In JSON: ok, objectives, problems (each with file, line, said).

    Example: ./totalaudio slo check slos/tracker.yaml slos/alerts.yaml
    """
    from totalaudio_ops.slo.declared import FOLDER
    from totalaudio_ops.slo.openslo import Fault, UnreadableObjectives, read_objectives

    count, faults = 0, tuple[Fault, ...]()
    try:
        count = len(read_objectives(*(files or [FOLDER])))
    except UnreadableObjectives as unreadable:
        faults = unreadable.faults
    if json:
        problems = [{"file": one.file, "line": one.line, "said": one.said} for one in faults]
        answer({"ok": not faults, "objectives": count, "problems": problems})
    else:
        said = "\n".join(map(str, faults)) or f"{count} objectives, no mistake."
        sys.stdout.write(f"{said}\n")
    if faults:
        raise typer.Exit(1)


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise Problem(f"{text[:20]!r} is no day: write it as 2026-11-01.") from None


def _objectives(app: str = "") -> "list[Objective]":
    from totalaudio_ops.slo.declared import declared

    found = [one for one in declared() if app in ("", one.app)]
    if not found:
        apps = ", ".join(dict.fromkeys(one.app for one in declared()))
        raise Problem(f"{app[:40]!r} has no objectives: {apps} have.")
    return found


@contextmanager
def _connected(data: Path) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """One transaction as the system role, kept when the block ends without an error."""
    from totalaudio_ops.postgres.connecting import connect

    url = urls_of(data).system
    if not url:
        raise Problem("DATABASE_SYSTEM_URL is not set: operations need the system role.")
    try:
        with connect(url, "DATABASE_SYSTEM_URL") as connection, connection.transaction():
            yield connection
    except psycopg.errors.UndefinedTable:
        said = "the database has no tables of objectives: start the platform once, which makes them"
        raise Problem(f"{said}, or see that DATABASE_SYSTEM_URL names its database.") from None
    except psycopg.Error as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise Problem(f"the database did not answer: {said[:300]}; nothing was written.") from None
