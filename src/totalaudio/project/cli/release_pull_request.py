"""`totalaudio release pull-request`: what the release would change, to be read and merged."""

import sys
from typing import Annotated

import typer

from totalaudio.project.cli.github import Address, Name, Token, reached
from totalaudio.project.cli.release_options import written_with_it
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.github.changes import changes
from totalaudio_ops.github.client import API
from totalaudio_ops.github.pull_requests import keep_open
from totalaudio_ops.github.release_words import release_proposal
from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.applying import has_work, read, release


def pull_request(
    *,
    base: Annotated[str, typer.Option(help="The branch that it is to be merged into.")] = "main",
    token: Token = "",
    repository: Name = "",
    api: Address = API,
) -> None:
    """Keep one pull request open with what `release version` does here; merging it publishes.

    Moves the versions in this checkout first, which must be clean. With nothing to release the one that stood open
    is closed. Reads GITHUB_REPOSITORY, GITHUB_TOKEN and
    GITHUB_API_URL; its branch is release/next.

    Example: ./totalaudio release pull-request --base main
    """
    if changes(ROOT):
        raise Problem("this checkout has changes beside its commit: commit or remove them.")
    checkout = read(ROOT)
    if has_work(checkout, checkout.plan()):
        release(ROOT, written_with_it(ROOT))
    address = keep_open(reached(repository, token, api), ROOT, release_proposal(ROOT, base))
    sys.stdout.write(f"{address or 'nothing to release'}\n")
