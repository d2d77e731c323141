"""Keeps the refused rows: the first for the terminal, all of them for the file that was asked for."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final

from totalaudio.core.lib.csv_writing import csv_bytes
from totalaudio.intel.imports.rows import RefusedRow
from totalaudio.project.cli.enrich_output import Sink, open_sink

_SHOWN: Final = 20
_BOM: Final = b"\xef\xbb\xbf"


class Refusals:
    """Counts refused rows; with a path it writes them as CSV: row, reason, and the cells as they were."""

    def __init__(self, path: Path | None, header: tuple[str, ...] | None) -> None:
        self.count = 0
        self.first: list[RefusedRow] = []
        self._closing = ExitStack()
        self._sink: Sink | None = None
        if path is not None:
            self._sink = self._closing.enter_context(open_sink(path))
            self._sink.write(_BOM + csv_bytes(["row", "reason", *(header or ())]))

    def add(self, row: RefusedRow) -> None:
        """Take one refused row."""
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append(row)
        if self._sink is not None:
            self._sink.write(csv_bytes([str(row.row), row.message, *row.cells]))

    def finish(self) -> None:
        """Make the file visible, also when it has no rows: it replaces that of an earlier run."""
        if self._sink is not None:
            self._sink.finish()

    def in_words(self) -> Iterator[str]:
        """Yield one line per refused row, then how many more there are."""
        for row in self.first:
            yield f"  row {row.row}: {row.message}"
        if self.count > len(self.first):
            yield f"  and {self.count - len(self.first):,} more"

    def __enter__(self) -> "Refusals":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.__exit__(kind, error, trace)
