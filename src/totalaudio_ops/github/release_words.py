"""What the release pull request says: which version each package comes to."""

import tomllib
from pathlib import Path

from totalaudio_ops.deployables import FILE, read_deployables
from totalaudio_ops.github.changes import git
from totalaudio_ops.github.pull_requests import Proposal

BRANCH = "release/next"
_NO_VERSION = "No version moves; merging this removes the changesets that say so."


def release_proposal(root: Path, base: str) -> Proposal:
    """Compares the versions in the checkout with those of its commit."""
    before = _before(root)
    raised = [
        (name, before.get(name, ""), now)
        for name, now in _now(root).items()
        if before.get(name) != now
    ]
    if not raised:
        return Proposal(BRANCH, base, "Use up changesets that release nothing", _NO_VERSION)
    title = f"Release {', '.join(f'{name} {now}' for name, _, now in raised)}"
    rows = [f"| {name} | {old} | {now} |" for name, old, now in raised]
    lines = [
        "Merging this publishes these versions. It is brought up to date with every push.",
        "",
        "| | now | then |",
        "| --- | --- | --- |",
        *rows,
        "",
        "What changes stands in each changelog of this pull request.",
    ]
    return Proposal(BRANCH, base, title, "\n".join(lines))


def _now(root: Path) -> dict[str, str]:
    found = read_deployables(root)
    apps = {app.value: declared.version for app, declared in found.deployables.items()}
    return {"core": found.core.version, **apps}


def _before(root: Path) -> dict[str, str]:
    told = tomllib.loads(git(root, "show", f"HEAD:{FILE}"))
    apps = {name: declared["version"] for name, declared in told["deployables"].items()}
    return {"core": told["core"]["version"], **apps}
