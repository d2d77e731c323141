"""`totalaudio env`: the settings, before a process is started with them."""

import difflib
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.cli.options import Json, answer
from totalaudio.project.environment import App, Fault, Stage
from totalaudio.project.environment.reading import faults_for, given, given_by
from totalaudio.project.environment.spelling import misspelt
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.problems import Problem

Check = Annotated[
    bool, typer.Option("--check", help="Only tell whether the file in the repository is the same.")
]
File = Annotated[
    Path | None,
    typer.Option("--file", help="Read NAME=value lines in place of this terminal's environment."),
]


def check(
    app: Annotated[
        str, typer.Argument(help="audio-intel, tracker, pitch-generator, worker, or all.")
    ],
    env: Annotated[Stage, typer.Option("--env", help="Where it is to run.")] = Stage.PRODUCTION,
    file: File = None,
    *,
    connect: Annotated[
        bool, typer.Option("--connect", help="Ask the database who we are there, too.")
    ] = False,
    json: Json = False,
) -> None:
    """Check the settings of an app: everything that is wrong, a line each, and never a value.

    Answers ok; exit status 1 says that something is wrong. In JSON: app, environment, ok, problems
    (name, wrong, fix).

    Example: ./totalaudio env check audio-intel --env production --file .env
    """
    wanted = _app(app)
    variables, broken = _variables(file)
    faults = [*broken, *faults_for(wanted, env, variables), *misspelt(variables)]
    if connect and not faults:
        from totalaudio.project.cli.env_connecting import faults_of_roles

        faults = faults_of_roles(wanted, env, variables)
    if json:
        answer(_answer(wanted, env, faults))
    else:
        sys.stdout.write("".join(f"{fault}\n" for fault in faults) or "ok\n")
    if faults:
        raise typer.Exit(1)


def example(*, check: Check = False) -> None:
    """Print .env.example: every setting with its purpose and an example.

    Example: ./totalaudio env example > .env.example
    """
    from totalaudio.project.environment import documents

    _print(documents.example(), ".env.example", "example", check=check)


def docs(*, check: Check = False) -> None:
    """Print docs/settings.md: every setting, who needs it, and the rules.

    Example: ./totalaudio env docs > docs/settings.md
    """
    from totalaudio.project.environment import documents

    _print(documents.docs(), "docs/settings.md", "docs", check=check)


def _app(name: str) -> App:
    try:
        return App(name)
    except ValueError:
        names = ", ".join(app.deployable for app in App)
        raise Problem(f"there is no app {name}: choose one of {names}.") from None


def _variables(file: Path | None) -> tuple[dict[str, str], tuple[Fault, ...]]:
    if file is None:
        return given(), ()
    try:
        return given_by(file)
    except (OSError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise Problem(f"{file} cannot be read: {cause}; name another with --file.") from None


def _answer(app: App, stage: Stage, faults: list[Fault]) -> dict[str, object]:
    return {
        "app": app.deployable,
        "environment": stage,
        "ok": not faults,
        "problems": [asdict(fault) for fault in faults],
    }


def _print(fresh: str, name: str, command: str, *, check: bool) -> None:
    if not check:
        sys.stdout.write(fresh)
        return
    file = ROOT / name
    written = file.read_text(encoding="utf-8") if file.exists() else ""
    if written == fresh:
        return
    differences = difflib.unified_diff(
        written.splitlines(), fresh.splitlines(), name, "the declarations", lineterm="", n=0
    )
    sys.stdout.write("\n".join(list(differences)[:40]))
    sys.stdout.write(f"\n{name} is not what is declared: run ./totalaudio env {command} > {name}\n")
    raise typer.Exit(1)
