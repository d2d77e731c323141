"""Talks to the running front through its socket."""

import csv
import io
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from totalaudio_ops.deploys.server.state import Counted
from totalaudio_ops.problems import Problem

SECONDS: Final = 5.0


class FrontAway(Problem):
    """Nobody answers at the socket: the front is down, or being started."""


class FrontRefused(Problem):
    """The front did not do what it was told."""


@dataclass(frozen=True, slots=True)
class Row:
    """One place of an app, as the front sees it."""

    backend: str
    server: str
    status: str
    weight: int
    is_checked: bool
    sessions: int
    counted: Counted

    @property
    def serves(self) -> bool:
        """Whether new requests go there."""
        return self.weight > 0 and not self.status.startswith("MAINT")

    @property
    def is_up(self) -> bool:
        """Whether it has passed a check and would take requests."""
        return self.status.startswith("UP") and self.is_checked


@dataclass(frozen=True, slots=True)
class Runtime:
    """The front's socket."""

    path: Path

    def ask(self, *commands: str) -> str:
        """Sends commands as one line, so that nothing comes between them; raises FrontAway."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as talking:
                talking.settimeout(SECONDS)
                talking.connect(str(self.path))
                talking.sendall(("; ".join(commands) + "\n").encode())
                return _all_of(talking)
        except OSError as error:
            raise FrontAway(
                f"HAProxy does not answer at {self.path} ({error.strerror or error}): "
                "start it with ./totalaudio site start."
            ) from None

    def order(self, *commands: str) -> None:
        """Sends commands that answer nothing when they were obeyed; raises FrontRefused otherwise."""
        said = " ".join(self.ask(*commands).split())
        if said:
            raise FrontRefused(f"HAProxy refuses: {said.rstrip('.')}; see its log.")

    def process(self) -> str:
        """The number of the process that answers."""
        lines = self.ask("show info").splitlines()
        return next((line for line in lines if line.startswith("Pid:")), "")

    def rows(self) -> dict[tuple[str, str], Row]:
        """Every place, by the names of its app and its own."""
        lines = self.ask("show stat -1 4 -1").lstrip("# ")
        found = (_row(one) for one in csv.DictReader(io.StringIO(lines)))
        return {(row.backend, row.server): row for row in found}


def _all_of(talking: socket.socket) -> str:
    received = bytearray()
    while part := talking.recv(65536):
        received += part
    return received.decode("utf-8", "replace")


def _row(one: dict[str, str]) -> Row:
    return Row(
        backend=one["pxname"],
        server=one["svname"],
        status=one["status"],
        weight=_number(one["weight"]),
        is_checked=one["check_status"].strip("* ") in {"L7OK", "L4OK"},
        sessions=_number(one["scur"]),
        counted=Counted(_requests(one), _errors(one), float(_number(one["rtime"]))),
    )


def _requests(one: dict[str, str]) -> int:
    kinds = ("1xx", "2xx", "3xx", "4xx", "5xx", "other")
    # What never got an answer is no response of any kind, and was a request all the same.
    return sum(_number(one[f"hrsp_{kind}"]) for kind in kinds) + _unanswered(one)


def _errors(one: dict[str, str]) -> int:
    return _number(one["hrsp_5xx"]) + _unanswered(one)


def _unanswered(one: dict[str, str]) -> int:
    # Who was refused (4xx) before all was sent is counted as cut off as well, and got an answer.
    refused = min(_number(one["srv_abrt"]), _number(one["hrsp_4xx"]))
    return _number(one["econ"]) + max(_number(one["eresp"]) - refused, 0)


def _number(text: str) -> int:
    return int(text) if text else 0
