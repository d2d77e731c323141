"""Runs a program of PostgreSQL against a server; secrets go through the environment, where nobody else sees them."""

import os
import subprocess

from psycopg.pq import Conninfo

from totalaudio_ops.problems import Problem


def environment(url: str) -> dict[str, str]:
    """How libpq's programs are told where to connect."""
    told = {
        option.envvar.decode(): option.val.decode()
        for option in Conninfo.parse(url.encode())
        if option.envvar and option.val
    }
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": os.environ.get("HOME", "/"),
        "LC_ALL": "C",
        "PGAPPNAME": "totalaudio backup",
    } | told


def run(command: list[str], url: str, doing: str) -> str:
    """Runs it to its end and returns what it printed; raises Problem with the first thing it complained of."""
    done = subprocess.run(
        command,
        env=environment(url),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Problem(f"{doing} failed: {_complaint(done.stderr)}.")
    return done.stdout


def _complaint(said: str) -> str:
    """The first error and what explains it, in one line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    first = next((n for n, line in enumerate(lines) if "error:" in line.lower()), 0)
    return " ".join(lines[first : first + 2])[:400].rstrip(".") or "it said nothing"
