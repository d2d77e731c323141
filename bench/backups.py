"""A backup made and verified, against plain pg_dump and a restore by psql of the same database; and its memory."""

import json
import statistics
import subprocess
import sys
from dataclasses import replace

import psycopg

from bench.backups_rows import fill
from bench.installation import Installation, install
from bench.report import Figure, report
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.schema import migrate

MEGABYTES = 320
SMALL, LARGE = 100, 400
RUNS = 3
RATIO_LIMIT = 4.0
MEMORY_LIMIT = 1.25


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Measure memory at two sizes of a database, and in between both ways in turn."""
    with throwaway_server() as server:
        made = install(server.url)
        migrate(made.urls.owner)
        _grow(made, SMALL)
        small = _measure("memory", made)
        size = _grow(made, MEGABYTES)
        runs = [(_measure("ours", made), _measure("plain", made)) for _ in range(RUNS)]
        _grow(made, LARGE)
        large = _measure("memory", made)
    ours, plain = ([pair[n] for pair in runs] for n in (0, 1))
    ratio = statistics.median(one["seconds"] / other["seconds"] for one, other in runs)
    return report(
        "backups",
        [
            Figure("size of the database", size, "MB"),
            *(_median(f"{step}, median of {RUNS}", ours, step) for step in ("create", "verify")),
            Figure("create and verify", _middle(ours, "seconds"), "s"),
            *(_median(f"plain {step}", plain, step) for step in ("pg_dump", "psql")),
            Figure("pg_dump and psql", _middle(plain, "seconds"), "s"),
            Figure("create and verify against pg_dump and psql", ratio, "times", RATIO_LIMIT),
            Figure("size of the archive", _middle(ours, "megabytes"), "MB"),
            Figure(f"peak memory at {SMALL} MB", small["peak"], "MB"),
            Figure(f"peak memory at {LARGE} MB", large["peak"], "MB"),
            Figure("memory, large against small", large["peak"] / small["peak"], "times", MEMORY_LIMIT),
            Figure("largest program run by it, large against small",
                   large["children"] / small["children"], "times", MEMORY_LIMIT),
        ],
        json_output=json_output,
    )  # fmt: skip


def _grow(made: Installation, megabytes: int) -> float:
    with psycopg.connect(made.admin, autocommit=True) as admin:
        admin.execute("SET search_path = totalaudio")
        size = fill(admin, megabytes)
        admin.execute("VACUUM ANALYZE")
    return size


def _measure(what: str, made: Installation) -> dict[str, float]:
    """Each measurement in a process of its own, as a command is."""
    environ = made.told(DATABASE_SYSTEM_URL=made.urls.system, DATABASE_URL=made.admin)
    command = [sys.executable, "-m", "bench.backups_child", what]
    done = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _middle(runs: list[dict[str, float]], key: str) -> float:
    return statistics.median(run[key] for run in runs)


def _median(name: str, runs: list[dict[str, float]], key: str) -> Figure:
    return replace(Figure(name, 0, "s"), value=_middle(runs, key))
