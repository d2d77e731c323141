"""What git knows: which commit brought a file, what changed since another one, and where the repository lies."""

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from totalaudio_ops.problems import Problem

SECONDS: Final = 60
# Git in a hook tells its children where its own repository lies.
_OF_HOOKS: Final = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"}
_COMMIT: Final = re.compile(r"[0-9a-f]{40,64}")
_GITHUB: Final = re.compile(
    r"(?:https://|ssh://git@|git@)github\.com[:/]([A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}?)(?:\.git)?/?"
)


def git(root: Path, *arguments: str) -> str:
    """What git answers; raises Problem with what it says when it refuses."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    environ = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    environ |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command, cwd=root, env=environ, capture_output=True, check=False, timeout=SECONDS
        )
    except FileNotFoundError:
        raise Problem("git is not here: install it and run this again.") from None
    except subprocess.TimeoutExpired:
        raise Problem(f"git {arguments[0]} did not end within {SECONDS} seconds.") from None
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise Problem(f"git {arguments[0]} refuses: {said[:300] or 'it says nothing'}.")
    return done.stdout.decode(errors="surrogateescape")


def is_repository(root: Path) -> bool:
    """Whether git keeps this folder."""
    return (root / ".git").exists()


def adding_commits(root: Path, folder: str) -> dict[str, str]:
    """The commit that brought each file of a folder, by its path; those that no commit holds are not in it."""
    if not is_repository(root) or not _has_commits(root):
        return {}
    log = git(root, "log", "--diff-filter=A", "--format=%x00%H", "--name-only", "-z", "--", folder)
    found: dict[str, str] = {}
    commit = ""
    for part in log.split("\0"):
        word = part.strip("\n")
        if _COMMIT.fullmatch(word):
            commit = word
        elif word:
            found.setdefault(word, commit)
    return found


def changed_since(root: Path, revision: str) -> dict[str, str]:
    """The paths that differ from where the work left a revision, as A, M or D; also what is not yet committed."""
    base = git(root, "merge-base", "--end-of-options", revision, "HEAD").strip()
    listed = git(root, "diff", "--no-renames", "--name-status", "-z", base).split("\0")[:-1]
    found = dict(zip(listed[1::2], listed[::2], strict=True))
    fresh = git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0")[:-1]
    return found | dict.fromkeys(fresh, "A")


def file_at(root: Path, commit: str, path: str) -> str:
    """A file as a commit holds it; empty where it holds none."""
    try:
        return git(root, "cat-file", "blob", f"{commit}:{path}")
    except Problem:
        return ""


def commits_of(root: Path, path: str) -> Iterable[str]:
    """The commits of the main line that changed a file, the newest first."""
    return git(root, "log", "--first-parent", "--format=%H", "--", path).split()


def github_repository(root: Path) -> str:
    """`owner/name`, when the checkout came from GitHub; else empty."""
    if not is_repository(root) or "origin" not in git(root, "remote").split():
        return ""
    found = _GITHUB.fullmatch(git(root, "remote", "get-url", "origin").strip())
    return found[1] if found else ""


def _has_commits(root: Path) -> bool:
    return bool(git(root, "rev-list", "--max-count=1", "--all"))
