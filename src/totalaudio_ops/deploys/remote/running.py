"""Sends a commit to a server, runs a command of it there, and follows it through cut connections to its end."""

import contextlib
import os
import secrets
import shlex
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO, Final

from totalaudio_ops.deploys.remote.address import Address
from totalaudio_ops.deploys.remote.signing_in import Ssh
from totalaudio_ops.problems import Problem

SCRIPT: Final = Path(__file__).with_name("there.sh")
TRIES: Final = 6
PUSHES: Final = 3
_PIECE: Final = 65536


@dataclass(slots=True)
class Output:
    """Where one stream goes, and how many bytes of it went there."""

    to: BinaryIO
    seen: int = 0

    def copy(self, source: IO[bytes], length: int) -> None:
        """The next bytes, as they come, or as many of them as come at all."""
        while length and (piece := source.read1(min(length, _PIECE))):  # type: ignore[attr-defined]  # it is buffered
            self.to.write(piece)
            self.to.flush()
            self.seen += len(piece)
            length -= len(piece)


@dataclass(frozen=True, slots=True)
class Errand:
    """A command of a commit, for a server; `green` is the record of its checks, `actor` who asked for it."""

    address: Address
    commit: str
    words: tuple[str, ...]
    green: str = ""
    actor: str = ""
    id: str = field(default_factory=lambda: secrets.token_hex(8))


def without_empty(words: Sequence[str]) -> tuple[str, ...]:
    """A command without the options that were given no value: a form leaves empty what nobody filled in."""
    kept: list[str] = []
    for word in words:
        if word == "" and kept and kept[-1].startswith("--"):
            kept.pop()
        elif not (word.startswith("--") and word.endswith("=")):
            kept.append(word)
    return tuple(kept)


def send(ssh: Ssh, address: Address, root: Path, commit: str) -> None:
    """Brings the commit to the server, with all of its history; what is there already is not sent again."""
    done = subprocess.run(
        ssh.command(address, quoted("prepare", address.path)),
        input=SCRIPT.read_bytes(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise _unreachable(ssh, address, done.stderr)
    for _ in range(PUSHES - 1):  # another deploy of this commit may be sending it at this moment
        if not _push(ssh, address, root, commit):
            return
    if said := _push(ssh, address, root, commit):
        if "shallow" in said:
            raise Problem(
                "this checkout has not the whole history, and a server needs it: run git fetch --unshallow."
            )
        raise Problem(
            f"{commit[:12]} could not be sent to {address.login}: {said.splitlines()[-1]}."
        )


def _push(ssh: Ssh, address: Address, root: Path, commit: str) -> str:
    """What git said against it, '' when the commit is there."""
    words = ["push", "--quiet", address.source, f"{commit}:refs/heads/deploys/{commit[:12]}"]
    done = subprocess.run(
        ["git", "-C", str(root), *words],
        env=os.environ | {"GIT_SSH_COMMAND": shlex.join(ssh.words), "GIT_SSH_VARIANT": "ssh"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stderr.strip() or "it said nothing") if done.returncode else ""


def run(ssh: Ssh, errand: Errand, out: Output, err: Output, pause: float = 1.0) -> int:
    """Runs it there once, and returns how it ended; a cut connection is taken up again where it was cut.

    Raises Problem when the server stays away; what was begun goes on there.
    """
    for number in range(TRIES):
        if number:
            err.to.write(b"totalaudio: the connection was cut; going on\n")
            err.to.flush()
            time.sleep(pause * 2 ** (number - 1))
        if (status := _follow(ssh, errand, out, err)) is not None:
            return status
    raise Problem(
        f"{errand.address.login} stayed away ({ssh.said() or 'it said nothing'}). What was begun there goes on: "
        "look with ./totalaudio on ADDRESS deployments, or run this again."
    )


def _follow(ssh: Ssh, errand: Errand, out: Output, err: Output) -> int | None:
    """How it ended; None when the connection was cut before that."""
    seen = str(out.seen), str(err.seen)
    words = (errand.commit, errand.id, *seen, errand.green, errand.actor, *errand.words)
    command = ssh.command(errand.address, quoted("run", errand.address.path, *words))
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("both are pipes")
        with contextlib.suppress(BrokenPipeError):  # it could not be reached
            process.stdin.write(SCRIPT.read_bytes())
            process.stdin.close()
        return _read(process.stdout, out, err)


def _read(source: IO[bytes], out: Output, err: Output) -> int | None:
    """What there.sh sends: a line with a kind and a number, and behind it as many bytes as that says."""
    while line := source.readline():
        kind, _, number = line.decode("ascii", "replace").partition(" ")
        if not line.endswith(b"\n"):
            return None
        match kind:
            case "o" | "e":
                (out if kind == "o" else err).copy(source, int(number))
            case "n":
                out.seen = err.seen = 0
            case "x":
                return int(number)
            case _:
                raise Problem(
                    f"the server said {line[:60]!r} in place of an answer: its shell must say nothing of itself."
                )
    return None


def quoted(*words: str) -> str:
    """For the shell of whoever signs in there."""
    return f"sh -s -- {shlex.join(words)}"


def _unreachable(ssh: Ssh, address: Address, said: bytes) -> Problem:
    why = ssh.said() or said.decode("utf-8", "replace").strip() or "it said nothing"
    return Problem(
        f"{address.login} cannot be used ({why.splitlines()[-1]}): check the address, DEPLOY_SSH_KEY and "
        "DEPLOY_KNOWN_HOSTS, and that it has sh and git."
    )
