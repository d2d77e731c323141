"""Recognises what a file is from its first bytes; its name counts for nothing."""

import re
from enum import StrEnum
from typing import Final

from totalaudio.intel.imports.reading.errors import Unusable, UnusableList


class ListKind(StrEnum):
    """What a list was read from."""

    CSV = "csv"
    TSV = "tsv"
    TEXT = "text"
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"


_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_FOREIGN: Final = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_TEXT_FOREIGN: Final = (
    (re.compile(r"\s*(<!doctype html|<html|<head|<table|<body)", re.I), "a web page (HTML)"),
    (re.compile(r"\s*<\?xml", re.I), "an XML file"),
    (re.compile(r"\s*(\{\s*[\"}]|\[\s*[\[{\]])"), "a JSON file"),
    (re.compile(r"\s*begin:vcard", re.I), "a vCard file"),
    (re.compile(r"\s*begin:vcalendar", re.I), "a calendar file"),
)
_ADVICE: Final = "Open it where it was made, export the list as CSV, and use that file."
_CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b\x00"))
_TOO_MUCH_CONTROL: Final = 0.02
_TOO_MANY_NULS: Final = 0.1


def is_workbook(peek: bytes) -> bool:
    """Say whether the bytes begin a zip or OLE container, as all workbooks do."""
    return peek.startswith((*_ZIP, _OLE))


def refuse_foreign(peek: bytes, name: str) -> None:
    """Raise UnusableList when the bytes begin something known that is no list."""
    for magic, what in _FOREIGN:
        if peek.startswith(magic):
            raise wrong_kind(name, what)


def refuse_foreign_text(text: str, name: str) -> None:
    """Raise UnusableList when the text begins a web page, JSON or the like."""
    for pattern, what in _TEXT_FOREIGN:
        if pattern.match(text):
            raise wrong_kind(name, what)


def refuse_binary(peek: bytes, name: str) -> None:
    """Raise UnusableList when there are more control characters in the bytes than text has."""
    controls = len(peek) - len(peek.translate(None, _CONTROL))
    nuls = peek.count(0)
    if controls > len(peek) * _TOO_MUCH_CONTROL or nuls > len(peek) * _TOO_MANY_NULS:
        raise UnusableList(
            Unusable.BINARY,
            f"{name} is not text and not a workbook that can be read. {_ADVICE}",
        )


def wrong_kind(name: str, what: str) -> UnusableList:
    """Make the error for a file that is something else than a list."""
    return UnusableList(Unusable.WRONG_KIND, f"{name} is {what}, not a list. {_ADVICE}")
