"""One comment on a pull request for each thing that is told there: written once, then brought up to date."""

from typing import Final

import msgspec

from totalaudio_ops.github.client import Repository, UnsureError

ROUNDS: Final = 3


class _Author(msgspec.Struct, frozen=True):
    type: str = ""


class _Comment(msgspec.Struct, frozen=True):
    id: int
    body: str | None = None
    user: _Author | None = None


def keep_comment(repository: Repository, pull_request: int, about: str, text: str) -> None:
    """Makes the comment about something say this; never a second one, also when an answer is lost on the way."""
    marker = f"<!-- totalaudio: {about} -->"
    body = f"{marker}\n{text}"
    for _ in range(ROUNDS - 1):
        try:
            _write(repository, pull_request, marker, body)
        except UnsureError:
            continue
        return
    _write(repository, pull_request, marker, body)


def _write(repository: Repository, pull_request: int, marker: str, body: str) -> None:
    ours = _ours(repository, pull_request, marker)
    if not ours:
        path = f"issues/{pull_request}/comments"
        repository.make(path, {"body": body}, _Comment)
        return
    first, *others = ours
    if first.body != body:
        repository.change(f"issues/comments/{first.id}", {"body": body})
    for other in others:  # two runs began at the same moment
        repository.remove(f"issues/comments/{other.id}")


def _ours(repository: Repository, pull_request: int, marker: str) -> list[_Comment]:
    """Those that a workflow wrote; a person may quote the marker."""
    found = repository.pages(f"issues/{pull_request}/comments", _Comment)
    return [
        comment
        for comment in found
        if (comment.body or "").startswith(marker) and comment.user and comment.user.type == "Bot"
    ]
