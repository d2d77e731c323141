"""Which revision of the source this is, without the program git."""

import re
from pathlib import Path

_IS_HASH = re.compile(r"[0-9a-f]{40,64}")


def revision_of(root: Path) -> str:
    """The commit of a checkout, what the file REVISION of a release says, or '' when neither is there."""
    with_file = root / "REVISION"
    if with_file.is_file():
        return with_file.read_text("utf-8", "replace").strip()[:64]
    try:
        return _of_checkout(root / ".git")
    except (OSError, UnicodeDecodeError):
        return ""


def _of_checkout(git: Path) -> str:
    if git.is_file():  # a worktree names its folder
        git = (git.parent / git.read_text().removeprefix("gitdir:").strip()).resolve()
    common = git / "commondir"
    shared = (git / common.read_text().strip()).resolve() if common.exists() else git
    head = (git / "HEAD").read_text().strip()
    ref = head.removeprefix("ref:").strip()
    found = head if ref == head else _of_ref(shared, ref)
    return found if _IS_HASH.fullmatch(found) else ""


def _of_ref(git: Path, ref: str) -> str:
    if (git / ref).is_file():
        return (git / ref).read_text().strip()
    packed = (git / "packed-refs").read_text().splitlines()
    return next((line.split()[0] for line in packed if line.endswith(f" {ref}")), "")
