"""What the children say: kept in files, and shown on the terminal when it is an error."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

LARGEST_BYTES = 10 * 1024 * 1024
IS_ERROR = re.compile(
    r'\b(ERROR|CRITICAL|FATAL|PANIC)\b|"level": ?"(error|critical)"|^Traceback|\[(error|critical)'
)
# These come with every restart of the database, which is told of anyway.
IS_EXPECTED = re.compile(
    r"FATAL: +(the database system is (starting up|shutting down)|terminating)"
)


class Logs:
    """One file for each child, at most twice 10 MB of it; errors go on to `show`."""

    def __init__(self, folder: Path, show: Callable[[str], None]) -> None:
        self._folder = folder
        self._show = show
        self._problem = ""

    def line(self, name: str, line: str) -> None:
        """Keeps a line, with its time; one that cannot be written is lost, and nothing else is."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        try:
            self._write(self._folder / f"{name}.log", f"{now} {name} {line}\n")
        except OSError as error:
            self._tell(error.strerror or str(error))
        else:
            self._problem = ""
        if IS_ERROR.search(line) and not IS_EXPECTED.search(line):
            self._show(f"{name} | {line}")

    def _write(self, file: Path, text: str) -> None:
        self._make_room(file)
        with file.open("a", encoding="utf-8") as out:
            out.write(text)

    def _tell(self, problem: str) -> None:
        """Once for each problem: on a full disk every line has it."""
        if problem != self._problem:
            self._problem = problem
            self._show(
                f"the logs in {self._folder} cannot be written ({problem}): make room there."
            )

    def _make_room(self, file: Path) -> None:
        if file.exists() and file.stat().st_size > LARGEST_BYTES:
            file.replace(file.with_suffix(".log.1"))
