"""Keeps one pull request open with what the checkout differs in: a branch of one commit, moved when it is whole."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from totalaudio_ops.github.changes import changes, head
from totalaudio_ops.github.client import ConflictError, Repository


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the pull request is called and says, from which branch to which."""

    branch: str
    base: str
    title: str
    body: str


class _Object(msgspec.Struct, frozen=True):
    sha: str


class _Commit(msgspec.Struct, frozen=True):
    sha: str
    tree: _Object


class _Pull(msgspec.Struct, frozen=True):
    number: int
    html_url: str


class _Ref(msgspec.Struct, frozen=True):
    ref: str


def keep_open(repository: Repository, root: Path, proposal: Proposal) -> str | None:
    """The pull request's address; None where nothing differs, and one that stood open is closed.

    Nobody sees anything of it before its commit is whole: the branch is moved last.
    """
    found = changes(root)
    if not found:
        _withdraw(repository, proposal)
        return None
    commit = _commit(repository, head(root), found, proposal.title)
    _point(repository, proposal.branch, commit)
    return _open(repository, proposal)


def _commit(repository: Repository, parent: str, entries: object, message: str) -> str:
    base = repository.get(f"git/commits/{parent}", _Commit).tree.sha
    tree = repository.make(
        "git/trees", {"base_tree": base, "tree": entries}, _Object, is_repeatable=True
    )
    body = {"message": message, "tree": tree.sha, "parents": [parent]}
    return repository.make("git/commits", body, _Commit, is_repeatable=True).sha


def _point(repository: Repository, branch: str, commit: str) -> None:
    try:
        repository.change(f"git/refs/heads/{branch}", {"sha": commit, "force": True})
    except ConflictError:  # there is none yet
        body = {"ref": f"refs/heads/{branch}", "sha": commit}
        repository.make("git/refs", body, _Ref, is_repeatable=True)


def _open(repository: Repository, proposal: Proposal) -> str:
    said = {"title": proposal.title, "body": proposal.body}
    if (there := _standing(repository, proposal)) is not None:
        repository.change(f"pulls/{there.number}", said)
        return there.html_url
    body = said | {"head": proposal.branch, "base": proposal.base}
    try:
        return repository.make("pulls", body, _Pull, is_repeatable=True).html_url
    except ConflictError:  # the first answer was lost, or somebody was faster
        if (there := _standing(repository, proposal)) is None:
            raise
        return there.html_url


def _withdraw(repository: Repository, proposal: Proposal) -> None:
    if _standing(repository, proposal) is not None:
        repository.remove(f"git/refs/heads/{proposal.branch}")


def _standing(repository: Repository, proposal: Proposal) -> _Pull | None:
    owner = repository.name.partition("/")[0]
    query = {"head": f"{owner}:{proposal.branch}", "base": proposal.base, "state": "open"}
    return next(iter(repository.get("pulls", tuple[_Pull, ...], **query)), None)
