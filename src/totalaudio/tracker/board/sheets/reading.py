"""A campaign's file, read row by row into lines; a row that cannot be one is refused with its reason."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from totalaudio.core.lib.formulas import without_quote

from .columns import key_of, known
from .decoding import UnreadableFileError, text_of
from .lines import Line, Refused
from .rows import RowError, line_of

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_ROWS: Final = 10_000
# An export of targets with 999 outcomes has fewer.
MAX_COLUMNS: Final = 6_000
_DELIMITERS: Final = (",", ";", "\t")
# Longer cells would be refused anyway; the csv module has its own cap, which is for the whole process.
_HEAD: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file says: its headings, its lines by their row (the headings are row 1), and what was refused.

    `cells` are those of every row, as they were given.
    """

    headings: tuple[str, ...]
    lines: tuple[tuple[int, Line], ...]
    refused: tuple[Refused, ...]
    cells: Mapping[int, tuple[str, ...]]
    unknown: tuple[str, ...] = ()


def read(data: bytes) -> Sheet:
    """Read a file; UnreadableFileError when it is no table, too large, or has no column that names anybody."""
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(
            f"The file is larger than {MAX_BYTES // 1024**2} MB. Split it, and bring each part."
        )
    records = _records(text_of(data))
    headings = next(records, None)
    if headings is None:
        raise UnreadableFileError("The file is empty.")
    if len(headings) > MAX_COLUMNS:
        raise UnreadableFileError(
            f"The file has more than {MAX_COLUMNS:,} columns. Take out those that say nothing."
        )
    columns = _columns(headings)
    lines: list[tuple[int, Line]] = []
    refused: list[Refused] = []
    given: dict[int, tuple[str, ...]] = {}
    for number, cells in enumerate(records, start=2):
        if number > MAX_ROWS + 1:
            raise UnreadableFileError(
                f"The file has more than {MAX_ROWS:,} rows. Split it, and bring each part."
            )
        if not any(cell.strip() for cell in cells):
            continue
        given[number] = tuple(cells)
        try:
            lines.append((number, line_of(_by_key(columns, cells))))
        except RowError as error:
            refused.append(Refused(number, str(error)))
    unknown = [h for h, key in zip(headings, columns, strict=True) if not key and h.strip()]
    return Sheet(tuple(headings), tuple(lines), tuple(refused), given, tuple(unknown))


def _records(text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        yield from ([without_quote(cell) for cell in row] for row in reader if row)
    except csv.Error as error:
        raise UnreadableFileError(
            f"Line {reader.line_num} of the file is no CSV: {error}. Mend it, and bring the file again."
        ) from None


def _delimiter(text: str) -> str:
    """What divides the headings into the most that we know."""
    return max(_DELIMITERS, key=lambda one: known(_first(text[:_HEAD], one)))


def _first(text: str, delimiter: str) -> list[str]:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return next(islice((row for row in rows if row), 1), [])
    except csv.Error:
        return []


def _columns(headings: list[str]) -> list[str]:
    columns = [key_of(heading) for heading in headings]
    if "name" not in columns and "email" not in columns:
        raise UnreadableFileError(
            "No column is called Contact or Email. The first row must be headings, as in an export."
        )
    named = [key for key in columns if key not in {"", "counted"}]
    twice = next((key for key in named if named.count(key) > 1), None)
    if twice:
        same = [h for h, key in zip(headings, columns, strict=True) if key == twice]
        raise UnreadableFileError(
            f"Two columns mean the same: {' and '.join(same)}. Take one of them out."
        )
    return columns


def _by_key(columns: list[str], cells: list[str]) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise RowError("The row has more cells than there are headings.")
    pairs = zip(columns, cells, strict=False)
    return {key: cell for key, cell in pairs if key not in {"", "counted"}}
