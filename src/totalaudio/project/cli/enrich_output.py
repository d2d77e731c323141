"""Writes a result so that it is there whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol


class OutputError(Exception):
    """The result cannot be written where it should go; the message says why and what to do."""


class Sink(Protocol):
    """Where bytes go; only `finish` makes them visible under the final name."""

    def write(self, data: bytes, /) -> object: ...

    def finish(self) -> None: ...


def check_paths(file: str, out: Path | None, refused: Path | None) -> None:
    """Raise OutputError when a result would overwrite the input or the other result."""
    for path, option in ((out, "--out"), (refused, "--refused")):
        if path is not None and file != "-" and _is_same(path, Path(file)):
            raise OutputError(f"{option} {path} is the list itself. Choose another name.")
    if out is not None and refused is not None and _is_same(out, refused):
        raise OutputError(f"--out and --refused are both {out}. Choose two names.")


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        if one.exists() and other.exists():
            return one.is_file() and one.samefile(other)
    return one.absolute() == other.absolute()


@contextmanager
def open_sink(path: Path | None, *, binary: bool = False) -> Iterator[Sink]:
    """Open standard output, or a file that appears when finished; leaves nothing behind on an error."""
    if path is None:
        if binary and sys.stdout.isatty():
            raise OutputError("This format cannot be shown on a terminal. Name a file with --out.")
        yield _Direct(sys.stdout.buffer)
    elif path.exists() and not path.is_file():
        if path.is_dir():
            raise OutputError(f"{path} is a folder. Name a file in it.")
        with _opened(path) as file:
            yield _Direct(file)
    else:
        with _Replacing(path.resolve()) as sink:
            yield sink


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("wb")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from error
    with file:
        yield file


class _Direct:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes, /) -> object:
        return self._stream.write(data)

    def finish(self) -> None:
        self._stream.flush()


class _Replacing:
    """A temporary file beside the final one, which replaces it at the end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            handle, name = tempfile.mkstemp(
                dir=path.parent, prefix=f".{path.name}.", suffix=".part"
            )
        except OSError as error:
            reason = error.strerror or "unknown reason"
            raise OutputError(
                f"{path} cannot be written: {reason}. Choose another place."
            ) from error
        self._part = Path(name)
        self._file = os.fdopen(handle, "wb")

    def write(self, data: bytes, /) -> object:
        return self._file.write(data)

    def finish(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        with suppress(OSError):
            self._part.chmod(_usual_mode(self._path))
        self._part.replace(self._path)

    def __enter__(self) -> "_Replacing":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._part.unlink(missing_ok=True)


def _usual_mode(path: Path) -> int:
    """The mode of the file that is replaced, or what a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
