"""Changelogs: what a plan says of each package, in the form of changesets, and what changed beneath an app."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from totalaudio_ops.releases.values import Changeset, Package, Plan, Release
from totalaudio_ops.releases.versions import Bump, Version

FOLDER: Final = "changelogs"
_SHORT: Final = 7
_ORDER: Final = (Bump.MAJOR, Bump.MINOR, Bump.PATCH)


class Line(msgspec.Struct, frozen=True):
    """What one changeset says."""

    bump: Bump
    commit: str
    summary: str


class Updated(msgspec.Struct, frozen=True):
    """A dependency that moved, and what its changesets say of it."""

    name: str
    version: Version
    beneath: tuple[Line, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """One version of one package; `commits` has one for each changeset that moved a dependency."""

    package: str
    version: Version
    lines: tuple[Line, ...]
    commits: tuple[str, ...]
    updated: tuple[Updated, ...]


def entries(plan: Plan, packages: Sequence[Package], update: Bump = Bump.PATCH) -> list[Entry]:
    """The entries of a plan, one for each package that moves."""
    by_name = {package.name: package for package in packages}
    return [_entry(plan, by_name[release.name], release, update) for release in plan.releases]


def _entry(plan: Plan, package: Package, release: Release, update: Bump) -> Entry:
    beneath = [one for one in plan.releases if _is_updated(package, one, update)]
    moving = {used for one in beneath for used in one.changesets}
    return Entry(
        release.name,
        release.new,
        tuple(_lines(plan.changesets, release.name)),
        tuple(one.commit for one in plan.changesets if one.id in moving),
        tuple(
            Updated(one.name, one.new, tuple(_lines(plan.changesets, one.name))) for one in beneath
        ),
    )


def _is_updated(package: Package, moved: Release, update: Bump) -> bool:
    """Whether a dependency's release reaches the package: it leaves the range, or is large enough to be told."""
    wanted = package.depends.get(moved.name)
    if wanted is None:
        return False
    return wanted.is_pinned or not wanted.allows(moved.new, moved.base) or moved.bump >= update


def _lines(changesets: Sequence[Changeset], name: str) -> Iterator[Line]:
    for bump in _ORDER:
        for one in changesets:
            if one.releases.get(name) is bump:
                yield Line(bump, one.commit, one.summary)


def rendered(entry: Entry, repository: str = "") -> str:
    """An entry in Markdown; commits are linked where the repository on GitHub (`owner/name`) is known."""
    sections = {bump: [one for one in entry.lines if one.bump is bump] for bump in _ORDER}
    parts = [f"## {entry.version}"]
    for bump, lines in sections.items():
        said = [_item(line, repository) for line in lines]
        if bump is Bump.PATCH and entry.updated:
            said.append("\n".join(_dependencies(entry, repository)))
        if said:
            parts += [f"### {bump.word.capitalize()} Changes", "\n".join(said)]
    return "\n\n".join(parts) + "\n"


def _item(line: Line, repository: str) -> str:
    first, *rest = [text.rstrip() for text in line.summary.split("\n")]
    commit = f"{_commit(line.commit, repository)}: " if line.commit else ""
    return "\n".join([f"- {commit}{first}".rstrip(), *_indented(rest)])


def _dependencies(entry: Entry, repository: str) -> Iterator[str]:
    for commit in entry.commits:
        said = f" [{_commit(commit, repository)}]" if commit else ""
        yield f"- Updated dependencies{said}"
    for one in entry.updated:
        yield f"  - {one.name}@{one.version}"
        for line in one.beneath:
            yield from _indented(_item(line, repository).split("\n"), "    ")


def _indented(lines: Sequence[str], by: str = "  ") -> list[str]:
    return [f"{by}{line}".rstrip() for line in lines]


def _commit(commit: str, repository: str) -> str:
    short = commit[:_SHORT]
    if not repository:
        return short
    return f"[`{short}`](https://github.com/{repository}/commit/{commit})"


def added(changelog: str, package: str, entry: str) -> str:
    """A changelog with an entry as its newest; one that is empty begins with the name of the package."""
    head, _, rest = changelog.partition("\n")
    if not head.startswith("# "):
        head, rest = f"# {package}", changelog
    return f"{head}\n\n{entry.strip()}\n" + (f"\n{rest.strip()}\n" if rest.strip() else "")


def notes(changelog: str) -> Mapping[str, str]:
    """What a changelog says of each version, the newest first."""
    parts = re.split(r"^## (.+)$", changelog, flags=re.MULTILINE)
    return {
        version.strip(): said.strip()
        for version, said in zip(parts[1::2], parts[2::2], strict=True)
    }
