"""Opens anything that may be a list of contacts."""

import codecs
from collections.abc import Iterator
from contextlib import ExitStack

from totalaudio.intel.imports.reading.delimited import DelimitedRecords, Raw
from totalaudio.intel.imports.reading.delimiter import declared_delimiter, find_delimiter
from totalaudio.intel.imports.reading.encoding import (
    choose_single_byte,
    is_utf8,
    marked_encoding,
    wide_encoding,
)
from totalaudio.intel.imports.reading.errors import Unusable, UnusableList
from totalaudio.intel.imports.reading.kinds import (
    ListKind,
    is_workbook,
    refuse_binary,
    refuse_foreign,
    refuse_foreign_text,
)
from totalaudio.intel.imports.reading.limits import PEEK
from totalaudio.intel.imports.reading.lines import Lines
from totalaudio.intel.imports.reading.listfile import ListFile
from totalaudio.intel.imports.reading.notes import Notes
from totalaudio.intel.imports.reading.streams import Source, open_chunks
from totalaudio.intel.imports.reading.workbook import Workbook

_NOTHING = b' \t\r\n\0,;|"\xef\xbb\xbf\xff\xfe'


def open_list(
    source: Source, *, name: str = "The list", encoding: str = "", sheet: str = ""
) -> ListFile:
    """Open a CSV, TSV, XLSX, XLS, ODS or pasted text, recognised by its content alone.

    `name` is used in messages. `encoding` overrules the guess for text, `sheet` the choice in a
    workbook. Raises UnusableList, also later from `rows()` when the damage lies deeper in the file.
    Close it, or use it in a with statement.
    """
    with ExitStack() as closing:
        peek, chunks = open_chunks(source, name, closing)
        if not peek.strip(_NOTHING):
            raise UnusableList(
                Unusable.EMPTY, f"{name} is empty. Choose the file with the contacts."
            )
        refuse_foreign(peek, name)
        if is_workbook(peek):
            opened = _open_workbook(chunks, name, sheet, closing)
        else:
            opened = _open_text(peek, chunks, name, encoding, closing)
        closing.pop_all()
    return opened


def _open_workbook(chunks: Iterator[bytes], name: str, sheet: str, closing: ExitStack) -> ListFile:
    book = Workbook(chunks, name, sheet)
    closing.callback(book.close)
    return ListFile(
        book,
        name=name,
        kind=book.kind,
        notes=Notes(),
        closing=closing.pop_all(),
        sheet=book.sheet,
        other_sheets=book.others,
    )


def _open_text(
    peek: bytes, chunks: Iterator[bytes], name: str, encoding: str, closing: ExitStack
) -> ListFile:
    encoding, fallback = _find_encoding(peek, name, encoding)
    sample = list(Lines((peek,), encoding, fallback))
    refuse_foreign_text(sample[0] if sample else "", name)
    if len(peek) == PEEK and len(sample) > 1:
        sample.pop()  # It is probably cut off.
    declared = declared_delimiter(sample[0]) if sample else ""
    delimiter = declared or find_delimiter(sample)
    lines = Lines(chunks, encoding, fallback)
    records = DelimitedRecords(lines, delimiter)
    raw: Iterator[Raw] = iter(records)
    if declared:
        next(raw, None)
    return ListFile(
        raw,
        name=name,
        kind={"": ListKind.TEXT, "\t": ListKind.TSV}.get(delimiter, ListKind.CSV),
        notes=Notes(lines, records),
        closing=closing.pop_all(),
        encoding=fallback or encoding,
        delimiter=delimiter,
    )


def _find_encoding(peek: bytes, name: str, wanted: str) -> tuple[str, str]:
    """The encoding, and the one for lines that are not UTF-8."""
    if wanted:
        return _known(wanted, name), ""
    encoding = marked_encoding(peek) or wide_encoding(peek)
    if encoding.startswith("utf-16") or encoding == "utf-32":
        return encoding, ""
    refuse_binary(peek, name)
    if encoding or is_utf8(peek, complete=len(peek) < PEEK):
        return encoding or "utf-8", ""
    return "utf-8", choose_single_byte(peek)


def _known(encoding: str, name: str) -> str:
    try:
        known = codecs.lookup(encoding).name
        b"a".decode(known)  # Some codecs turn bytes into something else than text.
    except (LookupError, ValueError) as error:
        raise UnusableList(
            Unusable.UNKNOWN_ENCODING,
            f"{name} cannot be read as “{encoding}”: no such encoding. Try utf-8 or cp1252.",
        ) from error
    return known
