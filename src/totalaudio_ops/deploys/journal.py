"""The journal of deploys: one file of JSON lines for each, only ever added to, on disk before anything goes on."""

import errno
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Entry, Environment, Order
from totalaudio_ops.problems import Problem

SUFFIX: Final = ".jsonl"


class Opened(msgspec.Struct, frozen=True):
    """The first line: what is wanted, of what kind of place, and since when."""

    order: Order
    target: str
    at: datetime


class Deploy(msgspec.Struct, frozen=True):
    """A whole file as it was read: what was wanted, and everything that became of it."""

    opened: Opened
    entries: tuple[Entry, ...]

    @property
    def order(self) -> Order:
        """What was wanted."""
        return self.opened.order


class Journal:
    """The journals in one folder; whoever writes to one holds the lock of its app and environment."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made before something is written."""
        self.folder = folder

    def open(self, opened: Opened) -> Deploy:
        """Begin the file of a deploy, whole or not at all; raises Problem when it cannot be written."""
        file = self._file(opened.order.id)
        made = file.with_suffix(".new")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_whole(made, msgspec.json.encode(opened) + b"\n")
            made.rename(file)
            _keep_folder(self.folder)
        except OSError as error:
            made.unlink(missing_ok=True)
            raise _unwritten(file, error) from None
        return Deploy(opened, ())

    def append(self, order: Order, entry: Entry) -> None:
        """Add a line, on disk when this returns; raises Problem, and then nothing was added."""
        file = self._file(order.id)
        try:
            _append(file, msgspec.json.encode(entry) + b"\n")
        except OSError as error:
            raise _unwritten(file, error) from None

    def read(self, order_id: str) -> Deploy:
        """What is written; a line that a kill or a full disk has torn off at the end was never written.

        Raises Problem for a file that was damaged or is not there.
        """
        file = self._file(order_id)
        try:
            head, *rest = file.read_bytes().split(b"\n")[:-1]
            opened = msgspec.json.decode(head, type=Opened)
            return Deploy(opened, tuple(msgspec.json.decode(line, type=Entry) for line in rest))
        except OSError as error:
            raise Problem(f"the journal {file} cannot be read: {error.strerror}.") from None
        except (msgspec.DecodeError, ValueError) as error:
            said = f"the journal {file} is damaged: {error}"
            raise Problem(
                f"{said}; see what serves, then move the file out of its folder."
            ) from None

    def newest(
        self, app: Deployable | None = None, environment: Environment | None = None
    ) -> Iterator[Deploy]:
        """The deploys of an app and an environment, or of all, the newest first, read one by one."""
        for name in sorted((file.stem for file in self.folder.glob(f"*{SUFFIX}")), reverse=True):
            if name.endswith(f"-{environment or ''}") or environment is None:
                found = self.read(name)
                if app in (None, found.order.app):
                    yield found

    def _file(self, order_id: str) -> Path:
        return self.folder / f"{order_id}{SUFFIX}"


def _append(file: Path, line: bytes) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC)
    try:
        end = _whole_length(descriptor)
        os.ftruncate(descriptor, end)
        try:
            _write(descriptor, line, end)
        except OSError:
            os.ftruncate(descriptor, end)
            raise
    finally:
        os.close(descriptor)


def _whole_length(descriptor: int) -> int:
    """The length up to the end of the last whole line."""
    length = os.fstat(descriptor).st_size
    return os.pread(descriptor, length, 0).rfind(b"\n") + 1


def _write_whole(file: Path, line: bytes) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        _write(descriptor, line, 0)
    finally:
        os.close(descriptor)


def _write(descriptor: int, line: bytes, at: int) -> None:
    if os.pwrite(descriptor, line, at) != len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(descriptor)


def _keep_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritten(file: Path, error: OSError) -> Problem:
    what = "the disk is full" if error.errno == errno.ENOSPC else (error.strerror or str(error))
    return Problem(
        f"the journal {file} cannot be written: {what}. Nothing more was done, and what served goes on serving; "
        "make room there, then run the same command again."
    )
