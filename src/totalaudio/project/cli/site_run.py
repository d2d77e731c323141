"""`totalaudio site run`: a command of the platform, with the settings of an environment of a site."""

import os
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.cli.deploy_options import Env
from totalaudio.project.environment.fields import Environment as Declared
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deploys.server.commanding import become, command_of
from totalaudio_ops.deploys.server.site import read_site
from totalaudio_ops.deploys.server.target import server
from totalaudio_ops.problems import Problem


def run(
    context: typer.Context,
    *,
    env: Env,
    site: Annotated[
        Path,
        typer.Option(
            "--site", envvar="DEPLOY_SITE", help="The folder of the site.", file_okay=False
        ),
    ],
) -> None:
    """Run a command of the platform with the settings of an environment: its database, its data, its secrets.

    The release that serves there runs it, as the environment's user; settings of this terminal count for nothing.
    What it says and how it ends are its own.

    Example: ./totalaudio site run --env production -- operator create olive@example.com
    """
    if not context.args:
        raise Problem("there is no command to run: name one, such as slo status.")
    declared = {name.upper() for name in Declared.model_fields}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in declared}
    become(command_of(server(read_site(site), ROOT), env, context.args, kept))
