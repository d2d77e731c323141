"""The release before this one: its code as git has it, and a Python that runs it."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".totalaudio" / "previous"
SECRET_KEY = "previous-release-" * 3
_PIN = re.compile(r"^[a-z0-9-]+==\S+", re.M)


def previous_commit() -> str:
    """The newest release of core, else the commit that the file names; skips where git does not have it."""
    tags = _git("tag", "--list", "core@*", "--sort=-version:refname").stdout.decode().split()
    here = _git("rev-parse", "HEAD").stdout.decode().strip()
    for tag in tags:
        if (found := _git("rev-list", "-n1", tag).stdout.decode().strip()) != here:
            return found
    named = tomllib.loads((Path(__file__).parent / "previous.toml").read_text())["commit"]
    if _git("cat-file", "-e", f"{named}^{{commit}}").returncode:
        pytest.skip(
            f"this clone does not have {named[:12]}, the release before (git fetch --unshallow)"
        )
    return str(named)


@dataclass(frozen=True)
class Release:
    """The source of a release, and the Python that has what it needs."""

    root: Path
    python: str

    def environment(self, **changes: str) -> dict[str, str]:
        """What its processes are told."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return (
            kept
            | {
                "PYTHONPATH": str(self.root / "src"),
                "PYTHONWARNINGS": "ignore",
                "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
                "SECRET_KEY": SECRET_KEY,
                "LOOK_OUTSIDE": "false",
                "APP": "all",
            }
            | changes
        )

    def command(self, *words: str) -> list[str]:
        """A module of it, to be run."""
        return [self.python, "-P", "-m", *words]

    def run(self, *words: str, **changes: str) -> str:
        """Runs a module of it to its end; returns what it printed."""
        done = subprocess.run(
            self.command(*words),
            env=self.environment(**changes),
            cwd=self.root,
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout


def built(commit: str) -> Release:
    """The release, taken out of git once and kept."""
    root = CACHE / commit[:12]
    if not root.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        half = CACHE / f"{commit[:12]}.{os.getpid()}"
        archive = _git("archive", "--format=tar", commit)
        assert archive.returncode == 0, archive.stderr
        with tarfile.open(fileobj=BytesIO(archive.stdout)) as tar:
            tar.extractall(half, filter="data")
        try:
            half.rename(root)
        except OSError:  # another process was first
            shutil.rmtree(half)
    return Release(root, _python(root))


def _python(root: Path) -> str:
    """Ours where it stands for every version that the release pins; else one of its own.

    The tests of this release run with what dev.txt resolves to. What that proves of this release's pins it proves of
    the same pins of the release before.
    """
    before, now = (_pins(folder) for folder in (root, ROOT))
    if before <= now:
        return sys.executable
    own = root / "venv" / "bin" / "python"
    uv = os.environ.get("UV") or shutil.which(
        "uv", path=f"{os.environ['PATH']}:{ROOT / '.totalaudio/uv/bin'}"
    )
    if not uv:
        pytest.skip("the release before pins other versions, and uv is not here to install them")
    if not own.exists():
        made = root / f"venv.{os.getpid()}"
        lock = str(root / "requirements" / "runtime.txt")
        steps = (
            [uv, "venv", "--quiet", "--relocatable", "--python", sys.executable, str(made)],
            [
                uv,
                "pip",
                "sync",
                "--quiet",
                "--require-hashes",
                "--python",
                f"{made}/bin/python",
                lock,
            ],
        )
        for step in steps:
            if subprocess.run(step, check=False, timeout=110).returncode:
                pytest.skip("what the release before pins cannot be installed here (see above)")
        if not own.exists():
            made.rename(root / "venv")
    return str(own)


def _pins(root: Path) -> set[str]:
    return set(_PIN.findall((root / "requirements" / "runtime.txt").read_text(encoding="utf-8")))


def _git(*words: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, check=False)
