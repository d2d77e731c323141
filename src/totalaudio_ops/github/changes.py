"""What differs between a checkout and its commit, as GitHub's tree API takes it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec

from totalaudio_ops.problems import Problem


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file with its text; in JSON `sha` is null for one that goes."""

    path: str
    mode: str
    type: str = ""
    content: str | msgspec.UnsetType = msgspec.UNSET
    sha: str | msgspec.UnsetType | None = msgspec.UNSET


def head(root: Path) -> str:
    """The commit that is checked out."""
    return git(root, "rev-parse", "HEAD").strip()


def changes(root: Path) -> list[Entry]:
    """Every file that was changed, made or removed since the commit, in the order of their names."""
    return [
        _entry(root, status, path) for status, path in sorted(_status(root), key=lambda x: x[1])
    ]


def git(root: Path, *words: str) -> str:
    """What git prints; raises Problem with what it said."""
    done = subprocess.run(
        ["git", *words],
        cwd=root,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip() or "it said nothing").splitlines()[-1]
        raise Problem(f"git {words[0]} in {root}: {said}")
    return done.stdout


def _status(root: Path) -> Iterator[tuple[str, str]]:
    words = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all")
    for line in git(root, *words).split("\0"):
        if line:
            yield line[:2], line[3:]


def _entry(root: Path, status: str, path: str) -> Entry:
    file = root / path
    if "D" in status or not file.exists():
        return Entry(path, "100644", "blob", sha=None)
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(
            f"{path} is no text, and a release changes only texts: look at what made it."
        ) from None
    mode = "100755" if file.stat().st_mode & 0o100 else "100644"
    return Entry(path, mode, "blob", content=text)
