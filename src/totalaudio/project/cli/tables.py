"""`totalaudio tables`: tables in documents that are made from the same declarations as the code."""

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

from totalaudio.project.cli.documents import documents
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.problems import Problem

# A name, and the function that gives its lines of Markdown.
TABLES: Final[dict[str, str]] = {
    "objectives": "totalaudio.project.cli.slo_documents:objectives",
    "modes": "totalaudio.project.cli.slo_documents:modes",
    "burn-alerts": "totalaudio.project.cli.slo_documents:burn_alerts",
    "deployables": "totalaudio.project.cli.deploy_documents:deployables",
    "deploy-steps": "totalaudio.project.cli.deploy_documents:steps",
    "incident-levels": "totalaudio.project.cli.incident_documents:levels",
    "incident-measures": "totalaudio.project.cli.incident_documents:measures",
    "incident-notices": "totalaudio.project.cli.incident_documents:notices",
    "incident-events": "totalaudio.project.cli.incident_documents:events",
}

IS_TABLE = re.compile(r"(<!-- table: ([a-z-]+) -->\n)(.*?)(<!-- end of table -->)", re.DOTALL)


def tables(
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Only say which documents are out of date.")
    ] = False,
) -> None:
    """Write the tables in the documents anew from what the code declares.

    Exit status 1 with --check says that one is out of date.

    Example: ./totalaudio tables --check
    """
    stale = [(file, fresh) for file, fresh in _fresh(ROOT) if file.read_text("utf-8") != fresh]
    for file, fresh in stale:
        if check:
            name = file.relative_to(ROOT)
            sys.stdout.write(f"a table in {name} is out of date: run ./totalaudio tables.\n")
        else:
            file.write_text(fresh, encoding="utf-8")
    if check and stale:
        raise typer.Exit(1)


def _fresh(root: Path) -> Iterator[tuple[Path, str]]:
    for file in documents(root):
        text = file.read_text(encoding="utf-8")
        yield (
            file,
            IS_TABLE.sub(lambda found: f"{found[1]}\n{_lines(found[2])}\n\n{found[4]}", text),
        )


def _lines(name: str) -> str:
    if name not in TABLES:
        raise Problem(f"a document asks for the table {name}, which is not declared in tables.py.")
    module, _, function = TABLES[name].partition(":")
    return "\n".join(getattr(importlib.import_module(module), function)())


def table(head: tuple[str, ...], *rows: tuple[str, ...]) -> list[str]:
    """A table's lines of Markdown."""
    return [_line(head), _line(("---",) * len(head)), *map(_line, rows)]


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
