"""Publishing: a tag for each version that a release made, pushed on request, and a release of each on GitHub.

Each step looks at what is there, so that a second run does nothing and one after a cut goes on.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from totalaudio_ops.github.client import ConflictError, Repository
from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.tags import (
    REMOTE,
    Released,
    add_tags,
    check_place,
    commit_of,
    has_remote,
    is_shallow,
    local_tags,
    push_tags,
    released,
    remote_tags,
)


class Publication(msgspec.Struct, frozen=True):
    """What publishing does, or did: tags made and pushed, and releases made on GitHub.

    `waiting` are tags that are not pushed, so that GitHub cannot have a release of them.
    """

    tags: tuple[str, ...]
    pushed: tuple[str, ...]
    releases: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether everything was there."""
        return not (self.tags or self.pushed or self.releases)


class _OnGitHub(msgspec.Struct, frozen=True):
    tag_name: str


def publish(
    root: Path, *, push: bool, repository: Repository | None = None, only_plan: bool = False
) -> Publication:
    """Tag, push and tell GitHub what is not there yet; raises Problem where something refuses, keeping what is done."""
    versions = released(root)
    there = local_tags(root)
    new = [one for one in versions if one.tag not in there]
    if new and is_shallow(root):
        said = "this checkout has not the whole history, and tags stand at the commits that made versions"
        raise Problem(f"{said}: run git fetch --unshallow --tags first.")
    remote = _remote(root, push=push, is_asked=repository is not None)
    if push and (clash := next((one for one in new if one.tag in remote), None)):
        raise Problem(f"{clash.tag} is at {REMOTE} and not here: run git fetch --tags first.")
    for one in versions:
        if one.tag in there:
            _check(root, one, remote)
    unpushed = [one for one in versions if one.tag not in remote] if push else []
    reachable = versions if push else [one for one in versions if one.tag in remote]
    untold = list(_untold(repository, reachable))
    if not only_plan:
        _do(root, new, unpushed, repository, untold)
    return Publication(
        _tags(new),
        _tags(unpushed),
        _tags(untold),
        _tags([one for one in versions if repository and one not in reachable]),
    )


def _check(root: Path, one: Released, remote: Mapping[str, str]) -> None:
    check_place(root, one)
    if one.tag in remote and remote[one.tag] != commit_of(root, one.tag):
        said = f"{one.tag} stands at another commit at {REMOTE} than here"
        raise Problem(f"{said}: see which is right, and delete the other.")


def _do(
    root: Path,
    new: Sequence[Released],
    unpushed: Sequence[Released],
    repository: Repository | None,
    untold: Sequence[Released],
) -> None:
    if new:
        add_tags(root, new)
    if unpushed:
        push_tags(root, _tags(unpushed))
    for one in untold:
        if repository is not None:
            _tell(repository, one)


def _remote(root: Path, *, push: bool, is_asked: bool) -> dict[str, str]:
    if not (push or is_asked):
        return {}
    if not has_remote(root):
        raise Problem(
            f"this checkout has no remote {REMOTE}: add it with git remote add {REMOTE} ADDRESS."
        )
    return remote_tags(root)


def _untold(repository: Repository | None, versions: Sequence[Released]) -> Iterator[Released]:
    if repository is None or not versions:
        return
    told = {one.tag_name for one in repository.pages("releases", _OnGitHub)}
    yield from (one for one in versions if one.tag not in told)


def _tell(repository: Repository, one: Released) -> None:
    body = {"tag_name": one.tag, "name": one.tag, "body": one.notes, "prerelease": one.is_pre}
    # Otherwise GitHub calls whichever package was published last the latest of all.
    body["make_latest"] = "false"
    try:
        repository.make("releases", body, _OnGitHub, is_repeatable=True)
    except ConflictError:  # it is there: the first answer was lost, or somebody was faster
        if one in list(_untold(repository, [one])):
            raise


def _tags(versions: Sequence[Released]) -> tuple[str, ...]:
    return tuple(one.tag for one in versions)
