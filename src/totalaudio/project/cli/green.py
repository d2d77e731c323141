"""`totalaudio green`: what `.ci/run` says when everything passed."""

import sys
from datetime import UTC, datetime

import typer

from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deploys.checks import green as records
from totalaudio_ops.problems import Problem


def green() -> None:
    """Write down that everything passed on the commit of this checkout, which then may be deployed.

    A checkout with changes is no commit: nothing is written down, and the exit status is 1.

    Example: ./totalaudio green
    """
    try:
        commit = records.record(ROOT, datetime.now(UTC))
    except Problem as problem:
        sys.stderr.write(f"totalaudio: {problem}\n")
        raise typer.Exit(1) from None
    sys.stderr.write(f"totalaudio: {commit[:12]} is green\n")
