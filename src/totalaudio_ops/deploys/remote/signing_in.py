"""How ssh signs in: never by asking, and only at a server that is known."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from totalaudio_ops.deploys.remote.address import Address
from totalaudio_ops.problems import Problem

_OPTIONS: Final = (
    *("-o", "BatchMode=yes"),
    *("-o", "ConnectTimeout=15"),
    # A connection that is gone is noticed within a minute, on both sides.
    *("-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4"),
)


@dataclass(frozen=True, slots=True)
class Ssh:
    """ssh with its options; what it says of itself goes to `log`, apart from what the command there says."""

    words: tuple[str, ...]
    log: Path

    def command(self, address: Address, remote: str) -> list[str]:
        """The command line that runs `remote` there."""
        port = ("-p", str(address.port)) if address.port else ()
        return [*self.words, "-T", "-E", str(self.log), *port, address.login, remote]

    def said(self) -> str:
        """The last thing that it said of itself, '' for nothing."""
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return ""
        return lines[-1].strip() if lines else ""


@contextlib.contextmanager
def signing_in(key: str, known_hosts: str) -> Iterator[Ssh]:
    """ssh with this key and these lines of known servers; '' leaves either to ssh. The files go at the end."""
    if shutil.which("ssh") is None:
        raise Problem("ssh is not installed: apt-get install openssh-client.")
    folder = Path(tempfile.mkdtemp(prefix="totalaudio-ssh-"))
    try:
        words = ["ssh", *_OPTIONS]
        if key:
            words += ["-i", str(_written(folder / "key", key)), "-o", "IdentitiesOnly=yes"]
        if known_hosts:
            file = _written(folder / "known_hosts", known_hosts)
            words += ["-o", f"UserKnownHostsFile={file}", "-o", "StrictHostKeyChecking=yes"]
        yield Ssh(tuple(words), folder / "log")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _written(file: Path, text: str) -> Path:
    """Only we may read it, from its first byte on; keys end with a line break, which secrets lose on their way."""
    file.touch(mode=0o600)
    file.write_text(text.replace("\r\n", "\n").rstrip("\n") + "\n", encoding="utf-8")
    return file
