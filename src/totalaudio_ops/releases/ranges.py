"""Which versions of another package one is content with: pinned, exact, `^` or `~`, as in an npm workspace."""

from typing import Final

import msgspec

from totalaudio_ops.releases.versions import Version


class Range(msgspec.Struct, frozen=True):
    """What is asked of a dependency.

    `sign` is `^`, `~` or empty for exactly; without a `base` it is counted from the version that stands in the
    workspace, so that an empty sign means pinned to it: every release of the dependency leaves the range.
    """

    sign: str = ""
    base: Version | None = None

    @property
    def is_pinned(self) -> bool:
        """Whether each release of the dependency reaches the dependent."""
        return self.base is None and not self.sign

    def allows(self, version: Version, old: Version) -> bool:
        """Whether a version is within, when the workspace had the old one before.

        A pre-release is only within a range that itself begins with a pre-release of the same version.
        """
        base = self.base or old
        if version < base or not (version < _end(self.sign, base) or version == base):
            return False
        return not version.tag or bool(base.tag and version.tagged("", 0) == base.tagged("", 0))


PINNED: Final = Range()


def _end(sign: str, base: Version) -> Version:
    """The first version that is beyond; nothing lies between it and its own pre-releases for a range."""
    if sign == "^":
        if base.major:
            return _first(Version(base.major + 1, 0, 0))
        if base.minor:
            return _first(Version(0, base.minor + 1, 0))
        return _first(Version(0, 0, base.patch + 1))
    return _first(Version(base.major, base.minor + 1, 0)) if sign == "~" else base


def _first(version: Version) -> Version:
    """Before all of its pre-releases, whose tags are letters."""
    return version.tagged("!", 0)
