"""Where the files of an archive lie unencrypted for a moment."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from totalaudio_ops.held_folders import held_folder

PREFIX: Final = "totalaudio-backup-"
NO_ROOM: Final = "No space left on device"


def no_room_for(what: str) -> str:
    """What to do when this disk is full, which says nothing of any archive."""
    return f"there is no room for {what} in {tempfile.gettempdir()}: make room there, or set TMPDIR to a larger disk."


@contextlib.contextmanager
def work_folder() -> Iterator[Path]:
    """Yields a folder where TMPDIR has room, which only we can read and which no killed run leaves for good."""
    with held_folder(PREFIX, Path(tempfile.gettempdir())) as folder:
        yield folder
