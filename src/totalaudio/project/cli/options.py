"""Options that several commands share, and the answer in JSON."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.platform.places import DEFAULT_DATA

Data = Annotated[
    Path,
    typer.Option(
        envvar="DATA_DIR",
        help="The data folder of the platform.",
        show_default=".totalaudio/data",
        file_okay=False,
        resolve_path=True,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
DATA = DEFAULT_DATA


def answer(found: object) -> None:
    """Write what a command found to standard output, for programs to read."""
    json.dump(found, sys.stdout, indent=2)
    sys.stdout.write("\n")
