"""One measurement of bench/backups.py: a backup made and verified, or its plain peer."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from totalaudio.project.cli.backup_product import product
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.making import Order, create
from totalaudio_ops.backups.opening import Keys
from totalaudio_ops.backups.programs import newest_programs
from totalaudio_ops.backups.running import environment
from totalaudio_ops.backups.s3_store import S3Settings
from totalaudio_ops.backups.stores import locate
from totalaudio_ops.backups.verifying import verify
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import ensure, ensure_database

_MEGABYTE = 1024 * 1024


def print_figures() -> None:
    """Print the figures of one measurement as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        measure = _plain if sys.argv[1] == "plain" else _ours
        found = measure(Path(folder))
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["children"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    sys.stdout.write(json.dumps(found))


def _ours(folder: Path) -> dict[str, float]:
    began = time.perf_counter()
    made = create(os.environ["DATABASE_SYSTEM_URL"], Order(FolderStore(folder), "bench"))
    created = time.perf_counter()
    found = verify(locate(made.archive, S3Settings()), Keys(), product(), None)
    ended = time.perf_counter()
    if not found.is_ok:
        raise RuntimeError(f"the archive is not whole: {found.problems}")
    return {
        "create": created - began,
        "verify": ended - created,
        "seconds": ended - began,
        "megabytes": made.result.bytes / _MEGABYTE,
    }


def _plain(folder: Path) -> dict[str, float]:
    """What people do by hand: dump into a file, and let psql run it on another server."""
    programs, file = newest_programs(), folder / "plain.sql"
    dumping = [programs.path("pg_dump"), "--format=plain", f"--file={file}"]
    dumped = _timed(lambda: _run(dumping, os.environ["DATABASE_URL"]))
    with throwaway_server() as server:
        url = ensure_database(server.url)
        ensure(url, "bench")
        _run([programs.path("psql"), "-qc", "DROP SCHEMA totalaudio CASCADE; DROP SCHEMA ops"], url)
        restoring = [
            programs.path("psql"),
            "-qX",
            "--set=ON_ERROR_STOP=1",
            "-o",
            os.devnull,
            "-f",
            str(file),
        ]
        restored = _timed(lambda: _run(restoring, url))
    return {"pg_dump": dumped, "psql": restored, "seconds": dumped + restored}


def _run(command: list[str], url: str) -> None:
    subprocess.run(command, env=environment(url), check=True)


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    print_figures()
