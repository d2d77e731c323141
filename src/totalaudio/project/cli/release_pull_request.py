"""`totalaudio release pull-request`: what the release would change, to be read and merged."""

import sys
from typing import Annotated

import typer

from totalaudio.project.cli.github import Address, Name, Token, reached
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.github.client import API
from totalaudio_ops.github.pull_requests import keep_open
from totalaudio_ops.github.release_words import release_proposal


def pull_request(
    *,
    base: Annotated[str, typer.Option(help="The branch that it is to be merged into.")] = "main",
    token: Token = "",
    repository: Name = "",
    api: Address = API,
) -> None:
    """Keep one pull request open with what `release version` changed in this checkout; merging it publishes.

    With nothing to release the one that stood open is closed. Reads GITHUB_REPOSITORY, GITHUB_TOKEN and
    GITHUB_API_URL; its branch is release/next.

    Example: ./totalaudio release pull-request --base main
    """
    address = keep_open(reached(repository, token, api), ROOT, release_proposal(ROOT, base))
    sys.stdout.write(f"{address or 'nothing to release'}\n")
