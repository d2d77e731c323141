"""`totalaudio db lint`: whether what a release would run on the database only expands."""

import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from totalaudio.project.cli.options import DATA, Data, Json, answer
from totalaudio_ops.problems import Problem

if TYPE_CHECKING:
    from totalaudio.project.expanding.reading import Read
    from totalaudio_ops.deploys.expanding import Finding

Since = Annotated[
    str | None,
    typer.Option(
        metavar="REVISION",
        help="Lint what came after a revision, instead of after the last release.",
    ),
]
Pending = Annotated[
    bool,
    typer.Option("--pending", help="Lint what a database still needs, and change nothing there."),
]
File = Annotated[
    Path | None,
    typer.Option(
        "--file", help="With --pending: read DATABASE_OWNER_URL from a file of NAME=value lines."
    ),
]
Accept = Annotated[
    bool, typer.Option("--accept", help="Write down that everything in this checkout is released.")
]


def lint(
    since: Since = None,
    file: File = None,
    data: Data = DATA,
    *,
    pending: Pending = False,
    accept: Accept = False,
    json: Json = False,
) -> None:
    """Lint migrations: the release before goes on while they run, and must not notice.

    A comment above a statement declares what cannot be read from it: -- expands: and the reason where it takes nothing
    away, -- contract: and the reason where it does, which is deployed with --contract once the release before is gone.
    Exit status 1 says that something is refused. In JSON: pending (names), findings and contracts (file, line, rule,
    harm, instead, reason).

    Example: ./totalaudio db lint --since HEAD~3
    """
    from totalaudio.project.expanding import reading, released

    if accept:
        released.write(reading.all_names())
        return
    if file is not None and not pending:
        raise Problem("--file names the database of --pending: say both, or neither.")
    if pending:
        found = reading.read_pending(_owner_url(file, data))
    else:
        known = released.read()
        found = reading.read_since(released.at(since, known) if since else known)
    if json:
        answer(_row(found))
    else:
        _tell(found)
    if found.report.findings:
        raise typer.Exit(1)


def _owner_url(file: Path | None, data: Path) -> str:
    if file is None:
        from totalaudio.project.cli.operating import urls_of

        url, place = urls_of(data).owner, "the settings"
    else:
        from totalaudio.project.environment.reading import given_by

        try:
            url, place = given_by(file)[0].get("database_owner_url", ""), str(file)
        except (OSError, UnicodeDecodeError) as error:
            raise Problem(f"{file} cannot be read: {_why(error)}.") from None
    if not url:
        raise Problem(f"DATABASE_OWNER_URL is not in {place}: the owner's address is needed.")
    return url


def _why(error: OSError | UnicodeDecodeError) -> str:
    return str(error.strerror) if isinstance(error, OSError) else "it is not text in UTF-8"


def _row(found: "Read") -> dict[str, object]:
    return {
        "pending": found.pending,
        "findings": [asdict(one) for one in found.report.findings],
        "contracts": [asdict(one) for one in found.report.contracts],
    }


def _tell(found: "Read") -> None:
    for finding in found.report.findings:
        sys.stdout.write(f"{finding.file}:{finding.line}: {finding.rule}\n")
        sys.stdout.write(f"    {finding.harm}\n    {finding.instead}\n")
    for finding in found.report.contracts:
        sys.stdout.write(f"{finding.file}:{finding.line}: contract: {finding.reason}\n")
    sys.stdout.write(f"{_summary(found.pending, found.report.findings)}\n")


def _summary(pending: Iterable[str], findings: "tuple[Finding, ...]") -> str:
    number = len(list(pending))
    told = f"{number} migration{'' if number == 1 else 's'}"
    return f"{told}, {len(findings) or 'nothing'} refused."
