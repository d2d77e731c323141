"""Reads delimited lines into records, and survives quotation marks that are never closed."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from totalaudio.intel.imports.reading.limits import MAX_CELL, MAX_COLUMNS
from totalaudio.intel.imports.reading.lines import Lines

_NO_DELIMITER = "\x1f"
_LONGEST_RECORD = 400  # lines of text within one pair of quotation marks
_MANY_STRAY = 1_000
_SHOWN = 80  # characters of a cell that is too long
_SHOWN_CELLS = 10
_LONG_CELL = f"A cell has more than {MAX_CELL:,} characters."
_LONG_LINE = "The line is longer than 1 MB."


@dataclass(frozen=True, slots=True)
class Raw:
    """The cells of one record, and in words why it cannot be used, if so; then `width` counts them."""

    cells: list[str]
    problem: str = ""
    width: int = 0


class DelimitedRecords:
    """The records of delimited lines.

    A quotation mark that is not closed within MAX_CELL characters or by the end is taken for an
    ordinary character, so that it costs nobody the lines that follow; `stray_quotes` counts them.
    """

    def __init__(self, lines: Lines, delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter or _NO_DELIMITER
        self._source = iter(lines)
        self._taken: list[str] = []
        self._cuts = 0
        self._again: list[str] = []
        self.stray_quotes = 0

    def __iter__(self) -> Iterator[Raw]:
        while True:
            reader = csv.reader(self._feed(), delimiter=self._delimiter, quoting=self._quoting())
            try:
                for cells in reader:
                    if len(self._taken) > 1 and self._is_unclosed():
                        break
                    self._taken.clear()
                    yield self._cut(cells) or check_cells(cells)
                else:
                    return
            except csv.Error:
                pass
            yield self._literally()

    def _cut(self, cells: list[str]) -> Raw | None:
        """What is left of a line that was cut off, None when the last one was not."""
        if self._lines.cuts == self._cuts:
            return None
        self._cuts = self._lines.cuts
        return Raw([cell[:_SHOWN] for cell in cells[:_SHOWN_CELLS]], _LONG_LINE)

    def _quoting(self) -> Literal[0, 3]:
        # So many stray marks quote nothing; looking ahead for each would take for ever.
        return csv.QUOTE_MINIMAL if self.stray_quotes < _MANY_STRAY else csv.QUOTE_NONE

    def _feed(self) -> Iterator[str]:
        while self._again:
            line = self._again.pop()
            self._taken.append(line)
            yield line
        for line in self._source:
            self._taken.append(line)
            yield line

    def _is_unclosed(self) -> bool:
        if len(self._taken) > _LONGEST_RECORD:
            return True
        try:
            list(csv.reader(self._taken, delimiter=self._delimiter, strict=True))
        except csv.Error as error:
            return "end of data" in str(error)
        return False

    def _literally(self) -> Raw:
        """The first line taken, its quotation marks meaning nothing; the rest is read again."""
        first, *rest = self._taken or [""]
        self._again.extend(reversed(rest))
        self._taken.clear()
        cells = first.rstrip("\r\n").split(self._delimiter)
        if not rest and (cut := self._cut(cells)):
            return cut
        if any(len(cell) > MAX_CELL for cell in cells):
            return Raw([cell[:_SHOWN] for cell in cells[:_SHOWN_CELLS]], _LONG_CELL)
        self.stray_quotes += 1
        return check_cells(cells)


def check_cells(cells: list[str]) -> Raw:
    """Return the record, or say why it has more cells than are read."""
    if len(cells) > MAX_COLUMNS:
        while cells and not cells[-1]:
            cells.pop()
    width = len(cells)
    if width > MAX_COLUMNS:
        problem = f"The row has {width:,} cells; at most {MAX_COLUMNS} are read."
        return Raw([cell[:_SHOWN] for cell in cells[:_SHOWN_CELLS]], problem, width)
    return Raw(cells)
