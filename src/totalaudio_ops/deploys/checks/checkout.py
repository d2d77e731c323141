"""Whether what is deployed is what everybody can read: a commit of a branch, and nothing beside it."""

from pathlib import Path

from totalaudio_ops.deploys.checks.git import ask
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Verdict

NAMED = 5


def check_checkout(root: Path, commit: str) -> Verdict:
    """Lets through when the checkout has no change beside its commit, and a branch contains the commit to deploy."""
    try:
        wrong = _changed(root) or _unreachable(root, commit)
    except Problem as problem:
        wrong = f"The checkout could not be looked at: {problem}"
    return Verdict(
        is_let_through=not wrong,
        said=wrong or f"The checkout is clean and {commit[:12]} is on a branch.",
    )


def _changed(root: Path) -> str:
    # Without renames every entry is a status and one name.
    found = ask(root, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal")
    names = [entry[3:] for entry in found.split("\0") if entry]
    if not names:
        return ""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    listed = ", ".join(names[:NAMED])
    return f"The checkout has changes beside its commit ({listed}{more}): commit or remove them."


def _unreachable(root: Path, commit: str) -> str:
    if _is_missing(root, commit):
        if ask(root, "rev-parse", "--is-shallow-repository") == "true":
            return f"{commit[:12]} is not in this shallow clone: run git fetch --unshallow."
        return f"{commit[:12]} is not in this checkout: fetch it, or name another commit."
    if ask(root, "for-each-ref", "--contains", commit, "refs/heads", "refs/remotes"):
        return ""
    return f"{commit[:12]} is on no branch: push it to one, so that it can be found again."


def _is_missing(root: Path, commit: str) -> bool:
    # Asked apart, so that a folder that is no checkout is not taken for a commit that is not there.
    ask(root, "rev-parse", "--git-dir")
    try:
        ask(root, "cat-file", "-e", f"{commit}^{{commit}}")
    except Problem:
        return True
    return False
