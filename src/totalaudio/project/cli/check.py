"""`totalaudio check`: everything that can be known without running a test."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import typer

from totalaudio.project.cli.options import Json, answer
from totalaudio.project.platform.places import ROOT, SOURCE

NO_DATABASE: Final = "postgresql://nobody@127.0.0.1:1/none"


@dataclass(frozen=True, slots=True)
class Step:
    """One check: a command that ends with 0 when all is well."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended, after how long, and what it said."""

    step: Step
    is_ok: bool
    seconds: float
    said: str


def _python(module: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", module, *arguments)


LINT_IMPORTS: Final = "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"
STEPS: Final = (
    Step("types", _python("mypy")),
    Step("format", _python("ruff", "format", "--check", "--output-format", "concise", ".")),
    Step("lint", _python("ruff", "check", "--quiet", "--output-format", "concise", ".")),
    Step("imports", (sys.executable, "-c", LINT_IMPORTS)),
    Step(
        "migrations", _python("django", "makemigrations", "--check", "--dry-run", "--skip-checks")
    ),
    Step("expanding", _python("totalaudio", "db", "lint")),
    Step("schema", _python("totalaudio", "schema", "--check")),
    Step("documents", _python("totalaudio.project.cli.documents")),
    Step("tables", _python("totalaudio", "tables", "--check")),
    Step("workflows", _python("totalaudio", "workflows", "--check")),
    Step("settings", _python("totalaudio", "env", "docs", "--check")),
    Step("example", _python("totalaudio", "env", "example", "--check")),
    Step("script", ("sh", "-n", "totalaudio")),
)


def check(*, json: Json = False) -> None:
    """Check format, lint, strict types, import contracts, migrations, schema, documents.

    All checks run, even if one fails; exit status 1 says that one did.
    In JSON: for each check name, ok, seconds, said.

    Example: ./totalaudio check
    """
    # mypy takes longest and comes first; the others share the second place.
    with ThreadPoolExecutor(max_workers=2) as pool:
        ended = pool.map(run, STEPS)
        outcomes = list(ended if json else map(_told, ended))
    failed = [outcome for outcome in outcomes if not outcome.is_ok]
    if json:
        answer([_row(outcome) for outcome in outcomes])
    else:
        for outcome in failed:
            sys.stdout.write(f"\n{outcome.step.name}:\n{outcome.said}\n")
    if failed:
        raise typer.Exit(1)


def run(step: Step) -> Outcome:
    """Runs one check to its end."""
    started_at = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(step, done.returncode == 0, time.monotonic() - started_at, done.stdout.strip())


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": f"{SOURCE}{os.pathsep}{ROOT}",
        "PYTHONWARNINGS": "ignore",
        "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
        "DATABASE_URL": NO_DATABASE,
        "ENVIRONMENT": "test",
        "NO_COLOR": "1",
    }


def _told(outcome: Outcome) -> Outcome:
    word = "ok" if outcome.is_ok else "FAILED"
    sys.stdout.write(f"{word:<7} {outcome.step.name:<11} {outcome.seconds:5.1f} s\n")
    sys.stdout.flush()
    return outcome


def _row(outcome: Outcome) -> dict[str, object]:
    return {
        "name": outcome.step.name,
        "ok": outcome.is_ok,
        "seconds": round(outcome.seconds, 1),
        "said": outcome.said,
    }
