"""Asks a release, in a process of its own, what only its own code knows."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

from totalaudio_ops.problems import Problem
from totalaudio_ops.processes import Identity

SECONDS = 120
# What a process needs to run at all; everything else is the environment's own and comes from its file.
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass(frozen=True, slots=True)
class Program:
    """A release or checkout, the Python that runs it, as whom and where they are at home; None is as we are."""

    root: Path
    python: Path = Path(sys.executable)
    identity: Identity | None = None
    home: Path | None = None

    def answer[Answer](self, kind: type[Answer], *arguments: str) -> Answer:
        """What one of its commands answers in JSON; raises Problem that says why there is none."""
        name = f"totalaudio {' '.join(arguments[:2])}"
        done = self.run(*arguments, "--json")
        try:
            return msgspec.json.decode(done.stdout, type=kind)
        except msgspec.DecodeError:
            said = done.stderr.strip() or "it said nothing"
            raise Problem(f"{name} of {self.root} failed: {said.splitlines()[-1]}") from None

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One of its commands, ended; raises Problem when it cannot be run or takes too long."""
        name = f"totalaudio {' '.join(arguments[:2])}"
        try:
            return self._run(*arguments)
        except OSError as error:
            raise Problem(f"{self.python} cannot be run: {error.strerror}.") from None
        except subprocess.TimeoutExpired:
            raise Problem(f"{name} of {self.root} did not end within {SECONDS} s.") from None

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        if self.home:
            kept["HOME"] = str(self.home)
        return subprocess.run(
            [str(self.python), "-P", "-m", "totalaudio", *arguments],
            env=kept | {"PYTHONPATH": str(self.root / "src"), "PYTHONWARNINGS": "ignore"},
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            user=self.identity.uid if self.identity else None,
            group=self.identity.gid if self.identity else None,
            extra_groups=[] if self.identity else None,
        )
