"""Archives in a folder: written beside their place and moved there when they are whole and on the disk."""

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from totalaudio_ops.backups.stored import Stored
from totalaudio_ops.backups.working import no_room_for
from totalaudio_ops.problems import Problem

_PART: Final = ".part"
# Nobody writes at one archive for so long; what is older was left by a process that was killed.
_LEFT_SECONDS: Final = 24 * 3600


class FolderStore:
    """A folder of this machine, or one that is mounted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def address(self) -> str:
        """The folder."""
        return str(self.folder)

    @contextlib.contextmanager
    def writing(self, name: str, work: Path) -> Iterator[BinaryIO]:
        """Writes to a hidden name, which no list shows, and gives the right one at the end."""
        with self._explained("written"):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._tidy()
            part, target = self.folder / f".{name}{_PART}", self.folder / name
            if target.exists():
                raise Problem(f"{target} is there already: wait a second, and run this again.")
            try:
                with _private(part) as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                part.rename(target)
            finally:
                part.unlink(missing_ok=True)
            _settle(self.folder)

    def fetch(self, name: str, target: Path) -> None:
        """Copies an archive."""
        with self._explained("read"):
            shutil.copyfile(self.folder / name, target)

    def stored(self) -> Iterable[Stored]:
        """Every plain file that is not hidden."""
        with self._explained("read"):
            if not self.folder.exists():
                return []
            files = [file for file in self.folder.iterdir() if not file.name.startswith(".")]
            return [
                Stored(file.name, file.stat().st_size)
                for file in files
                if file.is_file() and not file.is_symlink()
            ]

    def delete(self, name: str) -> None:
        """Unlinks an archive."""
        with self._explained("changed"):
            (self.folder / name).unlink(missing_ok=True)

    def _tidy(self) -> None:
        for part in self.folder.glob(f".*{_PART}"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - part.stat().st_mtime > _LEFT_SECONDS:
                    part.unlink()

    @contextlib.contextmanager
    def _explained(self, done: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise Problem(f"there is no {error.filename}: see what backup list shows.") from None
        except OSError as error:
            if done == "read" and error.errno == errno.ENOSPC:
                raise Problem(no_room_for("a copy of the archive")) from None
            raise Problem(
                f"the folder of backups {self.folder} cannot be {done}: {error.strerror}; "
                "make room and rights there, or name another in BACKUP_STORE."
            ) from None


def _private(file: Path) -> BinaryIO:
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    return os.fdopen(descriptor, "wb")


def _settle(folder: Path) -> None:
    """The new name itself survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
