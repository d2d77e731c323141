"""Where archives lie: one contract for a folder and for an S3-compatible store."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.s3_store import S3Settings, S3Store
from totalaudio_ops.backups.stored import Stored
from totalaudio_ops.problems import Problem


class Store(Protocol):
    """A place for archives; every failure of it is a Problem that names it."""

    @property
    def address(self) -> str:
        """The place, without secrets."""

    def writing(self, name: str, work: Path) -> AbstractContextManager[BinaryIO]:
        """Yields a file; at the end of the block it is in the store, whole, or not at all."""

    def fetch(self, name: str, target: Path) -> None:
        """Copies an archive out of the store."""

    def stored(self) -> Iterable[Stored]:
        """Every archive that is there."""

    def delete(self, name: str) -> None:
        """Throws an archive away; harmless when it is gone."""


@dataclass(frozen=True, slots=True)
class Located:
    """An archive and the store in which it lies."""

    store: Store
    name: str

    @property
    def address(self) -> str:
        """What verify and restore take."""
        return f"{self.store.address.rstrip('/')}/{self.name}"


def store_at(address: str, settings: S3Settings) -> Store:
    """The store of an address: s3://bucket/prefix, or a folder."""
    if address.startswith("s3://"):
        return S3Store(address, settings)
    if "://" in address:
        raise Problem(
            f"backups cannot be kept at {address}: name a folder, or s3://bucket/prefix, in BACKUP_STORE."
        )
    return FolderStore(Path(address).absolute())


def locate(archive: str, settings: S3Settings) -> Located:
    """The store and name of an archive; raises Problem when it cannot be one."""
    place, _, name = archive.rpartition("/")
    if not name:
        raise Problem(f"{archive} names no archive: take one that backup list shows.")
    folder = place or "/" if "/" in archive else "."
    return Located(store_at(folder, settings), name)
