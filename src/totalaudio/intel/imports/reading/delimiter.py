"""Finds what separates the cells: the header's words first, then how even the lines become."""

import csv
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from totalaudio.intel.imports.mapping.aliases import known_heading
from totalaudio.intel.imports.reading.limits import HEADER_WITHIN, MAX_COLUMNS

DELIMITERS: Final = (",", ";", "\t", "|")
_EVEN_ENOUGH: Final = 0.6
_LINES: Final = 300
_SEP: Final = "sep="


@dataclass(frozen=True, slots=True)
class _Trial:
    delimiter: str
    headings: int
    evenness: float
    columns: int

    @property
    def rank(self) -> tuple[int, float, int]:
        return self.headings if self.headings > 1 else 0, round(self.evenness, 1), self.columns


def declared_delimiter(line: str) -> str:
    """Return the delimiter that Excel's first line "sep=;" declares, '' without one."""
    text = line.strip().strip('"').lower()
    if text.startswith(_SEP) and len(text) == len(_SEP) + 1 and text[-1] in DELIMITERS:
        return text[-1]
    return "\t" if line.lower().rstrip("\r\n") == "sep=\t" else ""


def find_delimiter(lines: Sequence[str]) -> str:
    """Return one of , ; tab | for the sample lines, '' when they are one column."""
    trials = [_try(delimiter, lines[:_LINES]) for delimiter in DELIMITERS]
    best = max(trials, key=lambda trial: trial.rank)
    if best.headings > 1 or best.evenness >= _EVEN_ENOUGH:
        return best.delimiter
    return ""


def _try(delimiter: str, lines: Sequence[str]) -> _Trial:
    records = [cells for cells in _parse(delimiter, lines) if any(cells)]
    counts = Counter(len(cells) for cells in records)
    split = {count: times for count, times in counts.items() if count > 1}
    if not split:
        return _Trial(delimiter, 0, 0.0, 1)
    columns = max(split, key=lambda count: (split[count], count))
    headings = max(
        sum(map(known_heading, cells[:MAX_COLUMNS])) for cells in records[:HEADER_WITHIN]
    )
    return _Trial(delimiter, headings, split[columns] / len(records), columns)


def _parse(delimiter: str, lines: Sequence[str]) -> list[list[str]]:
    records: list[list[str]] = []
    with suppress(csv.Error):
        records.extend(csv.reader(lines, delimiter=delimiter))
    return records
