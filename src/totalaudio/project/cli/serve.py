"""`totalaudio serve`: what a deploy runs of a release, process by process; not meant to be typed."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.environment import App
from totalaudio_ops.problems import Problem


class Process(StrEnum):
    """What there is to run: three that stay, and two that end."""

    WEB = "web"
    WORKER = "worker"
    WATCH = "watch"
    MIGRATE = "migrate"
    CHECK = "check"


Told = Annotated[list[str] | None, typer.Option(help="NAME=value, in place of what the file says.")]
Otherwise = Annotated[
    list[str] | None, typer.Option(help="NAME=value, where the file says nothing.")
]


def serve(
    process: Annotated[Process, typer.Argument(help="What to run.")],
    app: Annotated[str, typer.Option(help="The app, as it is deployed.")],
    settings: Annotated[Path, typer.Option(help="NAME=value lines that all apps share.")],
    tell: Told = None,
    otherwise: Otherwise = None,
    life: Annotated[
        Path | None, typer.Option(help="The file that the worker touches while it lives.")
    ] = None,
) -> None:
    """Run one process of an app with the settings of an environment, in place of this one.

    check prints everything that is wrong with the settings, a line each, and ends with 1 then; migrate brings the
    database up to date as its owner and ends.

    Example: ./totalaudio serve web --app tracker --settings production/settings.env --tell PORT=9112
    """
    from totalaudio.project.platform.serving import faults_of_shared, shared

    wanted = _app(app)
    variables = shared(settings, wanted, tell or (), otherwise or ())
    if process is Process.MIGRATE:
        _migrate(settings, variables)
        return
    faults = faults_of_shared(wanted, variables)
    if process is Process.CHECK:
        sys.stdout.write("".join(f"{fault}\n" for fault in faults) or "ok\n")
        raise typer.Exit(1 if faults else 0)
    if faults:
        raise Problem(f"{'. '.join(map(str, faults))}. Set that right in {settings}.")
    _become(process, wanted, variables, life)


def _become(process: Process, app: App, variables: dict[str, str], life: Path | None) -> None:
    from totalaudio.project.platform import children
    from totalaudio.project.platform.places import ROOT
    from totalaudio.project.platform.serving import process_environment

    host, port = variables.get("host", "127.0.0.1"), int(variables.get("port", "8000"))
    argv = {
        Process.WEB: children.web_argv(children.Address(host, port)),
        Process.WORKER: (*children.WORKER_ARGV, *(() if life is None else ("--life", str(life)))),
        Process.WATCH: children.WATCH_ARGV,
    }[process]
    os.chdir(ROOT)
    os.execve(argv[0], argv, process_environment(variables, app, os.environ))  # noqa: S606 - its own argv


def _migrate(settings: Path, variables: dict[str, str]) -> None:
    from totalaudio.project.platform.bringing_up import bring_up_to_date
    from totalaudio.project.platform.serving import owner_of, process_environment

    owner = owner_of(settings)
    environ = process_environment(variables | {"database_url": owner}, App.ALL, os.environ)
    said = bring_up_to_date(owner, environ)
    sys.stdout.write(f"{said}\n")


def _app(name: str) -> App:
    try:
        return App(name)
    except ValueError:
        raise Problem(f"there is no app {name}.") from None
