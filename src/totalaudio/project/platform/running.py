"""What runs now, as a file beside it: for other commands, and to tidy up after a run that was killed."""

import contextlib
import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from totalaudio.project.platform.data import DataFolder, is_held, write_private
from totalaudio_ops.postgres.roles import Urls
from totalaudio_ops.problems import Problem

MARK = "TOTALAUDIO_RUN"
ORPHAN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the platform."""

    id: str
    pid: int
    url: str
    is_ready: bool = False
    socket: str = ""
    database: Urls | None = None


def write_run(folder: DataFolder, run: Run) -> None:
    """Says what runs; the file holds passwords, so only its owner reads it."""
    write_private(folder.run_file, json.dumps(asdict(run), indent=2))


def read_run(folder: DataFolder) -> Run | None:
    """Returns what runs, or ran until it was killed."""
    try:
        found = json.loads(folder.run_file.read_text())
        database = found.pop("database")
        return Run(**found, database=Urls(**database) if database else None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def running_database(path: Path) -> Urls:
    """Returns the URLs of the platform that runs in this folder; raises Problem when none does."""
    run = read_run(DataFolder(path)) if is_held(path) else None
    if run is None or run.database is None:
        raise Problem(
            f"no platform runs in the data folder {path}: start it with ./totalaudio up, "
            "or name its folder with --data; on a site, put site run --env production -- before the command."
        )
    return run.database


def end_orphans(folder: DataFolder) -> None:
    """Ends what a killed run left behind, known by the mark in its environment, and nothing else."""
    run = read_run(folder)
    if run is None:
        return
    give_up_at = time.monotonic() + ORPHAN_SECONDS
    while orphans := _marked(run.id):
        sent = signal.SIGTERM if time.monotonic() < give_up_at else signal.SIGKILL
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sent)
        time.sleep(0.1)
    if run.socket and Path(run.socket).name.startswith("totalaudio-"):
        with contextlib.suppress(OSError):
            for left in Path(run.socket).glob(".s.PGSQL.*"):
                left.unlink()
            Path(run.socket).rmdir()
    folder.run_file.unlink(missing_ok=True)


def _marked(run_id: str) -> list[int]:
    wanted = f"{MARK}={run_id}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return found
