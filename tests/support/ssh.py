"""A real sshd on loopback, for whoever runs the tests, with a key of its own; its sessions can be cut."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


def program() -> str | None:
    """Where sshd is; tests that need it are left out where it is not."""
    return shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin")


@dataclass(frozen=True, slots=True)
class SshServer:
    """Where it listens, the key that it lets in, and the lines by which it is known."""

    port: int
    key: str
    known_hosts: str
    pid: int

    def address(self, folder: Path) -> str:
        """The address of a folder there."""
        return f"ssh://127.0.0.1:{self.port}{folder}"

    def cut(self) -> int:
        """Ends every session at once, as a lost network does; returns how many there were."""
        sessions = [pid for pid in _descendants(self.pid) if _name(pid) == "sshd"]
        for pid in sessions:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return len(sessions)


@contextlib.contextmanager
def ssh_server(folder: Path) -> Iterator[SshServer]:
    """One as long as the block lasts."""
    sshd = program()
    assert sshd
    folder.mkdir(mode=0o700, parents=True)
    for name in ("host", "alice"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", folder / name]
        subprocess.run(words, check=True)
    shutil.copy(folder / "alice.pub", folder / "authorized_keys")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "config"
    config.write_text(_CONFIG.format(port=port, folder=folder))
    process = subprocess.Popen([sshd, "-D", "-e", "-f", config], stderr=subprocess.DEVNULL)
    host = (folder / "host.pub").read_text().rsplit(" ", 1)[0]
    try:
        _wait(port, process)
        yield SshServer(
            port, (folder / "alice").read_text(), f"[127.0.0.1]:{port} {host}\n", process.pid
        )
    finally:
        for pid in _descendants(process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.kill()
        process.wait()


_CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UsePAM no
StrictModes no
SetEnv HOME={folder}
"""


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.02)
    raise AssertionError("sshd did not start")


def _descendants(pid: int) -> list[int]:
    """The sessions' own processes; what was set apart from them is not among them."""
    found = [int(word) for word in _children(pid)]
    return [*found, *(below for child in found for below in _descendants(child))]


def _name(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


def _children(pid: int) -> list[str]:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return []
