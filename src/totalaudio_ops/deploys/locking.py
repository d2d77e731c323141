"""One deploy at a time for an app in an environment: whoever holds the file goes on, and ends with its process."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem


@contextlib.contextmanager
def only_one(
    folder: Path, app: Deployable, environment: Environment, holder: str
) -> Iterator[None]:
    """Holds the lock within the block; raises Problem that names who holds it, `holder` of theirs."""
    file = folder / f"{environment}-{app}.lock"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # a journal that is for us alone
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Problem(f"{file} cannot be written: {error.strerror}.") from None
    try:
        _hold(descriptor, f"{app.label} in {environment}")
        _say(descriptor, holder)
        yield
    finally:
        os.close(
            descriptor
        )  # which lets go; the file stays, for one that is removed can be held twice


def _hold(descriptor: int, what: str) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        by = os.pread(descriptor, 500, 0).decode("utf-8", "replace").strip() or "somebody else"
        raise Problem(
            f"{what} is being deployed by {by}: wait until that ends, or interrupt it."
        ) from None


def _say(descriptor: int, holder: str) -> None:
    with contextlib.suppress(OSError):  # on a full disk only the name is missing
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{holder}\n".encode(), 0)
