"""`totalaudio bench`: runs a benchmark of bench/."""

import importlib
import sys
from typing import Annotated

import typer

from totalaudio.project.cli.options import Json, answer
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.problems import Problem


def bench(
    name: Annotated[str, typer.Argument(help="Which one; without it they are listed.")] = "",
    *,
    json: Json = False,
) -> None:
    """Run a benchmark, or list them.

    Exit status 1 says that a limit was passed.
    In JSON: benchmark, and for each figure name, value, unit, limit, ratio, ok; of the list name, says.

    Example: ./totalaudio bench idle --json
    """
    sys.path.insert(0, str(ROOT))
    from bench import names

    known = names()
    if not name:
        _list(known, json=json)
        return
    if name not in known:
        raise Problem(f"there is no benchmark {name}: choose one of {', '.join(known)}.")
    raise typer.Exit(importlib.import_module(f"bench.{name}").main(json))


def _list(known: dict[str, str], *, json: bool) -> None:
    if json:
        answer([{"name": name, "says": says} for name, says in known.items()])
        return
    width = max(map(len, known))
    for name, says in known.items():
        sys.stdout.write(f"{name:<{width}}  {says}\n")
