"""A server for tests and proofs: made in a moment, gone afterwards, unsafe in a power cut."""

import contextlib
import os
import secrets
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from totalaudio_ops.held_folders import held_folder
from totalaudio_ops.postgres.binaries import find_binaries
from totalaudio_ops.postgres.cluster import Cluster, prepare_cluster
from totalaudio_ops.problems import Problem
from totalaudio_ops.processes import Child, Spec

PREFIX: Final = "totalaudio-server-"
# The path of a socket is short, and TMPDIR may be long.
PLACE: Final = Path("/tmp")  # noqa: S108 - paths of sockets must be short


@dataclass(frozen=True, slots=True)
class Running:
    """A server that takes connections."""

    cluster: Cluster
    pid: int

    @property
    def url(self) -> str:
        """Its administrator's address."""
        return self.cluster.url()


@contextlib.contextmanager
def throwaway_server(environ: Mapping[str, str] = os.environ) -> Iterator[Running]:
    """Runs a server in a temporary folder, which is removed with it; that of a killed one goes with the next."""
    with held_folder(PREFIX, PLACE) as folder:
        folder.chmod(0o711)
        binaries = find_binaries(environ)
        cluster = prepare_cluster(
            binaries, folder / "data", folder / "s", secrets.token_urlsafe(16), is_throwaway=True
        )
        with cluster.spec() as spec, run_server(spec) as pid:
            yield Running(cluster, pid)


@contextlib.contextmanager
def run_server(spec: Spec) -> Iterator[int]:
    """Runs a server without a supervisor, and stops it at the end; yields its process id."""
    spec.before()
    server = Child(spec)
    said: list[bytes] = []
    listener = threading.Thread(target=_listen, args=(server.output, said), daemon=True)
    listener.start()
    try:
        _wait_until_ready(spec, server, said)
        yield server.pid
    finally:
        if server.poll() is None:
            server.send(spec.stop_signal)
        while server.poll() is None:
            threading.Event().wait(0.01)
        listener.join(5)
        server.close()


def _wait_until_ready(spec: Spec, server: Child, said: list[bytes]) -> None:
    while not spec.is_ready(server.pid):
        if server.poll() is not None:
            raise Problem(f"the database server did not start: {b' '.join(said).decode()[-300:]}")
        threading.Event().wait(0.01)


def _listen(output: int, said: list[bytes]) -> None:
    """Keeps the last things it said; an unread pipe would block it."""
    while received := os.read(output, 65536):
        said.append(received)
        del said[:-20]
