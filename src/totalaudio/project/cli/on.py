"""`totalaudio on`: a command of this commit, at a server."""

import os
import sys
from typing import Annotated

import typer

from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deploys.checks import green
from totalaudio_ops.deploys.checks.git import ask
from totalaudio_ops.deploys.remote.address import parsed
from totalaudio_ops.deploys.remote.running import Errand, Output, run, send, without_empty
from totalaudio_ops.deploys.remote.signing_in import signing_in
from totalaudio_ops.problems import Problem


def on(
    context: typer.Context,
    address: Annotated[
        str, typer.Argument(help="The site, as ssh://USER@HOST/FOLDER.", show_default=False)
    ],
    key: Annotated[str, typer.Option(envvar="DEPLOY_SSH_KEY", hidden=True)] = "",
    known_hosts: Annotated[str, typer.Option(envvar="DEPLOY_KNOWN_HOSTS", hidden=True)] = "",
) -> None:
    """Run a command of this checkout's commit at a site on another machine, over ssh.

    The commit is sent there, and everything after the address is run in a checkout of it; an option without a value
    is left out. What it says and how it ends are passed on. When the connection is cut, it goes on there, and is
    followed again from where it was. The server needs sh, git and flock.

    Example: ./totalaudio on ssh://deploy@server.example.com/srv/totalaudio deploy tracker --env preview
    """
    words = without_empty(context.args)
    if not words:
        raise Problem("there is no command after the address: name one, such as deployments.")
    site, commit = parsed(address), ask(ROOT, "rev-parse", "HEAD")
    record = green.read(ROOT, commit)
    errand = Errand(
        site,
        commit,
        words,
        "" if record is None else (ROOT / green.FOLDER / commit).read_text("utf-8"),
        os.environ.get("GITHUB_ACTOR", ""),
    )
    with signing_in(key, known_hosts) as ssh:
        send(ssh, site, ROOT, commit)
        out, err = Output(sys.stdout.buffer), Output(sys.stderr.buffer)
        raise typer.Exit(run(ssh, errand, out, err))
