"""`totalaudio metrics`: what was recorded, in figures and row by row; and forgetting a person's part of it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.cli.on_platform import join_platform
from totalaudio.project.cli.options import DATA, Data, Json, answer

SYSTEM = "system"
_CENTURY = 36_500  # days


def summary(
    days: Annotated[
        int, typer.Option(min=1, max=_CENTURY, help="How many days; the last is today (UTC).")
    ] = 30,
    *,
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Show the funnel, events, errors, features and durations of the last days.

    In JSON: from, to, newest_hour, funnel, events, errors, people, features, enrichments, durations (each with event,
    n, p50_ms, p95_ms; at most 10 % off). The platform must be running; its worker sums up once a minute.

    Example: ./totalaudio metrics summary --days 7 --json
    """
    join_platform(data)
    from totalaudio.project.cli import metrics_summary

    found = metrics_summary.summary(days, SYSTEM)
    if json:
        answer(found.as_json())
    else:
        sys.stdout.write(found.as_text())


def export(
    first: Annotated[str, typer.Option("--from", help="The first day (UTC), as 2026-11-01.")] = "",
    last: Annotated[str, typer.Option("--to", help="The last day (UTC), as 2026-11-30.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="The file to write; else standard output.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="csv or jsonl.")] = "csv",
    data: Data = DATA,
) -> None:
    """Write events one by one, oldest first. They hold personal data: keep the file safe.

    CSV is safe to open in a spreadsheet; the file appears when it is whole. The platform must be running.

    Example: ./totalaudio metrics export --from 2026-11-01 --to 2026-11-30 --out november.csv
    """
    from totalaudio.project.cli import metrics_export

    asked = metrics_export.read(first, last, form)
    join_platform(data)
    written = metrics_export.write(asked, out, SYSTEM)
    sys.stderr.write(f"{written:,} events written.\n" if written != 1 else "1 event written.\n")


def forget(
    person: Annotated[
        str,
        typer.Argument(metavar="EMAIL", help="Their address, or the id of a person who has left."),
    ],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, and delete nothing.")] = False,
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Delete every event and counter of a person. Sums of the installation, which name nobody, and payments stay.

    In JSON: user_id, dry_run, events, counters, weeks, firsts. The platform must be running.

    Example: ./totalaudio metrics forget ola@example.com --dry-run
    """
    join_platform(data)
    from totalaudio.project.cli import metrics_forget

    found = metrics_forget.forget(person, SYSTEM, is_rehearsal=dry_run)
    if json:
        answer(found.as_json())
    else:
        sys.stderr.write(found.as_text())
