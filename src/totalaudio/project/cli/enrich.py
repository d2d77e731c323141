"""`totalaudio enrich`: a messy list in, an enriched one out, with no account, server or database."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class OutputFormat(StrEnum):
    """The formats that the command writes."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    VCARD = "vcf"
    PDF = "pdf"


def enrich(
    file: Annotated[
        str,
        typer.Argument(help="The list: CSV, TSV, XLSX, XLS, ODS or text; - for standard input."),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write; standard output without it.")
    ] = None,
    form: Annotated[
        OutputFormat | None,
        typer.Option(
            "--format", "-f", help="csv, json, xlsx, vcf or pdf; by the ending of --out, else csv."
        ),
    ] = None,
    offline: Annotated[  # noqa: FBT002 - Typer makes an option of it
        bool, typer.Option("--offline", help="Use only what is built in; open no connection.")
    ] = False,
    refused: Annotated[
        Path | None,
        typer.Option("--refused", help="Write the rows that were refused here, as CSV."),
    ] = None,
    encoding: Annotated[
        str, typer.Option("--encoding", help="How the text is encoded, if the guess is wrong.")
    ] = "",
    sheet: Annotated[
        str,
        typer.Option(
            "--sheet", help="The sheet of a workbook; the one with most contacts without it."
        ),
    ] = "",
) -> None:
    """Enrich a list of contacts with the free steps, in the order of the input.

    Every value found has its evidence, which the JSON shows.

    Exit status 0: done; 1: some rows were refused; 2: the input cannot be used.

    Example: ./totalaudio enrich contacts.csv --out enriched.csv
    """
    # Imported here, so that other commands need not wait for it.
    from totalaudio.project.cli.enrich_run import Order, run

    chosen = form or _by_ending(out)
    order = Order(file, out, chosen.value, refused, encoding, sheet, offline=offline)
    raise typer.Exit(run(order))


def _by_ending(out: Path | None) -> OutputFormat:
    ending = out.suffix.lower().removeprefix(".") if out else ""
    return OutputFormat(ending) if ending in set(OutputFormat) else OutputFormat.CSV
