"""Several files changed at once: whoever is killed in between leaves what the next run finishes, or nothing at all.

The new files are written beside, then a journal that names them: from then on the change goes forward, by whoever
comes next. Before that, nothing has happened. `whole` must be asked before the files are read.
"""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from totalaudio_ops.problems import Problem

FOLDER: Final = ".releasing"
# How long to wait for somebody else, in seconds.
PATIENCE: Final = 5.0
_JOURNAL: Final = "journal.json"


class _Change(msgspec.Struct, frozen=True):
    """A file, what it was and becomes by its digest (empty for no file), and the number of the new one beside."""

    path: str
    before: str
    after: str
    number: int


@contextmanager
def whole(root: Path) -> Iterator[None]:
    """Nobody else changes files through this meanwhile, and what a killed run began has been finished.

    Raises Problem when somebody else stays at work, or somebody changed a file in between.
    """
    try:
        descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise Problem(f"the checkout cannot be read: {_named(error)}.") from None
    try:
        _lock(descriptor, root)
        _go_on(root)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, root: Path) -> None:
    """Who only reads is done in a moment, so that two plans at once are both made."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= ends:
                said = f"another release is at work in {root}"
                raise Problem(f"{said}: wait until it is done.") from None
            time.sleep(0.02)
        else:
            return


def swap(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Change files (None removes one) by their paths below the root, all of them or none.

    Raises Problem, with everything as it was, when the disk refuses.
    """
    beside = root / FOLDER
    try:
        changes = _write_beside(root, beside, files)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise Problem(f"nothing was changed: {_named(error)}.") from None
    try:
        _move(root, changes)
    except OSError as error:
        _take_back(root, changes)
        raise Problem(f"everything is as it was: {_named(error)}.") from None
    with suppress(OSError):  # what is left means nothing, and the next run tidies it away
        _forget(beside)


def _take_back(root: Path, changes: list[_Change]) -> None:
    try:
        for change in changes:
            _put(root, change, change.before, "old")
        _forget(root / FOLDER)
    except OSError as error:
        said = f"a release was cut off: {_named(error)}"
        raise Problem(f"{said}; put that right and run this again, which finishes it.") from None


def _write_beside(root: Path, beside: Path, files: Mapping[str, bytes | None]) -> list[_Change]:
    beside.mkdir()
    _write(beside / ".gitignore", b"*\n")
    changes = []
    for number, (path, content) in enumerate(sorted(files.items())):
        before = _content(root / path)
        if before == content:
            continue
        if before is not None:
            _write(beside / f"{number}.old", before)
        if content is not None:
            _write(beside / f"{number}.new", content)
        changes.append(_Change(path, _digest(before), _digest(content), number))
    _write(beside / f"{_JOURNAL}.new", msgspec.json.encode(changes))
    _rename(beside / f"{_JOURNAL}.new", beside / _JOURNAL)
    return changes


def _go_on(root: Path) -> None:
    """Finish what a killed run had decided; tidy away what it had not."""
    beside = root / FOLDER
    journal = beside / _JOURNAL
    if journal.exists():
        try:
            _move(root, msgspec.json.decode(journal.read_bytes(), type=list[_Change]))
        except OSError as error:
            said = f"a release that was cut off cannot be finished: {_named(error)}"
            raise Problem(f"{said}; put that right and run this again.") from None
    if beside.exists():
        _forget(beside)


def _move(root: Path, changes: list[_Change]) -> None:
    for change in changes:
        found = _digest(_content(root / change.path))
        if found not in (change.before, change.after):
            said = f"{change.path} was changed while a release was cut off"
            raise Problem(f"{said}: take that change back, run this again, and make it then.")
        _put(root, change, change.after, "new")


def _put(root: Path, change: _Change, wanted: str, kind: str) -> None:
    """Make a file the old or the new one; both stay beside, for whoever has to go on or back."""
    target, beside = root / change.path, root / FOLDER
    if _digest(_content(target)) == wanted:
        return
    if not wanted:
        target.unlink()
        _flush(target.parent)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(beside / "next", (beside / f"{change.number}.{kind}").read_bytes())
    _rename(beside / "next", target)


def _forget(beside: Path) -> None:
    """The journal goes first: without it, what else is left means nothing."""
    (beside / _JOURNAL).unlink(missing_ok=True)
    _flush(beside)
    shutil.rmtree(beside)


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _digest(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())


def _rename(new: Path, target: Path) -> None:
    new.replace(target)
    _flush(target.parent)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _named(error: OSError) -> str:
    return f"{error.filename or 'the disk'}: {(error.strerror or str(error)).lower()}"
