"""Whether the checks passed on the very commit: as `.ci/run` recorded it here, or as the forge says."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from totalaudio_ops.deploys.checks import forge
from totalaudio_ops.deploys.checks.checkout import check_checkout
from totalaudio_ops.deploys.checks.git import ask
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Verdict

FOLDER: Final = Path(".totalaudio") / "green"
REMEDY: Final = "run .ci/run on a clean checkout of it"


class Record(msgspec.Struct, frozen=True):
    """What is kept of a commit whose checks passed."""

    commit: str
    passed_at: datetime


def check_green(root: Path, commit: str, environ: Mapping[str, str] = os.environ) -> Verdict:
    """Lets through when the commit's checks passed here, or at the forge that GITHUB_REPOSITORY names."""
    if (record := read(root, commit)) is not None:
        said = f"Checks of {commit[:12]} passed here at {record.passed_at:%Y-%m-%d %H:%M} UTC."
        return Verdict(is_let_through=True, said=said)
    if environ.get("GITHUB_TOKEN") and environ.get("GITHUB_REPOSITORY"):
        return forge.check(commit, environ)
    said = f"No checks are known to have passed on {commit[:12]}: {REMEDY}."
    return Verdict(is_let_through=False, said=said)


def read(root: Path, commit: str) -> Record | None:
    """The record of a commit; one that is of another commit, or cannot be read, is none."""
    try:
        found = msgspec.json.decode((root / FOLDER / commit).read_bytes(), type=Record)
    except (OSError, msgspec.DecodeError):
        return None
    return found if found.commit == commit else None


def record(root: Path, now: datetime) -> str:
    """Records that the checks passed on the checkout's commit; returns the commit.

    Raises Problem for a checkout with changes: what was checked is then no commit.
    """
    commit = ask(root, "rev-parse", "HEAD")
    if "changes" in (said := check_checkout(root, commit).said):
        raise Problem(f"Nothing is recorded. {said}")
    file = root / FOLDER / commit
    file.parent.mkdir(parents=True, exist_ok=True)
    written = file.with_suffix(".new")
    written.write_bytes(msgspec.json.encode(Record(commit, now)))
    written.replace(file)
    return commit
