"""Tags such as `audio-intel@2.4.0`: one for each version that a release made, at the commit that made it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from totalaudio_ops.deployables import FILE as DEPLOYABLES
from totalaudio_ops.problems import Problem
from totalaudio_ops.releases import changelog
from totalaudio_ops.releases.history import commits_of, file_at, git
from totalaudio_ops.releases.packages import packages_in
from totalaudio_ops.releases.values import Package

REMOTE = "origin"


class Released(msgspec.Struct, frozen=True):
    """A version of a package that a release made, and what its changelog says."""

    package: str
    version: str
    notes: str
    is_pre: bool

    @property
    def tag(self) -> str:
        """The name of its tag."""
        return f"{self.package}@{self.version}"


def released(root: Path) -> list[Released]:
    """The packages of the commit that is checked out whose version a release made: their changelog tells of it.

    Raises Problem while versions or changelogs are not committed.
    """
    if dirty := git(root, "status", "--porcelain", "--", DEPLOYABLES, changelog.FOLDER).strip():
        said = f"{dirty.split(maxsplit=1)[-1].splitlines()[0]} is not committed"
        raise Problem(f"{said}: tags stand at commits; commit it, and run this again.")
    return list(_released(root, packages_in(file_at(root, "HEAD", DEPLOYABLES))))


def _released(root: Path, packages: Sequence[Package]) -> Iterator[Released]:
    for package in packages:
        text = file_at(root, "HEAD", f"{changelog.FOLDER}/{package.name}.md")
        version = str(package.version)
        notes = changelog.notes(text).get(version)
        if notes is not None:
            yield Released(package.name, version, notes, bool(package.version.tag))


def local_tags(root: Path) -> set[str]:
    """The tags of the checkout."""
    return set(git(root, "tag", "--list").split("\n")) - {""}


def remote_tags(root: Path) -> dict[str, str]:
    """The tags of the repository that it came from, with their commits; raises Problem when it cannot be reached."""
    lines = git(root, "ls-remote", "--tags", REMOTE).splitlines()
    found = [line.split("\trefs/tags/") for line in lines]
    # What stands behind an annotated tag is told beside it, as NAME^{}.
    told = sorted(found, key=lambda pair: pair[1].endswith("^{}"))
    return {name.removesuffix("^{}"): commit for commit, name in told}


def commit_of(root: Path, tag: str) -> str:
    """The commit at which a tag of the checkout stands."""
    return git(root, "rev-parse", f"refs/tags/{tag}^{{commit}}").strip()


def check_place(root: Path, one: Released) -> None:
    """Raises Problem for a tag at a commit that does not hold the version."""
    if _versions_at(root, f"refs/tags/{one.tag}").get(one.package) != one.version:
        said = f"tag {one.tag} stands at a commit in which {one.package} is not {one.version}"
        raise Problem(f"{said}: run git tag --delete {one.tag}, and this again.")


def is_shallow(root: Path) -> bool:
    """Whether the history is cut off, so that nobody can say which commit made a version."""
    return git(root, "rev-parse", "--is-shallow-repository").strip() == "true"


def has_remote(root: Path) -> bool:
    """Whether the checkout came from somewhere."""
    return REMOTE in git(root, "remote").split()


def add_tags(root: Path, versions: Sequence[Released]) -> None:
    """Tag the commits that made versions."""
    who = _identity(root)
    for one, commit in zip(versions, _making(root, versions), strict=True):
        git(root, *who, "tag", "--annotate", "-m", one.tag, one.tag, commit)


def _making(root: Path, versions: Sequence[Released]) -> list[str]:
    """The first commit of the main line that holds each version, so that who publishes later tags the same."""
    found = dict.fromkeys([one.tag for one in versions], git(root, "rev-parse", "HEAD").strip())
    open_ones = list(versions)
    for commit in commits_of(root, DEPLOYABLES):
        there = _versions_at(root, commit)
        open_ones = [one for one in open_ones if there.get(one.package) == one.version]
        if not open_ones:
            break
        found |= {one.tag: commit for one in open_ones}
    return list(found.values())


def push_tags(root: Path, tags: Sequence[str]) -> None:
    """Push tags, all or none of them; one that is there and differs is refused."""
    git(root, "push", "--atomic", REMOTE, *(f"refs/tags/{tag}" for tag in tags))


def _versions_at(root: Path, commit: str) -> dict[str, str]:
    """The versions in a commit; none where the file could not be read then."""
    try:
        return {
            one.name: str(one.version) for one in packages_in(file_at(root, commit, DEPLOYABLES))
        }
    except Problem:
        return {}


def _identity(root: Path) -> tuple[str, ...]:
    """A tag names who made it; on a machine where nobody said who they are, the release itself did."""
    if "user.email=" in git(root, "config", "--list"):
        return ()
    return ("-c", "user.name=release", "-c", "user.email=release@localhost")
