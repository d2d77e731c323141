"""A list of contacts as it is read: what it is, its header, and its records one by one."""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from types import TracebackType

from totalaudio.intel.imports.reading import limits
from totalaudio.intel.imports.reading.delimited import Raw
from totalaudio.intel.imports.reading.errors import Unusable, UnusableList
from totalaudio.intel.imports.reading.header import find_start, is_run_of_addresses
from totalaudio.intel.imports.reading.kinds import ListKind
from totalaudio.intel.imports.reading.notes import Notes

_BETWEEN = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its number (1 is the first below the header) and its cells.

    A record of empty cells is counted and passed over, so that the number finds the row in a spreadsheet; a line
    with nothing in it is not a record.

    `problem` says in words why its cells could not be read whole.
    """

    number: int
    cells: tuple[str, ...]
    problem: str = ""


def _filled(raw: Iterable[Raw]) -> Iterator[tuple[int, Raw]]:
    """The records that say something, each with its place among all of them."""
    position = 0
    for record in raw:
        position += bool(record.cells or record.problem)
        if record.problem or any(map(str.strip, record.cells)):
            yield position, record


class ListFile:
    """An opened list. `sample` holds its first records; `rows()` gives all of them, once.

    `header` is None when the list has none. `notes()` says what the user should know, most of it
    only after the rows were read.
    """

    def __init__(
        self,
        raw: Iterable[Raw],
        *,
        name: str,
        kind: ListKind,
        notes: Notes,
        closing: ExitStack,
        encoding: str = "",
        delimiter: str = "",
        sheet: str = "",
        other_sheets: tuple[str, ...] = (),
    ) -> None:
        self.name, self.kind, self.encoding, self.delimiter = name, kind, encoding, delimiter
        self.sheet, self.other_sheets = sheet, other_sheets
        self._closing, self._notes = closing, notes
        filled = _filled(raw)
        opening = list(islice(filled, limits.SAMPLE + limits.HEADER_WITHIN))
        first = [record for _, record in opening]
        if not first:
            raise UnusableList(
                Unusable.EMPTY, f"{name} is empty. Choose the file with the contacts."
            )
        start = find_start([record.cells for record in first])
        self._check(first, start.data_from)
        self.header, self.preamble = start.header, start.preamble
        data = opening[start.data_from :]
        self._above = (
            (data or opening)[0][0] - 1 if start.header is None else opening[start.data_from - 1][0]
        )
        self._rest: Iterable[tuple[int, Raw]] = chain(data, filled)
        if start.header is None and is_run_of_addresses([record.cells for _, record in data]):
            self._rest = enumerate(
                _cell_by_cell(raw for _, raw in self._rest), start=self._above + 1
            )
        self.sample = self._take_sample()

    def _check(self, first: list[Raw], data_from: int) -> None:
        """Refuse a list whose header, or every row, is beyond the limits."""
        above = [record for record in first[:data_from] if record.problem]
        if not above and not all(record.problem for record in first):
            return
        worst = (above or first)[0]
        if worst.width:
            raise UnusableList(
                Unusable.TOO_MANY_COLUMNS,
                f"{self.name} has {worst.width:,} columns; at most {limits.MAX_COLUMNS} are read. Delete the others.",
            )
        message = f"{self.name} is not a list: {worst.problem} Export the list as CSV again."
        raise UnusableList(Unusable.BINARY, message)

    def _take_sample(self) -> tuple[Record, ...]:
        self._numbered = self._number()
        sample = tuple(islice(self._numbered, limits.SAMPLE))
        if not sample:
            raise UnusableList(
                Unusable.NO_ROWS,
                f"{self.name} has a header but no rows below it. Add the contacts.",
            )
        self._numbered = chain(sample, self._numbered)
        return sample

    def _number(self) -> Iterator[Record]:
        header = self.header
        for position, raw in self._rest:
            cells = tuple(raw.cells)
            if header is not None and cells == header:
                self._notes.repeated_headers += 1
                continue
            yield Record(position - self._above, cells, raw.problem)

    def rows(self) -> Iterator[Record]:
        """Give every record once, in order, with memory for a few of them only."""
        return self._numbered

    def notes(self) -> tuple[str, ...]:
        """Say what the user should know about how the list was read."""
        return self._notes.in_words(preamble=len(self.preamble), other_sheets=self.other_sheets)

    def close(self) -> None:
        """Let go of the file and of the process that reads a workbook."""
        self._closing.close()

    def __enter__(self) -> "ListFile":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _cell_by_cell(records: Iterable[Raw]) -> Iterator[Raw]:
    for record in records:
        for cell in record.cells:
            pieces = _BETWEEN.split(cell)
            whole = pieces if all("@" in piece for piece in pieces) else [cell]
            for piece in whole:
                if piece.strip():
                    yield Raw([piece], record.problem)
