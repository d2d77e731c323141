"""The embedded server, as it is made, killed and started again."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest

from totalaudio_ops.postgres import (
    Binaries,
    Cluster,
    find_binaries,
    prepare_cluster,
    throwaway_server,
)
from totalaudio_ops.postgres.cluster import _reason_of
from totalaudio_ops.postgres.stale import processes_in
from totalaudio_ops.postgres.throwaway import run_server
from totalaudio_ops.problems import Problem
from totalaudio_ops.processes import Event, Supervisor

DEBIAN = Path("/usr/lib/postgresql/15/bin")
is_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")


def prepare(folder: Path) -> Cluster:
    """A cluster that was made once for all tests: making it safely waits for the disk."""
    if not (folder / "postgres").exists():
        subprocess.run(["cp", "-a", _made_once(), folder / "postgres"], check=True)
    return prepare_anew(folder)


def prepare_anew(folder: Path) -> Cluster:
    return prepare_cluster(find_binaries(), folder / "postgres", folder / "socket", "open sesame")


@cache
def _made_once() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ta-", dir="/tmp"))
    folder.chmod(0o711)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    places = (folder / "postgres", folder / "socket")
    return prepare_cluster(find_binaries(), *places, "open sesame", is_throwaway=True).data


@contextmanager
def running(cluster: Cluster) -> Iterator[int]:
    with cluster.spec() as spec, run_server(spec) as pid:
        yield pid


def one(cluster: Cluster, query: str) -> object:
    with psycopg.connect(cluster.url()) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row and row[0]


def test_it_listens_on_its_socket_only_and_asks_for_the_password(folder: Path) -> None:
    cluster = prepare(folder)
    with running(cluster):
        assert one(cluster, "SHOW listen_addresses") == ""
        assert one(cluster, "SHOW fsync") == "on"
        assert one(cluster, "SHOW data_checksums") == "on"
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(cluster.url().replace("open%20sesame", "guess"))
    assert processes_in(cluster.data) == frozenset()


def test_capital_letters_beyond_ascii_are_known(folder: Path) -> None:
    with running(cluster := prepare(folder)):
        assert one(cluster, "SELECT lower('ÉŻ')") == "éż"


def test_killed_it_is_back_with_every_committed_row(folder: Path) -> None:
    cluster = prepare(folder)
    supervisor = Supervisor(
        lambda name, line: None, lambda name, event, detail: events.append((event, detail))
    )
    events: list[tuple[Event, str]] = []

    def ready() -> list[str]:
        return [said.removeprefix("process ") for event, said in events if event is Event.READY]

    with cluster.spec() as spec:
        supervisor.start(spec)
        try:
            with psycopg.connect(cluster.url(), autocommit=True) as connection:
                connection.execute("CREATE TABLE kept (n int)")
                for n in range(50):
                    connection.execute("INSERT INTO kept VALUES (%s)", [n])
                os.kill(int(ready()[0]), signal.SIGKILL)
            killed_at = time.monotonic()
            supervisor.run(lambda: supervisor.ask_to_stop() if len(ready()) == 2 else None)
            assert time.monotonic() - killed_at < 5
            assert one(cluster, "SELECT count(*) FROM kept") == 50
        finally:
            supervisor.stop()


def test_a_server_that_outlived_its_supervisor_is_stopped_first(folder: Path) -> None:
    cluster = prepare(folder)
    with cluster.spec() as spec:
        orphan = subprocess.Popen(
            spec.argv,
            cwd="/",
            stderr=subprocess.DEVNULL,
            user=spec.identity.uid if spec.identity else None,
            group=spec.identity.gid if spec.identity else None,
            extra_groups=[] if spec.identity else None,
        )
        while not cluster.is_ready(orphan.pid):
            time.sleep(0.02)
        with running(cluster) as pid:
            assert pid != orphan.pid
            assert one(cluster, "SELECT 1") == 1
        assert orphan.wait() == 0  # an orderly stop, not a kill


def test_a_pid_file_whose_number_another_process_got_harms_neither(folder: Path) -> None:
    cluster = prepare(folder)
    with running(cluster):
        pid_file = (cluster.data / "postmaster.pid").read_text()
    # A process of the server's own user: PostgreSQL itself would take it for a running server.
    other = subprocess.Popen(
        ["sleep", "600"],
        cwd="/",
        user=cluster.identity.uid if cluster.identity else None,
    )
    try:
        _, _, rest = pid_file.partition("\n")
        (cluster.data / "postmaster.pid").write_text(f"{other.pid}\n{rest}")
        if cluster.identity:
            os.chown(cluster.data / "postmaster.pid", cluster.identity.uid, cluster.identity.gid)
        with running(cluster):
            assert one(cluster, "SELECT 1") == 1
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_half_made_cluster_is_made_again(folder: Path) -> None:
    half = folder / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with running(cluster := prepare_anew(folder)):
        assert one(cluster, "SELECT 1") == 1
    assert not half.exists()


def test_what_initdb_failed_at_is_said_without_what_is_around_it() -> None:
    said = (
        '2026-11-23 18:11:02 UTC [7] FATAL:  could not write to file "x": No space left on device\n'
        "child process exited with exit code 1\ninitdb: removing contents of data directory\n"
    )
    assert _reason_of(said) == 'could not write to file "x": No space left on device'
    assert _reason_of("initdb: error: invalid\nlocale\n") == "initdb: error: invalid locale"


def test_a_cluster_of_another_major_version_is_left_alone(folder: Path) -> None:
    cluster = prepare(folder)
    (cluster.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(Problem) as problem:
        prepare(folder)
    assert str(problem.value) == (
        f"the database in {cluster.data} was made by PostgreSQL 14, this is {cluster.binaries.major}: "
        "set PG_BINDIR to the programs of PostgreSQL 14 to run it, or move it over with pg_dump and pg_restore."
    )


def test_a_folder_with_something_else_in_it_is_left_alone(folder: Path) -> None:
    (folder / "postgres").mkdir()
    (folder / "postgres" / "letter.txt").write_text("dear")
    with pytest.raises(Problem, match="is not empty and holds no database"):
        prepare(folder)
    assert (folder / "postgres" / "letter.txt").read_text() == "dear"


def test_a_path_too_long_for_a_socket_gets_a_short_private_one(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    cluster = prepare(deep)
    try:
        with running(cluster):
            assert one(cluster, "SELECT 1") == 1
        assert cluster.socket.parent == Path("/tmp")
        assert cluster.socket.stat().st_mode & 0o777 == 0o700
    finally:
        cluster.socket.rmdir()


@is_root
def test_below_a_private_folder_it_runs_and_nothing_is_opened(folder: Path) -> None:
    private = folder / "private"
    private.mkdir(mode=0o700)
    cluster = prepare(private)
    try:
        with running(cluster):
            assert one(cluster, "SELECT 1") == 1
            assert one(cluster, "SELECT 1") == 1
        assert private.stat().st_mode & 0o777 == 0o700
    finally:
        cluster.socket.rmdir()


@pytest.mark.skipif(not DEBIAN.exists(), reason="the distribution's PostgreSQL 15 is not installed")
def test_the_distributions_server_runs_too() -> None:
    with throwaway_server({"PG_BINDIR": str(DEBIAN)}) as server:
        assert str(one(server.cluster, "SHOW server_version")).startswith("15.")


def test_a_named_folder_without_programs_is_a_problem(folder: Path) -> None:
    with pytest.raises(
        Problem, match=f"PG_BINDIR names {folder}, which holds no PostgreSQL 15 to 18"
    ):
        find_binaries({"PG_BINDIR": str(folder)})


def test_a_named_folder_is_taken() -> None:
    found = find_binaries()
    assert find_binaries({"PG_BINDIR": str(found.folder)}) == Binaries(found.folder, found.major)


def test_a_throwaway_server_leaves_nothing() -> None:
    with throwaway_server() as server:
        assert one(server.cluster, "SELECT 1") == 1
        data = server.cluster.data
    assert not data.parent.exists()
    assert processes_in(data) == frozenset()
