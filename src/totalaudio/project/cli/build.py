"""`totalaudio build`: whether an app can be built and started as a server would."""

import socket
import sys
from typing import Annotated

import typer

from totalaudio.project.platform.places import ROOT
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.checks.git import ask


def build(
    app: Annotated[Deployable, typer.Argument(help="What to build.", show_default=False)],
    *,
    commit: Annotated[str, typer.Option(help="Which commit, as git names it.")] = "HEAD",
) -> None:
    """Build the release of a commit in a folder of its own, start the app from it, and ask its pages.

    The database is empty and its own, and nothing is left behind. Exit status 2 says what did not work.

    Example: ./totalaudio build tracker
    """
    from totalaudio.project.platform.trial import try_out

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = ask(ROOT, "rev-parse", "--verify", f"{commit}^{{commit}}")
    sys.stdout.write(f"{try_out(ROOT, found, app, port)}\n")
