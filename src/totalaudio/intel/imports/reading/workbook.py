"""Reads a workbook by a child process with limits, so that a hostile one harms nobody."""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

from totalaudio.intel.imports.reading import limits
from totalaudio.intel.imports.reading.delimited import Raw, check_cells
from totalaudio.intel.imports.reading.errors import Unusable, UnusableList
from totalaudio.intel.imports.reading.kinds import ListKind, wrong_kind

_CHILD: Final = Path(__file__).with_name("workbook_child.py")
_OPENING_SECONDS: Final = 180


class Workbook:
    """The rows of the sheet with the most contacts; `others` names the sheets that are not read."""

    def __init__(self, chunks: Iterable[bytes], name: str, sheet: str = "") -> None:
        self._name = name
        # calamine tells a wrong kind from a locked .xls only by the name.
        self._file = tempfile.NamedTemporaryFile(suffix=".xls")  # noqa: SIM115 - read until close()
        try:
            for chunk in chunks:
                self._file.write(chunk)
            self._file.flush()
            self._child = _start(self._file.name, sheet)
        except BaseException:
            self._file.close()
            raise
        self._closed = False
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        watchdog = threading.Timer(_OPENING_SECONDS, self._child.kill)
        watchdog.start()
        try:
            first = self._next()
        finally:
            watchdog.cancel()
        if not isinstance(first, dict):
            raise self._error("broken", "")
        self.kind = ListKind(str(first["kind"]))
        self.sheet = str(first["sheet"])
        others = first["others"]
        self.others: tuple[str, ...] = tuple(map(str, others)) if isinstance(others, list) else ()

    def __iter__(self) -> Iterator[Raw]:
        while (cells := self._next()) is not None:
            if isinstance(cells, list):
                yield check_cells(cells)
        self.close()

    def _next(self) -> dict[str, object] | list[str] | None:
        line = self._stdout.readline()
        if line:
            value: dict[str, object] | list[str] = json.loads(line)
            if isinstance(value, dict) and "error" in value:
                raise self._error(str(value["error"]), str(value["detail"]))
            return value
        if self._child.wait() != 0:
            raise self._error("memory", "")
        return None

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._child.stdout is not None  # noqa: S101 - started with a pipe
        return self._child.stdout

    def _error(self, code: str, detail: str) -> UnusableList:
        self.close()
        return _explain(code, detail, self._name)

    def close(self) -> None:
        """End the child process and remove the temporary file."""
        if self._closed:
            return
        self._closed = True
        self._child.kill()
        self._stdout.close()
        self._child.wait()
        self._file.close()


def _start(path: str, sheet: str) -> subprocess.Popen[bytes]:
    given = {
        "memory": limits.WORKBOOK_MEMORY,
        "seconds": limits.WORKBOOK_SECONDS,
        "unpacked": limits.WORKBOOK_BYTES,
        "parts": limits.WORKBOOK_PARTS,
        "columns": limits.MAX_COLUMNS,
        "sheet": sheet,
    }
    return subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", str(_CHILD), path, json.dumps(given)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _explain(code: str, detail: str, name: str) -> UnusableList:
    if code == "kind":
        return wrong_kind(name, detail)
    kind, message = {
        "password": (
            Unusable.PASSWORD,
            f"{name} is protected with a password. Save a copy without one, or export it as CSV.",
        ),
        "bomb": (
            Unusable.ZIP_BOMB,
            f"{name} unpacks to more than {limits.WORKBOOK_BYTES // 2**20:,} MB. Export the sheet as CSV.",
        ),
        "memory": (
            Unusable.TOO_COMPLEX,
            f"{name} needs more memory or time than a workbook may use. Export the sheet as CSV.",
        ),
        "columns": (
            Unusable.TOO_MANY_COLUMNS,
            f"{name} has {detail} columns; at most {limits.MAX_COLUMNS} are read. Delete the others.",
        ),
        "no_such_sheet": (
            Unusable.NO_ROWS,
            f"{name} has no such sheet. Its sheets are: {detail}.",
        ),
        "no_sheets": (Unusable.NO_ROWS, f"{name} has no sheet with cells in it."),
    }.get(
        code,
        (
            Unusable.BROKEN,
            f"{name} is a damaged workbook{f' ({detail})' if detail else ''}. Save it again as CSV.",
        ),
    )
    return UnusableList(kind, message)
