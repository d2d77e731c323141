"""One cluster: the folder with the data, the socket, and how its server is started."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from totalaudio_ops.postgres.binaries import Binaries
from totalaudio_ops.postgres.identity import can_reach, server_identity
from totalaudio_ops.postgres.shared import reachable
from totalaudio_ops.postgres.stale import clear_stale
from totalaudio_ops.postgres.urls import socket_url
from totalaudio_ops.problems import Problem
from totalaudio_ops.processes import Identity, Spec

SUPERUSER = "postgres"
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432") - 1
SETTINGS = {  # a small machine, and memory that an idle platform does not hold
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "cluster_name": "totalaudio",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "maintenance_work_mem": "64MB",
    "min_wal_size": "32MB",
    "max_wal_size": "512MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_line_prefix": "",
}
THROWAWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A prepared cluster; `spec` says how to run it, `url` how to reach it."""

    binaries: Binaries
    data: Path
    socket: Path
    password: str
    identity: Identity | None
    is_throwaway: bool = False

    def url(self, database: str = "postgres") -> str:
        """The superuser's URL of one of its databases."""
        return socket_url(
            user=SUPERUSER, password=self.password, database=database, socket=self.socket
        )

    def is_ready(self, pid: int) -> bool:
        """Tells whether this very process has said in its pid file that it takes connections."""
        return self._says(pid, "ready")

    def is_leaving(self, pid: int) -> bool:
        """Tells whether it refuses new connections and waits for the old ones to end (after SIGTERM)."""
        return self._says(pid, "stopping")

    def _says(self, pid: int, state: str) -> bool:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == state

    @contextlib.contextmanager
    def spec(self) -> Iterator[Spec]:
        """How to run the server, as long as the block lasts."""
        settings = SETTINGS | (THROWAWAY_SETTINGS if self.is_throwaway else {})
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        programs = reachable(self.binaries, self.identity)
        with _path_for(self.data, self.identity) as (data, pass_fds):
            yield Spec(
                name="postgres",
                argv=(programs.path("postgres"), "-D", data, "-k", str(self.socket), *options),
                env=_environment(),
                is_ready=self.is_ready,
                is_leaving=self.is_leaving,
                before=lambda: clear_stale(self.data),
                ready_seconds=300,  # recovery after a crash takes what it takes
                stop_signal=signal.SIGINT,
                hurry_signal=signal.SIGQUIT,
                stop_seconds=30,
                identity=self.identity,
                pass_fds=pass_fds,
            )


def prepare_cluster(
    binaries: Binaries, data: Path, socket: Path, password: str, *, is_throwaway: bool = False
) -> Cluster:
    """Makes the cluster and a folder for its socket if they are missing; it can be started then."""
    identity = server_identity(data)
    if not (data / "PG_VERSION").exists():
        _initialise(binaries, data, password, identity, is_throwaway=is_throwaway)
    _refuse_other_major(binaries, data)
    socket = _socket_folder(socket, identity)
    return Cluster(binaries, data, socket, password, identity, is_throwaway)


def _refuse_other_major(binaries: Binaries, data: Path) -> None:
    major = (data / "PG_VERSION").read_text().strip()
    if major != str(binaries.major):
        raise Problem(
            f"the database in {data} was made by PostgreSQL {major}, this is {binaries.major}: "
            f"set PG_BINDIR to the programs of PostgreSQL {major} to run it, "
            "or move it over with pg_dump and pg_restore."
        )


def _initialise(
    binaries: Binaries, data: Path, password: str, identity: Identity | None, *, is_throwaway: bool
) -> None:
    """Makes it beside its place and moves it there when it is whole; a half-made one is redone."""
    if data.exists() and any(data.iterdir()):
        raise Problem(
            f"{data} is not empty and holds no database: name another folder with --data."
        )
    new = data.with_name(f"{data.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    if identity:
        os.chown(new, identity.uid, identity.gid)
    programs = reachable(binaries, identity)
    with _password_file(password, identity) as pwfile, _path_for(new, identity) as (path, pass_fds):
        command = [programs.path("initdb"), "-D", path, "-U", SUPERUSER, f"--pwfile={pwfile}"]
        command += ["-A", "scram-sha-256", "-E", "UTF8", "--no-instructions", *_locale(binaries)]
        done = subprocess.run(
            [*command, "--no-sync"] if is_throwaway else command,
            env=_environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            pass_fds=pass_fds,
            user=identity.uid if identity else None,
            group=identity.gid if identity else None,
            extra_groups=[] if identity else None,
        )
    if done.returncode:
        said = _reason_of(done.stderr or done.stdout)
        shutil.rmtree(new, ignore_errors=True)
        raise Problem(
            f"the database could not be made in {data}: {said}; make room and rights there."
        )
    if data.exists():
        data.rmdir()
    new.rename(data)


def _reason_of(said: str) -> str:
    """What initdb failed at, without what it says around it."""
    fatal = next(
        (line.partition("FATAL:")[2] for line in said.splitlines() if "FATAL:" in line), said
    )
    return " ".join(fatal.split())[-300:]


def _locale(binaries: Binaries) -> list[str]:
    """Sorting that does not change with the system's C library."""
    if binaries.major < 17:
        return ["--locale=C"]
    return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


@contextlib.contextmanager
def _path_for(folder: Path, identity: Identity | None) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yields a path by which the server reaches its folder, and the descriptors it must inherit.

    Below a private folder (a root's home) the way leads through an open descriptor, so that no
    folder above has to be opened to others.
    """
    if can_reach(folder, identity):
        yield str(folder), ()
        return
    if not Path("/proc/self/fd").exists():
        raise Problem(
            f"{folder} lies below a folder that only root may enter, and PostgreSQL "
            "does not run as root: name another folder with --data."
        )
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}", (descriptor,)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _password_file(password: str, identity: Identity | None) -> Iterator[str]:
    # In a folder that everybody may enter: the server's user must reach it, wherever TMPDIR points.
    directory = "/tmp" if identity else None  # noqa: S108 - the name is random
    with tempfile.NamedTemporaryFile(
        "w", dir=directory, prefix="totalaudio-", suffix=".pw"
    ) as file:
        file.write(password + "\n")
        file.flush()
        if identity:
            os.fchown(file.fileno(), identity.uid, identity.gid)
        yield file.name


def _socket_folder(wanted: Path, identity: Identity | None) -> Path:
    """Makes the folder; a path that is too long or private is replaced by a short private one."""
    folder = wanted
    if len(os.fsencode(wanted)) > LONGEST_SOCKET_FOLDER or not can_reach(wanted, identity):
        folder = Path(tempfile.mkdtemp(prefix="totalaudio-", dir="/tmp"))
    folder.mkdir(mode=0o700, exist_ok=True)
    if identity:
        os.chown(folder, identity.uid, identity.gid)
    return folder
