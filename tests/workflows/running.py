"""Commands as a workflow runs them: in a clone of this checkout, with nothing of the developer's environment."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.workflows.files import ROOT
from totalaudio_ops.github.tests.forge import NAME, TOKEN, Forge

AS_ALICE = ("-c", "user.name=Alice", "-c", "user.email=alice@example.com")


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Clone:
    """A checkout of its own, at what is committed here."""

    root: Path

    @property
    def commit(self) -> str:
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=self.root, check=True, capture_output=True, text=True
        ).stdout

    def save(self, message: str) -> str:
        self.git("add", "--all")
        self.git(*AS_ALICE, "commit", "--quiet", "--message", message)
        return self.commit

    def run(self, *words: str, **told: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "totalaudio", *words],
            cwd=self.root,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(self.root / "src"), "NO_COLOR": "1"}
            | told,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=100,
        )
        return Answer(done.returncode, done.stdout, done.stderr)


def clone(folder: Path) -> Clone:
    """Clones what is committed; with a commit of its own it differs from every other."""
    subprocess.run(
        ["git", "clone", "--quiet", "--no-local", f"file://{ROOT}", str(folder)], check=True
    )
    return Clone(folder)


def of_github(forge: Forge) -> dict[str, str]:
    """What GitHub tells a step."""
    return {"GITHUB_REPOSITORY": NAME, "GITHUB_TOKEN": TOKEN, "GITHUB_API_URL": forge.url}
