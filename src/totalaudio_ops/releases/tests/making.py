"""Packages, changesets and checkouts as tests need them."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

from totalaudio_ops.releases.ranges import PINNED
from totalaudio_ops.releases.values import Changeset, Package
from totalaudio_ops.releases.versions import Bump, Version, read_version

APPS = ("audio-intel", "tracker", "pitch-generator", "worker")
NAMES = ("core", *APPS)
DEPLOYABLES = """\
# What is deployed. A release changes the versions.

[core]
version = "0.1.0" # of everything shared

[deployables.audio-intel]
version = "0.1.0"
depends = ["core"]
processes = ["web"]   # spaced as it likes

[deployables.tracker]
version = "0.1.0"
depends = ["core"]

[deployables.pitch-generator]
version = "0.1.0"
depends = ["core"]

[deployables.worker]
version = "0.1.0"
depends = ["core"]
"""
PYTHON = '"""The product."""\n\n__version__ = "0.1.0"\n'


def packages(**versions: str) -> list[Package]:
    """Ours: apps that are pinned to core."""
    core = Package("core", read_version(versions.get("core", "0.1.0"), "core"))
    return [core, *(_app(name, versions.get(name.replace("-", "_"), "0.1.0")) for name in APPS)]


def _app(name: str, version: str) -> Package:
    return Package(name, read_version(version, name), {"core": PINNED})


def changeset(id: str, summary: str = "Said.", **bumps: str) -> Changeset:  # noqa: A002 - its name
    releases = {name.replace("_", "-"): Bump[word.upper()] for name, word in bumps.items()}
    return Changeset(id, releases, summary)


def checkout(root: Path, **changesets: str) -> Path:
    """A folder with all that a release touches, and these changesets."""
    (root / "src/totalaudio").mkdir(parents=True)
    (root / ".changeset").mkdir()
    (root / "deployables.toml").write_text(DEPLOYABLES)
    (root / "src/totalaudio/__init__.py").write_text(PYTHON)
    for name, text in changesets.items():
        add(root, name, text)
    return root


def add(root: Path, name: str, text: str) -> None:
    (root / ".changeset" / f"{name}.md").write_text(text)


def git(root: Path, *words: str) -> str:
    """Git as somebody whom no configuration of this machine names."""
    who = (
        "-c",
        "user.name=alice",
        "-c",
        "user.email=alice@example.com",
        "-c",
        "commit.gpgsign=false",
    )
    done = subprocess.run(
        ["git", *who, *words], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(root: Path, words: str = "A change") -> str:
    """Commit everything; returns the commit."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", words)
    return git(root, "rev-parse", "HEAD")


def contents(root: Path) -> Mapping[str, bytes]:
    """Every file below a folder, apart from git's own."""
    return {
        str(file.relative_to(root)): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file() and ".git" not in file.relative_to(root).parts
    }


def changesets(names: tuple[str, ...] = NAMES) -> st.SearchStrategy[list[Changeset]]:
    """Any number of changesets with names of their own."""
    releases = st.dictionaries(st.sampled_from(names), st.sampled_from(Bump), max_size=3)
    return st.lists(releases, max_size=6).map(
        lambda found: [Changeset(f"c{n}", one, f"Said {n}.") for n, one in enumerate(found)]
    )


def numbers() -> st.SearchStrategy[Version]:
    """Versions without a tag."""
    few = st.integers(0, 3)
    return st.builds(Version, few, few, few)
