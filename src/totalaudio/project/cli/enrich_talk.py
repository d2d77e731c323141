"""What `enrich` says on stderr: progress on a terminal, and a short summary."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from totalaudio.contacts.fields import EmailKind, Status
from totalaudio.intel.exports.rows import ExportRow
from totalaudio.intel.imports.mapping import LABELS, Mapping, Target
from totalaudio.intel.imports.reading import ListFile
from totalaudio.project.cli.enrich_refused import Refusals

type Watch = Callable[[Iterable[ExportRow]], Iterator[ExportRow]]

_PROBLEMS = 5
_KINDS_OF_PROBLEM = 1_000


class Talk:
    """Counts what came of the rows, and puts it in words on stderr."""

    def __init__(self) -> None:
        self._statuses: Counter[Status] = Counter()
        self._kinds: Counter[EmailKind | None] = Counter()
        self._suggested = 0
        self._problems: Counter[str] = Counter()

    def error(self, message: str) -> None:
        """Say what went wrong, in one line."""
        _say(f"totalaudio enrich: {' '.join(message.split())}")

    def count(self, row: ExportRow, problems: Iterable[str]) -> None:
        """Count one result."""
        self._statuses[row.status] += 1
        self._kinds[row.email_kind] += 1
        self._suggested += bool(row.suggested_email)
        for problem in problems:
            if len(self._problems) < _KINDS_OF_PROBLEM or problem in self._problems:
                self._problems[problem] += 1

    @contextmanager
    def progress(self, name: str) -> Iterator[Watch]:
        """Give a function that passes rows through and shows how many, if stderr is a terminal."""
        if not sys.stderr.isatty():
            yield iter
            return
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TextColumn("{task.completed:,.0f} contacts"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(name, total=None)

            def watch(rows: Iterable[ExportRow]) -> Iterator[ExportRow]:
                for row in rows:
                    bar.advance(task)
                    yield row

            yield watch

    def summary(
        self, listed: ListFile, mapping: Mapping, refusals: Refusals, *, offline: bool
    ) -> None:
        """Say how the list was read and what came of its rows."""
        done = self._statuses.total()
        _say(
            f"{_count(done, 'contact')} from {_count(done + refusals.count, 'row')}: {_tally(self._statuses)}."
        )
        if done:
            _say(f"Addresses: {_tally(self._kinds)}.")
        if self._suggested:
            _say(
                f"Likely typing mistakes: {self._suggested:,}, see the suggested addresses in JSON."
            )
        _say(f"Read as: {_reading(listed)}. {_columns(mapping)}")
        for note in listed.notes():
            _say(note)
        if offline:
            _say("Offline: mail servers and websites were not tested.")
        else:
            for problem, times in self._problems.most_common(_PROBLEMS):
                _say(f"{times:,} times: {problem}")
        if refusals.count:
            _say(f"Refused: {_count(refusals.count, 'row')}")
            for line in refusals.in_words():
                _say(line)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _tally(counts: Counter[Status] | Counter[EmailKind] | Counter[EmailKind | None]) -> str:
    parts = [f"{number:,} {kind or 'none'}" for kind, number in counts.most_common()]
    return ", ".join(parts) or "nothing to enrich"


def _reading(listed: ListFile) -> str:
    separator = {"": "", "\t": "separated by tabs"}.get(
        listed.delimiter, f"separated by {listed.delimiter}"
    )
    sheet = f"sheet “{listed.sheet}”" if listed.sheet else ""
    parts = (listed.kind.upper(), listed.encoding, separator, sheet)
    return ", ".join(part for part in parts if part)


def _columns(mapping: Mapping) -> str:
    read, skipped = [], []
    for number, column in enumerate(mapping.columns, start=1):
        shown = column.heading or f"column {number}"
        if column.target is Target.SKIP:
            skipped.append(shown)
        elif shown.casefold() == LABELS[column.target].casefold():
            read.append(shown)
        else:
            read.append(f"{shown} → {LABELS[column.target]}")
    said = f"Columns: {', '.join(read) or 'none known'}."
    return f"{said} Skipped: {', '.join(skipped)}." if skipped else said
