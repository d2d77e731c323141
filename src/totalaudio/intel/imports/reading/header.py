"""Finds where the list begins: lines before the header, the header, or none at all."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from totalaudio.contacts.names import is_placeholder
from totalaudio.intel.imports.mapping.aliases import known_heading
from totalaudio.intel.imports.reading.limits import HEADER_WITHIN

_LONGEST_HEADING: Final = 80
_DATA: Final = re.compile(r"@|://|\bwww\.|\d{5,}|\[at\]", re.IGNORECASE)
_FEW: Final = 2


@dataclass(frozen=True, slots=True)
class Start:
    """Where the data begins (an index of records), the header if any, and the lines above it."""

    data_from: int
    header: tuple[str, ...] | None
    preamble: tuple[str, ...]


def find_start(records: Sequence[Sequence[str]]) -> Start:
    """Find the header: two known headings in a row, or unknown words above addresses."""
    for index, cells in enumerate(records[:HEADER_WITHIN]):
        if _is_header(cells) or _heads_addresses(cells, records[index + 1 :]):
            return Start(index + 1, _tidy(cells), tuple(map(_as_text, records[:index])))
        if any("@" in cell for cell in cells):
            break
    first = _first_full(records)
    return Start(first, None, tuple(map(_as_text, records[:first])))


def is_run_of_addresses(records: Sequence[Sequence[str]]) -> bool:
    """Say whether every cell is an address of its own, as in the "To" line of a mail."""
    rows = [[cell for cell in cells if cell.strip()] for cells in records]
    widths = {len(row) for row in rows}
    if max(widths, default=0) < _FEW or any("@" not in cell for row in rows for cell in row):
        return False
    return len(widths) > 1 or len(rows) < _FEW


def _is_header(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(_DATA.search(cell) or len(cell) > _LONGEST_HEADING for cell in filled):
        return False
    known = sum(map(known_heading, filled))
    return known >= _FEW or (known == 1 == len(filled) == len(cells))


def _heads_addresses(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """A row of unknown words above a column of addresses: headings in words we do not know."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < len(cells) or len(set(filled)) < len(filled) or not below:
        return False
    if any(
        _DATA.search(cell) or len(cell) > _LONGEST_HEADING or is_placeholder(cell)
        for cell in filled
    ):
        return False
    for index, cell in enumerate(cells):
        addresses = sum("@" in row[index] for row in below if index < len(row))
        if addresses * 2 > len(below) and " " not in cell.strip():
            return True
    return False


def _first_full(records: Sequence[Sequence[str]]) -> int:
    """The first record as wide as most; shorter ones above it without an address are remarks."""
    widths = Counter(_filled(cells) for cells in records)
    if not widths:
        return 0
    usual = widths.most_common(1)[0][0]
    for index, cells in enumerate(records[:HEADER_WITHIN]):
        if usual < 3 or _filled(cells) > 1 or any("@" in cell for cell in cells):
            return index
    return 0


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _tidy(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.replace("\ufeff", "").split()) for cell in cells)


def _as_text(cells: Sequence[str]) -> str:
    return " ".join(cell.strip() for cell in cells if cell.strip())[:300]
