"""What plans are made of: packages, changesets, the pre-release that goes on, and how packages are bound together."""

from typing import Literal

import msgspec

from totalaudio_ops.releases.ranges import Range
from totalaudio_ops.releases.versions import Bump, Version


class Package(msgspec.Struct, frozen=True):
    """What has a version of its own, and what it depends on."""

    name: str
    version: Version
    depends: dict[str, Range] = {}


class Changeset(msgspec.Struct, frozen=True):
    """What somebody says of a change: how far it moves which packages, and what their changelogs say.

    Without releases it says that there is deliberately none. `commit` is the one that brought it, once there is one.
    """

    id: str
    releases: dict[str, Bump]
    summary: str
    commit: str = ""


class Pre(msgspec.Struct, frozen=True, rename="camel"):
    """The pre-release that goes on, as `.changeset/pre.json` holds it; with `exit` the next release ends it."""

    mode: Literal["pre", "exit"]
    tag: str
    initial_versions: dict[str, str]
    changesets: tuple[str, ...]


class Rules(msgspec.Struct, frozen=True):
    """How packages are bound together.

    All of a `fixed` group get the same version, those of a `linked` group that are released share the highest, and
    ignored ones are never released. `update` is from which bump on a dependent's changelog tells of a dependency that
    stays within its range.
    """

    fixed: tuple[tuple[str, ...], ...] = ()
    linked: tuple[tuple[str, ...], ...] = ()
    ignore: frozenset[str] = frozenset()
    update: Bump = Bump.PATCH


class Release(msgspec.Struct, frozen=True):
    """The next version of a package, and why.

    `base` is the version that was counted from: its own, or the highest of its group.
    """

    name: str
    bump: Bump
    old: Version
    base: Version
    new: Version
    changesets: tuple[str, ...]
    because: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True):
    """What a release would do: changesets taken up, packages moved, and the pre-release that goes on after it."""

    changesets: tuple[Changeset, ...] = ()
    releases: tuple[Release, ...] = ()
    pre: Pre | None = None
