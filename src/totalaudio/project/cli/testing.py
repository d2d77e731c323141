"""`totalaudio test`: what the tests need, then pytest."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.cli import needs
from totalaudio.project.cli.sharding import part, shard_of, weighed
from totalaudio.project.environment import Environment
from totalaudio.project.platform.places import ROOT, SOURCE
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import Urls, ensure, ensure_database

SECRET = "tests"  # noqa: S105 - of a server that is thrown away
USAGE_ERROR, NO_TESTS = 4, 5
SAID_ANEW = ("DATABASE_", "PG", "PYTHON", "DJANGO_", "TOTALAUDIO_")


Shard = Annotated[str, typer.Option(help="Only one part of all tests, as in 2/5.")]


def test(context: typer.Context, shard: Shard = "") -> None:  # noqa: PT028 - it is a command
    """Run the tests on a throwaway server: all, in a process more than there are cores, or those of a path.

    Everything else after `test` is pytest's: paths, -k, -x, -n 2. With --proofs the long proofs run in full.
    What tests need beside Python (Chromium, Dovecot, Prometheus, HAProxy, npm) root gets by apt-get. Others are
    told the command for Chromium; the other tests are left out where their program is not.

    Example: ./totalaudio test src/totalaudio/contacts -k search --proofs
    """
    chosen = [*context.args, *_part(shard)] if shard else context.args or _everything()
    arguments = [_absolute(argument) for argument in chosen]
    needs.ensure(arguments)
    with throwaway_server() as server:
        urls = ensure(ensure_database(server.url), SECRET)
        status = _pytest(arguments, _environment(os.environ, urls, server.url))
    raise typer.Exit({USAGE_ERROR: 2, NO_TESTS: 1}.get(status, status))


def _part(shard: str) -> list[str]:
    number, of = shard_of(shard)
    return [str(ROOT / name) for name in part(weighed(ROOT), number, of)]


def _everything() -> list[str]:
    """The whole suite takes minutes, so it is shared out; a few chosen tests start faster in one process.

    A process that has done its part takes of what another has left, so that nobody works alone at the end.
    """
    return ["-n", str(_processes()), "--dist", "worksteal"]


def _processes() -> int:
    """One more than cores, for many tests wait; four at most, for each has its platforms and browsers."""
    return min((os.cpu_count() or 1) + 1, 4)


def _absolute(argument: str) -> str:
    """A path is meant from where the command was typed; pytest runs in the root."""
    path, mark, rest = argument.partition("::")
    return f"{Path(path).resolve()}{mark}{rest}" if Path(path).exists() else argument


def _environment(environ: Mapping[str, str], urls: Urls, admin_url: str) -> dict[str, str]:
    ours = {name.upper() for name in Environment.model_fields} | {"DATA_DIR"}
    kept = {
        name: value
        for name, value in environ.items()
        if name.upper() not in ours and (name == "PG_BINDIR" or not name.startswith(SAID_ANEW))
    }
    return kept | {
        "ENVIRONMENT": "test",
        "PYTHONPATH": str(SOURCE),
        "DATABASE_URL": urls.app,
        "DATABASE_SYSTEM_URL": urls.system,
        "DATABASE_OWNER_URL": urls.owner,
        "DATABASE_ADMIN_URL": admin_url,
    }


def _pytest(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    sys.stdout.flush()
    command = [sys.executable, "-P", "-m", "pytest", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(environment))
    while True:
        # Ctrl-C reaches pytest too, which then says how far it came.
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()
