import io
import os
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from totalaudio.intel.imports.reading import MAX_BYTES, limits, open_list
from totalaudio.intel.imports.reading.errors import Unusable
from totalaudio.intel.imports.reading.tests.cast import read, refusal


@pytest.mark.parametrize("data", [b"", b"\n\n\n", b" \r\n\t", b"\0\0\0\0", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    assert refusal(data) == (
        Unusable.EMPTY,
        "list.csv is empty. Choose the file with the contacts.",
    )


def test_cells_that_are_all_empty_are_an_empty_list() -> None:
    assert refusal(",,,\n,,,\n")[0] is Unusable.EMPTY


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture (JPEG)"),
        (b"\x1f\x8b\x08\0\0\0", "a gzip archive"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"<!DOCTYPE html><html><table>", "a web page (HTML)"),
        (b"\xef\xbb\xbf<html>", "a web page (HTML)"),
        (b'<?xml version="1.0"?><Workbook>', "an XML file"),
        (b'[{"name": "Ada"}]', "a JSON file"),
        (b'{"contacts": []}', "a JSON file"),
        (b"BEGIN:VCARD\r\nVERSION:4.0", "a vCard file"),
    ],
)
def test_a_file_that_is_something_else_is_called_by_its_name(data: bytes, what: str) -> None:
    assert refusal(data) == (
        Unusable.WRONG_KIND,
        f"list.csv is {what}, not a list. Open it where it was made, export the list as CSV, and use that file.",
    )


def test_bytes_without_sense_are_called_binary() -> None:
    code, message = refusal(bytes(range(256)) * 100)
    assert code is Unusable.BINARY
    assert message.startswith("list.csv is not text and not a workbook")


def test_random_bytes_never_become_contacts_silently() -> None:
    assert refusal(os.urandom(100_000))[0] in set(Unusable)


def test_ten_thousand_columns_are_refused_with_the_number() -> None:
    wide = ",".join(f"Column {number}" for number in range(10_000))
    code, message = refusal(f"{wide}\n{wide}\n")
    assert code is Unusable.TOO_MANY_COLUMNS
    assert "10,000 columns" in message
    assert "500" in message


def test_one_row_with_too_many_cells_is_marked_and_the_others_are_read() -> None:
    found = read("Name,Email\nAda,ada@example.com\n" + "x," * 9_999 + "x\nBea,bea@example.org\n")
    assert found.problems == ["The row has 10,000 cells; at most 500 are read."]
    assert len(found.cells) == 3


def test_empty_cells_at_the_end_are_not_too_many() -> None:
    found = read("Name,Email\nAda,ada@example.com" + "," * 9_999 + "\n")
    assert found.cells == [("Ada", "ada@example.com")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_of_ten_megabytes_costs_only_itself(encoding: str) -> None:
    text = "Name,Email\nAda,ada@example.com\n" + "x" * 10_000_000 + "\nBea,bea@example.org\n"
    found = read(text.encode(encoding))
    assert [cells[0] for cells in (found.cells[0], found.cells[2])] == ["Ada", "Bea"]
    assert found.problems == ["The line is longer than 1 MB."]


def test_a_long_line_of_many_cells_is_marked_too() -> None:
    found = read("Name,Email\nAda,ada@example.com\n" + "x," * 5_000_000 + "\nBea,bea@example.org\n")
    assert len(found.problems) == 1
    assert found.cells[2] == ("Bea", "bea@example.org")


def test_a_cell_over_the_limit_is_marked() -> None:
    found = read(f"Name,Email\nAda,ada@example.com\n{'x' * 200_000},b@example.com\n")
    assert found.problems == ["A cell has more than 131,072 characters."]


def test_a_single_line_of_ten_megabytes_is_no_list() -> None:
    assert refusal(b"x" * 10_000_000)[0] is Unusable.BINARY


class Endless:
    """A stream that never ends, and counts what was taken."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int, /) -> bytes:
        self.given += size
        return (b"Ada,ada@example.com\n" * (size // 20 + 1))[:size]


def test_a_stream_over_the_cap_is_stopped_there(monkeypatch: pytest.MonkeyPatch) -> None:
    cap = 5 * 1024 * 1024
    monkeypatch.setattr(limits, "MAX_BYTES", cap)
    stream = Endless()
    code, message = refusal(stream)
    assert (code, message) == (
        Unusable.TOO_LARGE,
        "list.csv is larger than 5 MB. Split it into several files.",
    )
    assert stream.given < cap + 1_000_000


def test_a_file_over_the_cap_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    start = time.perf_counter()
    assert refusal(path)[0] is Unusable.TOO_LARGE
    assert time.perf_counter() - start < 1


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == (
        Unusable.UNREADABLE,
        "list.csv does not exist. Check the path.",
    )
    assert refusal(tmp_path) == (
        Unusable.UNREADABLE,
        "list.csv is a folder. Name the file in it.",
    )


class Rows(io.RawIOBase):
    """A stream of many rows that are made as they are asked for."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._lines = self._make(count)

    def _make(self, count: int) -> Iterator[bytes]:
        yield b"Name,Email,Outlet\n"
        for number in range(0, count, 1_000):
            yield b"".join(
                b"Person %d,p%d@example.com,KEXP\n" % (n, n) for n in range(number, number + 1_000)
            )

    def read(self, size: int = -1, /) -> bytes:
        return next(self._lines, b"")


def _peak(count: int) -> tuple[int, int]:
    tracemalloc.start()
    with open_list(Rows(count)) as opened:
        seen = sum(1 for _ in opened.rows())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return seen, peak


def test_ten_times_the_rows_need_no_more_memory() -> None:
    few, small = _peak(20_000)
    many, large = _peak(200_000)
    assert (few, many) == (20_000, 200_000)
    assert large < small * 1.2
