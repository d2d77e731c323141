"""Which packages changed since a revision, and which of them no new changeset would release."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from totalaudio_ops.deployables import FILE as DEPLOYABLES
from totalaudio_ops.releases import changelog
from totalaudio_ops.releases.applying import Checkout
from totalaudio_ops.releases.changesets import FOLDER, is_changeset
from totalaudio_ops.releases.history import changed_since, file_at, git
from totalaudio_ops.releases.owning import packages_of
from totalaudio_ops.releases.packages import packages_in
from totalaudio_ops.releases.plan import plan


class Status(msgspec.Struct, frozen=True):
    """The files that changed, by package; the changesets that are new; and the packages that none of them covers."""

    changed: Mapping[str, frozenset[str]]
    new: tuple[str, ...]
    uncovered: tuple[str, ...]


def status(root: Path, checkout: Checkout, since: str) -> Status:
    """What changed since a revision was left.

    A package is covered when a new changeset releases it, also as a dependent, or names it with `none`; when a new
    changeset without releases says that there is none; and when the change itself is its release.
    """
    paths = changed_since(root, since)
    changed = {name: frozenset(files) for name, files in packages_of(paths).items()}
    ids = {_id(path) for path, how in paths.items() if how != "D" and _is_changeset(path)}
    new = [one for one in checkout.changesets if one.id in ids]
    if any(not one.releases for one in new):
        return Status(changed, tuple(one.id for one in new), ())
    moved = plan(checkout.packages, new, checkout.config.rules)
    covered = {name for one in new for name in one.releases} | {one.name for one in moved.releases}
    covered |= _released(root, checkout, since)
    return Status(
        changed,
        tuple(one.id for one in new),
        tuple(one.name for one in checkout.packages if one.name in changed.keys() - covered),
    )


def _is_changeset(path: str) -> bool:
    folder, _, name = path.partition("/")
    return folder == FOLDER and "/" not in name and is_changeset(name)


def _id(path: str) -> str:
    return path.removeprefix(f"{FOLDER}/").removesuffix(".md")


def _released(root: Path, checkout: Checkout, since: str) -> set[str]:
    """Packages whose version is another one than it was, and in their changelog: moved by hand it is no release."""
    base = git(root, "merge-base", "--end-of-options", since, "HEAD").strip()
    text = file_at(root, base, DEPLOYABLES)
    before = {one.name: one.version for one in packages_in(text)} if text else {}
    moved = [one for one in checkout.packages if before.get(one.name, one.version) != one.version]
    return {one.name for one in moved if str(one.version) in _told(root, one.name)}


def _told(root: Path, name: str) -> Mapping[str, str]:
    file = root / changelog.FOLDER / f"{name}.md"
    return changelog.notes(file.read_text(encoding="utf-8")) if file.exists() else {}
