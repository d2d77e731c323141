"""Checksums of what passes by."""

import hashlib
import io
from pathlib import Path
from typing import BinaryIO

PIECE = 1024 * 1024


class Hashing(io.RawIOBase):
    """A file that passes on what is written to it, and knows its checksum and size."""

    def __init__(self, target: BinaryIO) -> None:
        self._target, self._sum = target, hashlib.sha256()
        self.count = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        """Pass on; an error of the target is raised here."""
        piece = bytes(memoryview(data))  # type: ignore[arg-type]  # whatever has bytes
        self._target.write(piece)
        self._sum.update(piece)
        self.count += len(piece)
        return len(piece)

    def flush(self) -> None:
        self._target.flush()

    @property
    def sha256(self) -> str:
        """Of what was written so far."""
        return self._sum.hexdigest()


def sha256_of(file: Path) -> str:
    """The checksum of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
