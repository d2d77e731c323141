"""The environment of a release: installed from its own locks with hashes, by its own script.

The environment of another release with the same locks is taken over as it is, file by file, which takes a second.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from totalaudio_ops.problems import Problem

SECONDS: Final = 900
_LOCKS: Final = ("requirements/runtime.txt", "requirements/dev.txt", "requirements/uv.txt")
_TAKEN: Final = ("venv", "uv", "python")


def install(folder: Path, repository: Path, others: Sequence[Path]) -> None:
    """Makes the environment in the folder of a release, and compiles what would be compiled at its first start."""
    if same := next((one for one in others if _locks(one) == _locks(folder)), None):
        _take_over(same / ".totalaudio", folder / ".totalaudio")
    done = _run([str(folder / "totalaudio"), "--version"], folder, repository)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise Problem(
            f"the environment of the release cannot be made: {said.removeprefix('totalaudio: ')}"
        )
    python = folder / ".totalaudio" / "venv" / "bin" / "python"
    # The processes run as somebody who cannot write here.
    _run(
        [str(python), "-m", "compileall", "-q", "-j", "0", str(folder / "src")], folder, repository
    )


def _locks(folder: Path) -> list[bytes]:
    files = (folder / name for name in _LOCKS)
    return [file.read_bytes() for file in files if file.exists()]


def _take_over(old: Path, new: Path) -> None:
    """The same files under another name: nobody changes a file of an environment, they are only replaced."""
    new.mkdir(exist_ok=True)
    for part in _TAKEN:
        if (old / part).is_dir():
            shutil.copytree(old / part, new / part, symlinks=True, copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another file system, or one that knows no links
        shutil.copy2(source, target, follow_symlinks=False)


def _run(command: list[str], folder: Path, repository: Path) -> subprocess.CompletedProcess[str]:
    told = environ() | {"UV_COMPILE_BYTECODE": "1"}
    # Whatever installed the checkout's own environment is good enough for a release.
    told["PATH"] = f"{told.get('PATH', os.defpath)}:{repository / '.totalaudio' / 'uv' / 'bin'}"
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=told,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
            umask=0o022,  # whoever the processes run as must read it
        )
    except subprocess.TimeoutExpired:
        raise Problem(
            f"making the environment of {folder} took longer than {SECONDS // 60} minutes: "
            "look at the way to the package registry."
        ) from None


def environ() -> dict[str, str]:
    """What git and the installer need of ours: no settings of an app, and no other repository."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "XDG_CACHE_HOME", "PYENV_ROOT")
    prefixes = ("UV_", "PIP_", "SSL_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
    return {
        name: value
        for name, value in os.environ.items()
        if name in kept or name.upper().startswith(prefixes)
    }
