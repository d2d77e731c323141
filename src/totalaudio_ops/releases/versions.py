"""Versions as npm counts them: x.y.z, or x.y.z-TAG.N while a pre-release goes on; and how far a change moves them."""

import re
from enum import IntEnum
from typing import Final, Self

import msgspec

from totalaudio_ops.problems import Problem

_WRITTEN: Final = re.compile(
    r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})"
    r"(?:-([a-z][a-z]{0,19})\.(0|[1-9][0-9]{0,8}))?"
)


class Bump(IntEnum):
    """How far a release moves a version; the higher one wins."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """As changesets write it."""
        return self.name.lower()

    @classmethod
    def of(cls, word: object) -> Self | None:
        """The bump that a word names, if it names one."""
        return next((bump for bump in cls if bump.word == word), None)


class Version(msgspec.Struct, frozen=True):
    """A version; a pre-release comes before the version that it prepares."""

    major: int
    minor: int
    patch: int
    tag: str = ""
    number: int = 0

    def __str__(self) -> str:
        said = f"{self.major}.{self.minor}.{self.patch}"
        return f"{said}-{self.tag}.{self.number}" if self.tag else said

    def __lt__(self, other: "Version") -> bool:
        return self._rank < other._rank

    @property
    def _rank(self) -> tuple[int, int, int, bool, str, int]:
        return self.major, self.minor, self.patch, not self.tag, self.tag, self.number

    @property
    def next_number(self) -> int:
        """The number of the pre-release that would follow this."""
        return self.number + 1 if self.tag else 0

    def bumped(self, bump: Bump) -> "Version":
        """The version after a bump; a pre-release that already prepares it becomes it, as in npm's `inc`."""
        major, minor, patch = self.major, self.minor, self.patch
        if bump is Bump.NONE:
            return self
        if bump is Bump.MAJOR:
            return Version(major if self.tag and minor == patch == 0 else major + 1, 0, 0)
        if bump is Bump.MINOR:
            return Version(major, minor if self.tag and patch == 0 else minor + 1, 0)
        return Version(major, minor, patch if self.tag else patch + 1)

    def tagged(self, tag: str, number: int) -> "Version":
        """A pre-release of this version."""
        return Version(self.major, self.minor, self.patch, tag, number)


def read_version(text: str, of: str) -> Version:
    """The version that is written; raises Problem that names whose it is."""
    found = _WRITTEN.fullmatch(text)
    if not found:
        said = f"{text[:40]!r}, the version of {of[:100]}, is none"
        raise Problem(f"{said}: write it as 1.2.0, or as 1.2.0-rc.0 for a pre-release.")
    numbers = [int(number) for number in found.groups()[:3]]
    return Version(numbers[0], numbers[1], numbers[2], found[4] or "", int(found[5] or 0))
