"""`totalaudio workflows`: who imports what, and the workflows that follow from it."""

import sys
from typing import Annotated

import typer

from totalaudio.project.platform.places import ROOT


def workflows(
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Only say which files are out of date.")
    ] = False,
) -> None:
    """Write the table of owners and the workflows that deploy, from the import graph.

    A change of a file redeploys exactly the apps that import it; what each app imports changes with the code.
    Exit status 1 with --check says that a file is out of date.

    Example: ./totalaudio workflows --check
    """
    from totalaudio.project.workflows.rendering import rendered

    stale = {
        file: text
        for file, text in rendered(ROOT).items()
        if not (ROOT / file).exists() or (ROOT / file).read_text(encoding="utf-8") != text
    }
    for file, text in stale.items():
        if check:
            sys.stdout.write(f"{file} is out of date: run ./totalaudio workflows.\n")
        else:
            (ROOT / file).write_text(text, encoding="utf-8")
    if check and stale:
        raise typer.Exit(1)
