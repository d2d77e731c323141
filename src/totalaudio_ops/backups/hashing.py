"""Checksums of what passes by."""

import hashlib
from pathlib import Path
from typing import Protocol


class Sink(Protocol):
    """Whatever takes bytes."""

    def write(self, piece: bytes, /) -> int:
        """Takes a piece."""

    def flush(self) -> None:
        """Hands on what it holds back."""


class Hashing:
    """Passes on what is written to it, and knows its checksum and size."""

    def __init__(self, target: Sink) -> None:
        self._target, self._sum = target, hashlib.sha256()
        self.count = 0

    def write(self, piece: bytes, /) -> int:
        """Passes on; an error of the target is raised here."""
        self._target.write(piece)
        self._sum.update(piece)
        self.count += len(piece)
        return len(piece)

    def flush(self) -> None:
        """The same of the target."""
        self._target.flush()

    @property
    def sha256(self) -> str:
        """Of what was written so far."""
        return self._sum.hexdigest()


def sha256_of(file: Path) -> str:
    """The checksum of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
