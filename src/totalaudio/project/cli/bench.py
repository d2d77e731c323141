"""`totalaudio bench`: runs a benchmark of bench/."""

import importlib
import sys
from typing import Annotated

import typer

from totalaudio.project.cli.options import Json
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.problems import Problem


def bench(
    name: Annotated[str, typer.Argument(help="Which one; without it they are listed.")] = "",
    *,
    json: Json = False,
) -> None:
    """Run a benchmark, or list them.

    Exit status 1 says that a limit was passed.

    Example: ./totalaudio bench idle --json
    """
    sys.path.insert(0, str(ROOT))
    from bench import names

    known = names()
    if not name:
        for one, says in known.items():
            sys.stdout.write(f"{one:<12} {says}\n")
        return
    if name not in known:
        raise Problem(f"there is no benchmark {name}: choose one of {', '.join(known)}.")
    raise typer.Exit(importlib.import_module(f"bench.{name}").main(json))
