"""Releases: the source of one commit and an environment of its own, in one folder, whole or not a release."""

import contextlib
import hashlib
import shutil
import subprocess
import tarfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from totalaudio_ops.deploys.server.installing import SECONDS, environ, install
from totalaudio_ops.deploys.server.locks import holding
from totalaudio_ops.deploys.server.state import write_whole
from totalaudio_ops.problems import Problem

MANIFEST: Final = "release.json"
_BUILDING: Final = ".building"
_BUILD_SECONDS: Final = 2.0 * SECONDS
_BUSY: Final = (
    "another deploy has been making a release in {folder} for half an hour: see what it does."
)


class Manifest(msgspec.Struct, frozen=True):
    """What a release says of itself; it is written last, so where it lies the release is whole."""

    commit: str
    source_sha256: str
    built_at: datetime


@dataclass(frozen=True, slots=True)
class Release:
    """A folder with a release that is whole."""

    path: Path
    manifest: Manifest

    @property
    def python(self) -> Path:
        """The Python of its own environment."""
        return self.path / ".totalaudio" / "venv" / "bin" / "python"

    @property
    def source(self) -> Path:
        """Where its packages are imported from."""
        return self.path / "src"

    def command(self, *words: str) -> tuple[str, ...]:
        """One of its own commands, past whatever would install anything."""
        return (str(self.python), "-P", "-m", "totalaudio", *words)


def find_release(folder: Path, name: str) -> Release | None:
    """The release of that name, if it is there and whole."""
    path = folder / name
    try:
        manifest = msgspec.json.decode((path / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None
    return Release(path, manifest)


def the_release(folder: Path, name: str) -> Release:
    """The release of that name; raises Problem when it is not there."""
    found = find_release(folder, name)
    if found is None:
        raise Problem(f"there is no whole release {name} in {folder}: deploy its commit again.")
    return found


def build(folder: Path, repository: Path, commit: str) -> tuple[Release, bool]:
    """The release of a commit, and whether it had to be made; raises Problem, and nothing half done counts."""
    if found := find_release(folder, commit[:12]):
        _refuse_other(found, commit)
        return found, False
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    # An app and the worker of one commit are deployed at one moment: the second finds what the first has made.
    with holding(_lock(folder), _BUILD_SECONDS, _BUSY.format(folder=folder)):
        if found := find_release(folder, commit[:12]):
            return found, False
        return _make(folder, repository, commit), True


def _make(folder: Path, repository: Path, commit: str) -> Release:
    name = commit[:12]
    new = folder / f"{_BUILDING}-{name}"
    try:
        for left in (new, folder / name):  # what a killed build has left
            if left.exists():
                shutil.rmtree(left)
        new.mkdir()
        new.chmod(0o755)
        checksum = _unpack(repository, commit, new)
        new.replace(folder / name)
        install(folder / name, repository, _others(folder))
        manifest = Manifest(commit, checksum, datetime.now(UTC))
        text = msgspec.json.format(msgspec.json.encode(manifest)) + b"\n"
        write_whole(folder / name / MANIFEST, text, 0o644)
    except OSError as error:
        raise Problem(
            f"the release {name} cannot be made in {folder}: {error.strerror or error}; make room or rights there "
            "and run this again."
        ) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return the_release(folder, name)


def prune(folder: Path, keep: int, needed: Collection[str]) -> tuple[str, ...]:
    """Takes away all but the newest releases and those that are needed; returns the names of what went.

    While one is being made nothing goes: it may be taken from another.
    """
    try:
        with holding(_lock(folder), 0, _BUSY.format(folder=folder)):
            return _take_away(folder, keep, needed)
    except Problem:
        return ()


def _take_away(folder: Path, keep: int, needed: Collection[str]) -> tuple[str, ...]:
    going = [path for path in _others(folder)[keep:] if path.name not in needed]
    for path in going:
        with contextlib.suppress(OSError):
            # Without its manifest it is no release any more, however far the rest comes.
            (path / MANIFEST).unlink()
            shutil.rmtree(path)
    return tuple(path.name for path in going)


def _lock(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.lock")


def _others(folder: Path) -> list[Path]:
    """The releases that are whole, the newest first."""
    whole = [found for one in folder.glob("*") if (found := find_release(folder, one.name))]
    whole.sort(key=lambda release: release.manifest.built_at, reverse=True)
    return [one.path for one in whole]


def _refuse_other(found: Release, commit: str) -> None:
    if found.manifest.commit != commit:
        raise Problem(
            f"the release {found.path.name} is of another commit ({found.manifest.commit}): remove {found.path} by "
            "hand if nothing runs from it."
        )


def _unpack(repository: Path, commit: str, folder: Path) -> str:
    """Writes exactly that commit there; returns the checksum of what git gave."""
    archive = folder.with_name(f"{folder.name}.tar")
    try:
        git = ["git", "-C", str(repository), "archive", "--format=tar", "-o", str(archive), commit]
        done = subprocess.run(git, capture_output=True, text=True, check=False, env=environ())
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise Problem(
                f"git cannot give the commit {commit} of {repository}: {said}; fetch it and run this again."
            )
        with archive.open("rb") as packed:
            checksum = hashlib.file_digest(packed, "sha256").hexdigest()
        with tarfile.open(archive) as packed_files:
            packed_files.extractall(folder, filter="tar")
    finally:
        archive.unlink(missing_ok=True)
    return checksum
