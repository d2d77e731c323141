"""How often a service of our own runner ended by itself, and the last that it said: a file beside its own."""

import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from totalaudio_ops.processes import Event

_LONGEST: Final = 1000


class Ended(msgspec.Struct, frozen=True):
    """What is known of it since its runner began."""

    times: int = 0
    how: str = ""
    said: str = ""


@dataclass(slots=True)
class Endings:
    """What a runner writes down; a full disk loses it, and nothing else."""

    file: Path
    ended: Ended = field(default_factory=Ended)
    said: str = ""

    def begin(self) -> None:
        """Nothing has ended yet."""
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)

    def heard(self, line: str) -> None:
        """It said something."""
        if line.strip():
            self.said = line[:_LONGEST]

    def happened(self, event: Event, how: str) -> None:
        """Something happened to it; only that it ended counts."""
        if event in {Event.DIED, Event.STOPPED}:
            self.note(how)

    def note(self, how: str) -> None:
        """It ended."""
        self.ended = Ended(self.ended.times + 1, how, self.said)
        with contextlib.suppress(OSError):
            new = self.file.with_suffix(".new")
            new.write_bytes(msgspec.json.encode(self.ended))
            new.chmod(0o600)
            new.replace(self.file)


def read_ended(file: Path) -> Ended:
    """What was written down of it; nothing where there is no such file."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Ended)
    except (OSError, msgspec.DecodeError):
        return Ended()
