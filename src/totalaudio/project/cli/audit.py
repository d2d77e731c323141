"""`totalaudio audit`: known holes in what is used, secrets in the source, weak places in the workflows."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from totalaudio.project.cli.check import Step, run
from totalaudio.project.cli.needs import NODE, ensure_node
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.problems import Problem

OSV: Final = "https://api.osv.dev/v1/query"
LOCKS: Final = ("runtime", "dev", "uv")
# Checksums look like secrets, and are of locks.
_NO_SECRETS_IN: Final = (":!requirements/*.txt", ":!tests/node/package-lock.json", ":!*.png")


def audit(
    *,
    offline: Annotated[
        bool, typer.Option("--offline", help="Without asking for known holes of packages.")
    ] = False,
    osv: Annotated[str, typer.Option(hidden=True)] = OSV,
) -> None:
    """Ask for known holes in every pinned package, look for secrets in the source, and check the workflows.

    Uses pip-audit, secretlint and zizmor. Exit status 1 says that one found something.

    Example: ./totalaudio audit --offline
    """
    steps = [workflows_step(), secrets_step(ROOT)]
    if not offline:
        steps += [holes_step(ROOT / "requirements" / f"{name}.txt", osv) for name in LOCKS]
    outcomes = [run(step) for step in steps]
    for outcome in outcomes:
        word = "ok" if outcome.is_ok else "FAILED"
        sys.stdout.write(f"{word:<7} {outcome.step.name:<22} {outcome.seconds:5.1f} s\n")
    for outcome in outcomes:
        if not outcome.is_ok:
            sys.stdout.write(f"\n{outcome.step.name}:\n{outcome.said}\n")
    if not all(outcome.is_ok for outcome in outcomes):
        raise typer.Exit(1)


def workflows_step() -> Step:
    """zizmor, at its strictest but for what only its author would ask."""
    program = Path(sys.executable).with_name("zizmor")
    return Step(
        "workflows", (str(program), "--offline", "--quiet", "--persona=pedantic", ".github")
    )


def secrets_step(root: Path) -> Step:
    """secretlint, over every file that git keeps; raises Problem where npm's programs are not here."""
    ensure_node()
    program = NODE / "node_modules" / ".bin" / "secretlint"
    if not program.exists():
        raise Problem("secretlint is not here: install npm, and run this again.")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", ".", *_NO_SECRETS_IN],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [name for name in listed.stdout.split("\0") if name and (root / name).is_file()]
    words = ("--secretlintrc", str(NODE / "secretlint.json"), "--no-color")
    return Step("secrets", ("env", "-C", str(root), str(program), *words, *files))


def holes_step(lock: Path, osv: str) -> Step:
    """pip-audit, which asks the database of open source vulnerabilities about each pin of a lock."""
    program = Path(sys.executable).with_name("pip-audit")
    words = ("--vulnerability-service", "osv", "--osv-url", osv, "--progress-spinner", "off")
    return Step(
        f"holes in {lock.name}",
        (str(program), *words, "--disable-pip", "--require-hashes", "-r", str(lock)),
    )
