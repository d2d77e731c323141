"""Reads one workbook in a process of its own; run by path, with nothing but the standard library
and calamine.

The arguments are the path of the workbook and JSON with the limits. Standard output is one JSON
value per line: first {"kind", "sheet", "others"}, then a list of cells per row, or {"error",
"detail"}.
"""

import datetime as dt
import json
import os
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, TypedDict

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


class Limits(TypedDict):
    """What the process may use, in bytes and seconds, and the sheet that is wanted ('' for any)."""

    memory: int
    seconds: int
    unpacked: int
    parts: int
    columns: int
    sheet: str


class Refused(Exception):  # noqa: N818 - says what is wrong with the list
    """The workbook cannot be read; the first argument is a code that the parent knows."""


_SAMPLE_ROWS = 2_000
_LOCAL_HEADER = 30
_SHEETS = 50
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def main() -> None:
    """Write the rows of the sheet with the most contacts, or one error."""
    limits: Limits = json.loads(sys.argv[2])
    _confine(limits)
    try:
        for line in read(sys.argv[1], limits):
            sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os._exit(0)
    except Refused as refused:
        _fail(*map(str, refused.args))
    except MemoryError:
        _fail("memory")


def _fail(error: str, detail: str = "") -> None:
    sys.stdout.write(json.dumps({"error": error, "detail": detail}) + "\n")
    sys.stdout.flush()


def _confine(limits: Limits) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the size checks below still hold there.
        return
    for what, amount in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["seconds"]),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (amount, amount))
        except (OSError, ValueError):
            continue


def read(path: str, limits: Limits) -> Iterator[object]:
    """Check the container, choose the sheet and give its rows."""
    with open(path, "rb") as file:  # noqa: PTH123 - no more imports than needed
        kind = check_zip(file, limits) if file.read(2) == b"PK" else "xls"
        # Imported late, so that the limits are in place first.
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError

        file.seek(0)
        try:
            workbook = CalamineWorkbook.from_object(path if kind == "xls" else file)
            yield from _rows(workbook, kind, limits)
        except PasswordError as error:
            raise Refused("password") from error
        except (CalamineError, OSError, ValueError) as error:
            if kind == "xls" and _is_locked(file):
                raise Refused("password") from error
            raise Refused("broken", str(error)) from error


def _is_locked(file: BinaryIO) -> bool:
    """Whether the OLE container has the stream of an encrypted workbook in its directory."""
    file.seek(0)
    before = b""
    while block := file.read(1 << 20):
        if _ENCRYPTED in before + block:
            return True
        before = block[-len(_ENCRYPTED) :]
    return False


def _rows(workbook: "CalamineWorkbook", kind: str, limits: Limits) -> Iterator[object]:
    names = [sheet.name for sheet in workbook.sheets_metadata if "Work" in str(sheet.typ)]
    names = (names or list(workbook.sheet_names))[:_SHEETS]
    if not names:
        raise Refused("no_sheets")
    chosen = _choose(workbook, names, limits["sheet"])
    yield {"kind": kind, "sheet": chosen, "others": [name for name in names if name != chosen]}
    sheet = workbook.get_sheet_by_name(chosen)
    if sheet.width > limits["columns"]:
        raise Refused("columns", str(sheet.width))
    for row in sheet.iter_rows():
        yield [as_text(cell) for cell in row]


def _choose(workbook: "CalamineWorkbook", names: list[str], wanted: str) -> str:
    if wanted and wanted not in names:
        raise Refused("no_such_sheet", ", ".join(names))
    if wanted or len(names) == 1:
        return wanted or names[0]
    return max(names, key=lambda name: _contacts(workbook, name))


def _contacts(workbook: "CalamineWorkbook", name: str) -> int:
    found = 0
    for number, row in enumerate(workbook.get_sheet_by_name(name).iter_rows()):
        if number >= _SAMPLE_ROWS:
            break
        found += any(isinstance(cell, str) and "@" in cell for cell in row)
    return found


def as_text(cell: object) -> str:
    """A cell as people read it: 447700900123.0 is 447700900123, midnight is not shown on a date."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ").removesuffix(" 00:00:00")
    return "" if cell is None else str(cell)


def check_zip(file: BinaryIO, limits: Limits) -> str:
    """Return the kind of workbook after weighing what it says, and what it really unpacks to."""
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Refused("broken", "the zip archive is damaged") from error
    kind = _kind({part.filename for part in parts}, file)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("password")
    if len(parts) > limits["parts"] or sum(part.file_size for part in parts) > limits["unpacked"]:
        raise Refused("bomb")
    left = limits["unpacked"]
    for part in parts:
        left -= _unpacked(file, part, left)
    return kind


def _kind(names: set[str], file: BinaryIO) -> str:
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        file.seek(0)
        if b"opendocument.spreadsheet" in file.read(200):
            return "ods"
        raise Refused("kind", "an OpenDocument file that is no spreadsheet")
    for part, what in (
        ("word/document.xml", "a Word document (DOCX)"),
        ("ppt/presentation.xml", "a presentation (PPTX)"),
        ("Index/Document.iwa", "an Apple Numbers or Pages document"),
        ("Index.zip", "an Apple Numbers or Pages document"),
    ):
        if part in names:
            raise Refused("kind", what)
    raise Refused("kind", "a zip archive")


def _unpacked(file: BinaryIO, part: zipfile.ZipInfo, limit: int) -> int:
    """The real size of a part, whatever its header says; stops as soon as the limit is passed."""
    file.seek(part.header_offset)
    header = file.read(_LOCAL_HEADER)
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    file.seek(names, os.SEEK_CUR)
    if part.compress_type == zipfile.ZIP_STORED:
        return part.compress_size
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise Refused("broken", "it is packed in an unusual way")
    size = 0
    inflate = zlib.decompressobj(-15)
    while not inflate.eof:
        packed = inflate.unconsumed_tail or file.read(65_536)
        if not packed:
            raise Refused("broken", "the zip archive is cut off")
        try:
            size += len(inflate.decompress(packed, 1 << 20))
        except zlib.error as error:
            raise Refused("broken", "the zip archive is damaged") from error
        if size > limit:
            raise Refused("bomb")
    return size


if __name__ == "__main__":
    main()
