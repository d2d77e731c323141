"""`totalaudio up`: the whole platform, from the database to the page, until it is told to stop."""

import contextlib
import errno
import os
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from psycopg.errors import DiskFull

from totalaudio.project.platform.children import Address
from totalaudio.project.platform.data import hold
from totalaudio.project.platform.production import refuse_unready, refuse_wrong
from totalaudio.project.platform.running import end_orphans
from totalaudio.project.platform.starting import Platform
from totalaudio_ops.problems import Problem


@dataclass(frozen=True, slots=True)
class Options:
    """How the platform is to run; `demo` None means: where it is safe."""

    address: Address
    data: Path
    demo: bool | None = None


def up(options: Options, environ: Mapping[str, str] = os.environ) -> None:
    """Runs the platform until it is told to stop; raises Problem for what a person can put right."""
    started_at = time.monotonic()
    refuse_unready(options.address.host, environ, demo=options.demo)
    refuse_wrong()
    is_production = environ.get("ENVIRONMENT") == "production"
    demo = not is_production if options.demo is None else options.demo
    with hold(options.data) as folder, having_room(folder.path):
        end_orphans(folder)
        refuse_taken(options.address)
        Platform(folder, options.address, environ, demo=demo).run(started_at)


@contextlib.contextmanager
def having_room(path: Path) -> Iterator[None]:
    """Raises Problem when the disk is full, whoever meets it first."""
    try:
        yield
    except (OSError, DiskFull) as error:
        if isinstance(error, OSError) and error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise Problem(
            f"the disk of the data folder {path} is full: make room there, or name another with --data; "
            "nothing that was kept is lost."
        ) from None


def refuse_taken(address: Address) -> None:
    """Raises Problem when the web server could not listen there."""
    host, port = address.host.strip("[]"), address.port
    try:
        family, kind, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            probe.listen(1)
    except socket.gaierror:
        raise Problem(f"the host {host} is not known: name another with --host.") from None
    except OSError as error:
        raise Problem(_explain(error, host, port)) from None


def _explain(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} on {host} is in use by another program: "
            f"stop that one, or name another, as in --port {port + 1 if port < 65535 else 8000}."
        )
    if error.errno == errno.EACCES:
        return f"port {port} is for administrators: name one from 1024 on with --port."
    return (
        f"cannot listen on {host}: {error.strerror}; name an address of this machine with --host."
    )
