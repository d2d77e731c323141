"""How commands of incidents reach the database, and who acts where nobody is named."""

import pwd
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from os import getuid
from pathlib import Path
from typing import Annotated

import psycopg
import typer

from totalaudio.project.cli.operating import urls_of
from totalaudio_ops.incidents.incident import Connection
from totalaudio_ops.problems import Problem

Ref = Annotated[str, typer.Argument(help="The incident, as INC-2026-11-23-001.")]
By = Annotated[
    str, typer.Option(help="Who does it.", show_default="the name of who is signed in here")
]


@contextmanager
def reached(data: Path) -> Iterator[Connection]:
    """A connection of the system role; what is done on it is kept together, or not at all."""
    url = urls_of(data).system
    try:
        with psycopg.connect(url, connect_timeout=10) as opened:
            yield opened
    except psycopg.errors.UndefinedTable:
        raise Problem(
            "the database has no tables of incidents: start the platform once, which makes them."
        ) from None
    except psycopg.OperationalError as error:
        said = str(error).strip().splitlines()[0]
        raise Problem(f"the database cannot be reached: {said}.") from None


def actor(by: str) -> str:
    """Who acts: as named, or as this machine knows who types."""
    if by.strip():
        return by
    with suppress(KeyError):
        return f"{pwd.getpwuid(getuid()).pw_name} at the command line"
    return "somebody at the command line"


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def moment_of(written: str) -> datetime | None:
    """A moment as 2026-11-23T12:00+00:00, or so long ago as 15m, 2h, 3d; None when nothing is written."""
    text = written.strip()
    if not text:
        return None
    units = {"m": 60, "h": 3600, "d": 86400}
    if text[:-1].isascii() and text[:-1].isdigit() and len(text) < 7 and text[-1] in units:
        return now() - timedelta(seconds=int(text[:-1]) * units[text[-1]])
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Problem(
            f"{text[:40]!r} is no moment: write 15m, 2h, 3d or 2026-11-23T12:00+00:00."
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
