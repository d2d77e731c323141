"""The data folder: one platform at a time runs in it, and what it needs to know lies in it."""

import contextlib
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from totalaudio_ops import held_files
from totalaudio_ops.problems import Problem


@dataclass(frozen=True, slots=True)
class Secrets:
    """Made once for each data folder; nobody but its owner can read them."""

    secret_key: str
    postgres_password: str


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A folder that is held while the platform runs."""

    path: Path

    @property
    def cluster(self) -> Path:
        """The embedded database's files."""
        return self.path / "postgres"

    @property
    def socket(self) -> Path:
        """Where the embedded database listens, if the path is short enough."""
        return self.path / "socket"

    @property
    def logs(self) -> Path:
        """What the children say."""
        return self.path / "logs"

    @property
    def run_file(self) -> Path:
        """What runs now; absent after an orderly end."""
        return self.path / "run.json"


@contextlib.contextmanager
def hold(path: Path) -> Iterator[DataFolder]:
    """Makes the folder if it is missing and holds it; raises Problem if another platform does."""
    folder = DataFolder(path)
    try:
        # Others may pass through to the database, which does not run as root; they can list nothing.
        path.mkdir(mode=0o711, parents=True, exist_ok=True)
        folder.logs.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Problem(
            f"cannot write in the data folder {path}: {error.strerror}; "
            "make it writable for this user, or name another with --data."
        ) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Problem(
            f"the data folder {path} is in use by the platform that runs at {_address(folder)}: "
            "stop that one first, or name another with --data."
        ) from None
    else:
        yield folder
    finally:
        os.close(descriptor)


def is_held(path: Path) -> bool:
    """Tells whether a platform runs in this folder now."""
    try:
        return held_files.is_held(path / "lock")
    except OSError:  # a folder that we may not look into
        return False


def read_secrets(folder: DataFolder) -> Secrets:
    """Returns the folder's secrets, made at the first time."""
    file = folder.path / "secrets.json"
    if not file.exists():
        if folder.cluster.exists():
            raise Problem(
                f"{file} is missing, and the database in {folder.cluster} cannot be opened without it: "
                "put it back from a backup."
            )
        made = {name: secrets.token_urlsafe(48) for name in ("secret_key", "postgres_password")}
        write_private(file, json.dumps(made, indent=2))
    try:
        found = json.loads(file.read_text())
        return Secrets(str(found["secret_key"]), str(found["postgres_password"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise Problem(f"{file} cannot be read: put it back from a backup.") from None


def write_private(file: Path, text: str) -> None:
    """Writes a file that only its owner reads, whole or not at all."""
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)


def _address(folder: DataFolder) -> str:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads(folder.run_file.read_text())["url"])
    return "another address (it is starting)"
