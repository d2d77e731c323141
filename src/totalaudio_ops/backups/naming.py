"""Names of archives: what it is called, the moment that it shows, and how it is packed."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from totalaudio_ops.problems import Problem

_MOMENT: Final = "%Y%m%dT%H%M%SZ"
_IS_ARCHIVE: Final = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9-]*)-(?P<at>[0-9]{8}T[0-9]{6}Z)\.tar\.gz(?P<age>\.age)?"
)
_IS_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class ArchiveName:
    """What the name of an archive says."""

    name: str
    at: datetime
    is_encrypted: bool

    def __str__(self) -> str:
        return f"{self.name}-{self.at:{_MOMENT}}.tar.gz{'.age' if self.is_encrypted else ''}"


def parsed(text: str) -> ArchiveName | None:
    """What a file's name says, None when it is no archive of ours."""
    found = _IS_ARCHIVE.fullmatch(text)
    try:
        at = datetime.strptime(found["at"], _MOMENT).replace(tzinfo=UTC) if found else None
    except ValueError:  # the 31st of February
        return None
    return ArchiveName(found["name"], at, bool(found["age"])) if found and at else None


def checked(name: str) -> str:
    """The name for a backup; raises Problem unless it is short, plain and in lower case."""
    if not _IS_NAME.fullmatch(name):
        raise Problem(
            f"{name!r} cannot name a backup: take up to 40 letters a to z, digits and hyphens, "
            "as in before-upgrade."
        )
    return name
