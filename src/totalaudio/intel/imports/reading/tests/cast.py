"""Short ways to open a list in tests."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from totalaudio.intel.imports.reading import ListKind, Unusable, UnusableList, open_list
from totalaudio.intel.imports.reading.streams import Source

FILES = Path(__file__).with_name("files")


@dataclass(frozen=True, slots=True)
class Read:
    """All that a list says."""

    kind: ListKind
    encoding: str
    delimiter: str
    header: tuple[str, ...] | None
    preamble: tuple[str, ...]
    cells: list[tuple[str, ...]]
    numbers: list[int]
    problems: list[str]
    notes: tuple[str, ...]
    sheet: str


def read(source: Source | str, *, encoding: str = "", sheet: str = "") -> Read:
    """Read a whole list; text is given as UTF-8."""
    data = source.encode() if isinstance(source, str) else source
    with open_list(data, name="list.csv", encoding=encoding, sheet=sheet) as opened:
        records = list(opened.rows())
        return Read(
            opened.kind,
            opened.encoding,
            opened.delimiter,
            opened.header,
            opened.preamble,
            [record.cells for record in records],
            [record.number for record in records],
            [record.problem for record in records if record.problem],
            opened.notes(),
            opened.sheet,
        )


def refusal(source: Source | str) -> tuple[Unusable, str]:
    """The code and the message with which a list is refused."""
    with pytest.raises(UnusableList) as refused:
        read(source)
    return refused.value.code, refused.value.message
