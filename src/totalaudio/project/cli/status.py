"""`totalaudio status`: the public status page, also when the product does not start."""

import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.cli.incident_reach import now, reached
from totalaudio.project.cli.options import DATA, Data, Json
from totalaudio_ops.problems import Problem
from totalaudio_ops.status.model import Page, State


def write(
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            help="The folder to write to.",
            show_default="status in the data folder",
            file_okay=False,
        ),
    ] = None,
    data: Data = DATA,
) -> None:
    """Write the status page as files, with what the database has at this moment. The worker does so each minute.

    Example: ./totalaudio status write --out /srv/status
    """
    from totalaudio.project.status_page import LOOK, address, folder_in
    from totalaudio_ops.status.files import write_files

    folder = out or folder_in(data)
    page = _read(data)
    try:
        written = write_files(folder, page, now(), url=address(), look=LOOK)
    except OSError as error:
        raise Problem(
            f"cannot write in {folder}: {error.strerror}; make it writable, or name another with --out."
        ) from None
    sys.stdout.write(f"{len(written)} files changed in {folder}.\n")


def serve(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen.")] = 8100,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    data: Data = DATA,
) -> None:
    """Serve the page that was written last, until told to stop; nothing else of the platform must run.

    A running platform serves its own, and sees by itself how each app is now.

    Example: ./totalaudio status serve --port 8100
    """
    from totalaudio.project.status_page import LOOK, folder_in
    from totalaudio_ops.status.serving import StatusPage, serve

    ends = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    url = f"http://{host}:{port}"
    with serve(StatusPage(folder_in(data), url, LOOK), host, port):
        sys.stderr.write(f"The status page is served at {url}. Ctrl-C stops it.\n")
        signal.sigwait(ends)


def show(*, json: Json = False, data: Data = DATA) -> None:
    """Show how each app is, and exit with 1 when one is down.

    While the database is away: what was written last. In JSON: as status.json, whose keys are version, as_of,
    checked_at, apps (app, name, state, measured, availability, days), incidents (ref, app, level, title, progress,
    started_at, resolved_at, updates) and maintenance (id, app, starts_at, ends_at, reason, declared_at).

    Example: ./totalaudio status show
    """
    from totalaudio_ops.status.document import write_document
    from totalaudio_ops.status.model import state_of

    page, moment = _read_or_last(data), now()
    states = {one.app: state_of(one, page, moment) for one in page.apps}
    if json:
        sys.stdout.write(write_document(page, moment, {}).decode() + "\n")
    else:
        _show(page, moment)
    if State.DOWN in states.values():
        raise typer.Exit(1)


def _read(data: Path) -> Page:
    from totalaudio_ops.status.reading import read_page

    with reached(data) as connection:
        return read_page(connection, now())


def _read_or_last(data: Path) -> Page:
    from totalaudio.project.status_page import folder_in
    from totalaudio_ops.status.files import read_files

    try:
        return _read(data)
    except Problem as problem:
        page = read_files(folder_in(data))
        if page is None:
            raise
        said = f"{page.as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if page.as_of else "before"
        sys.stderr.write(f"totalaudio: {problem} This is what was written at {said}.\n")
        return page


def _show(page: Page, moment: datetime) -> None:
    from totalaudio_ops.status import words
    from totalaudio_ops.status.model import state_of

    states = {one.app: state_of(one, page, moment) for one in page.apps}
    lines = [words.headline(states), ""]
    lines += [
        f"  {words.name_of(one.app):22}  {words.STATES[states[one.app]]:13}  "
        f"{words.percent(one.availability):>8} over 90 days"
        for one in page.apps
    ]
    for incident in page.open:
        lines += ["", f"  {incident.ref}  {words.LEVELS[incident.level]}: {incident.title}"]
    for window in page.windows:
        span = words.span(window.starts_at, window.ends_at)
        lines += ["", f"  Maintenance of {words.name_of(window.app)}, {span}: {window.reason}"]
    sys.stdout.write("\n".join(lines) + "\n")
