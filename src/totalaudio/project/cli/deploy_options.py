"""Options that the commands of deploys share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.slo.gate import Change


class Where(StrEnum):
    """The kinds of places."""

    SERVER = "server"
    VERCEL = "vercel"


App = Annotated[Deployable, typer.Argument(help="What to deploy.", show_default=False)]
Env = Annotated[Environment, typer.Option("--env", help="Where to.", show_default=False)]
To = Annotated[Where, typer.Option("--target", help="The kind of place.")]
Site = Annotated[
    Path | None,
    typer.Option(
        "--site",
        envvar="DEPLOY_SITE",
        help="The folder of the site, for a server.",
        file_okay=False,
        resolve_path=True,
    ),
]
Kind = Annotated[Change, typer.Option("--change", help="What it brings: the budget decides by it.")]
Incident = Annotated[str, typer.Option("--incident", help="The open incident that a fix mends.")]
Override = Annotated[
    str, typer.Option("--override", help="Why the budget and missing checks are passed by.")
]
Contract = Annotated[
    bool, typer.Option("--contract", help="Let declared contracting migrations through.")
]
Watch = Annotated[
    float | None,
    typer.Option(
        "--watch",
        min=0,
        max=3600,
        help="Seconds to watch it before it is kept.",
        show_default="30, at Vercel 180",
    ),
]
Plan = Annotated[bool, typer.Option("--plan", help="Only say what would be done.")]
