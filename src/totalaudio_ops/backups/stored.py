"""An archive as its store shows it."""

from dataclasses import dataclass

from totalaudio_ops.backups import naming
from totalaudio_ops.backups.naming import ArchiveName


@dataclass(frozen=True, slots=True)
class Stored:
    """The name and size of a file in a store."""

    name: str
    bytes: int

    @property
    def parsed(self) -> ArchiveName:
        """What the name says; only for names of archives."""
        found = naming.parsed(self.name)
        if found is None:
            raise ValueError(f"{self.name} is no archive")
        return found
