"""`totalaudio site run`: a command of the platform, with the settings of an environment of a site."""

import os
import re
from pathlib import Path
from typing import Annotated, Final

import typer

from totalaudio.project.cli.deploy_options import Env
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deploys.server.commanding import become, command_of
from totalaudio_ops.deploys.server.site import read_site
from totalaudio_ops.deploys.server.target import server
from totalaudio_ops.problems import Problem

# The terminal, the language, and who sits there. Processes of the environment run as the same user and could read more.
_KEPT: Final = re.compile(
    "PATH|HOME|LANG|LANGUAGE|LC_[A-Z]+|TZ|TERM|COLORTERM|NO_COLOR|COLUMNS|LINES"
    "|USER|LOGNAME|SUDO_USER|GITHUB_ACTOR|DEPLOY_SITE|SSL_CERT_FILE|SSL_CERT_DIR"
)


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
    kept = {name: value for name, value in os.environ.items() if _KEPT.fullmatch(name)}
    become(command_of(server(read_site(site), ROOT), env, context.args, kept))
