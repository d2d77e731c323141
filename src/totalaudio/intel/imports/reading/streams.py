"""Gives any source as chunks of bytes, under the cap, after a look at its beginning."""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Protocol

from totalaudio.intel.imports.reading import limits
from totalaudio.intel.imports.reading.errors import Unusable, UnusableList


class Readable(Protocol):
    """Anything with `read(size)`, such as an open binary file."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, b'' at the end."""
        ...


type Source = Path | bytes | Readable


def open_chunks(source: Source, name: str, closing: ExitStack) -> tuple[bytes, Iterator[bytes]]:
    """Return the first PEEK bytes and all chunks, those included; raises UnusableList."""
    if isinstance(source, bytes):
        _check_size(len(source), name)
        source = io.BytesIO(source)
    if isinstance(source, Path):
        source = _open(source, name, closing)
    peek = _read_full(source, limits.PEEK, name)
    return peek, _capped(chain((peek,), _chunks(source, name)), name)


def _open(path: Path, name: str, closing: ExitStack) -> Readable:
    try:
        if path.is_dir():
            raise UnusableList(Unusable.UNREADABLE, f"{name} is a folder. Name the file in it.")
        file = closing.enter_context(path.open("rb"))
        _check_size(path.stat().st_size, name)
    except FileNotFoundError as error:
        raise UnusableList(
            Unusable.UNREADABLE, f"{name} does not exist. Check the path."
        ) from error
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UnusableList(Unusable.UNREADABLE, f"{name} cannot be read: {reason}.") from error
    return file


def _read_full(source: Readable, size: int, name: str) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := _read(source, size, name)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _chunks(source: Readable, name: str) -> Iterator[bytes]:
    while chunk := _read(source, limits.CHUNK, name):
        yield chunk


def _read(source: Readable, size: int, name: str) -> bytes:
    try:
        return source.read(size)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnusableList(Unusable.UNREADABLE, f"{name} cannot be read: {reason}.") from error


def _capped(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        _check_size(total, name)
        yield chunk


def _check_size(size: int, name: str) -> None:
    if size > limits.MAX_BYTES:
        cap = limits.MAX_BYTES // 1024 // 1024
        raise UnusableList(
            Unusable.TOO_LARGE, f"{name} is larger than {cap} MB. Split it into several files."
        )
