"""Servers that let nobody in without TLS."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from totalaudio_ops.backups.dumping import dump
from totalaudio_ops.backups.forwarding import reachable
from totalaudio_ops.backups.programs import newest_programs
from totalaudio_ops.backups.restoring import restore
from totalaudio_ops.backups.running import run
from totalaudio_ops.backups.tests.odd import ODD, between
from totalaudio_ops.postgres import find_binaries, prepare_cluster
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.postgres.roles import ensure, ensure_database
from totalaudio_ops.postgres.throwaway import run_server
from totalaudio_ops.problems import Problem

DEBIAN = Path("/usr/lib/postgresql/15/bin")  # the wheels' servers know no TLS
pytestmark = pytest.mark.skipif(
    not DEBIAN.exists(), reason="needs PostgreSQL with TLS: apt-get install postgresql-15"
)


@dataclass(frozen=True)
class Walled:
    """A server that takes connections by TLS only, and the certificate it shows, of the name localhost."""

    port: int
    password: str
    certificate: Path

    def url(self, host: str = "127.0.0.1", **options: str) -> str:
        said = "&".join(f"{name}={value}" for name, value in options.items())
        return f"postgresql://postgres:{self.password}@{host}:{self.port}/postgres?{said}"


@pytest.fixture(scope="module")
def walled() -> Iterator[Walled]:
    with tempfile.TemporaryDirectory(prefix="ta-", dir="/tmp") as made:
        folder = Path(made)
        folder.chmod(0o711)
        binaries = find_binaries({"PG_BINDIR": str(DEBIAN)})
        cluster = prepare_cluster(binaries, folder / "data", folder / "s", "key", is_throwaway=True)
        certificate = certify(cluster.data)
        rules = "local all all scram-sha-256\nhostssl all all 127.0.0.1/32 scram-sha-256\n"
        (cluster.data / "pg_hba.conf").write_text(rules)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with cluster.spec() as spec:
            options = ("listen_addresses=127.0.0.1", f"port={port}", "ssl=on")
            argv = (*spec.argv, *(part for option in options for part in ("-c", option)))
            with run_server(replace(spec, argv=argv)):
                yield Walled(port, "key", certificate)


def certify(data: Path) -> Path:
    certificate, key = data / "server.crt", data / "server.key"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    command += ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    owner = data.stat()
    for path in (certificate, key):
        path.chmod(0o600)
        os.chown(path, owner.st_uid, owner.st_gid)
    return certificate


def asked(url: str) -> str:
    """What psql is answered by way of the forwarder."""
    with connect(url) as connection, reachable(connection, url) as here:
        psql = newest_programs().path("psql")
        return run(
            [psql, "-XAtc", "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"],
            here,
            "asking",
        )


def test_a_database_behind_tls_is_dumped_and_restored(walled: Walled, tmp_path: Path) -> None:
    house = ensure_database(walled.url(sslmode="require"), "house")
    urls = ensure(house, "key")
    with connect(house) as admin:
        admin.execute(ODD)
    dumped = dump(urls.system, tmp_path)
    assert between(dumped.facts, house) == []
    attic = ensure_database(walled.url(sslmode="require"), "attic")
    with connect(house) as admin:  # its memberships and settings are of the whole server
        admin.execute("DROP EVENT TRIGGER watched")
    restore(tmp_path, attic)
    assert [line for line in between(dumped.facts, attic) if "lock_timeout" not in line] == []


def test_programs_without_tls_reach_it(walled: Walled) -> None:
    assert asked(walled.url(sslmode="require")) == "t\n"


@pytest.mark.parametrize("mode", ["verify-ca", "verify-full"])
def test_the_certificate_is_checked_as_the_address_says(walled: Walled, mode: str) -> None:
    url = walled.url("localhost", sslmode=mode, sslrootcert=str(walled.certificate))
    assert asked(url) == "t\n"


def test_a_certificate_of_another_name_is_refused_on_the_way(walled: Walled) -> None:
    """What psycopg let through by a weaker rule does not pass by a stricter one."""
    weak = walled.url(sslmode="require")
    strict = walled.url(sslmode="verify-full", sslrootcert=str(walled.certificate))
    command = [newest_programs().path("psql"), "-XAtc", "SELECT 1"]
    with (
        connect(weak) as connection,
        reachable(connection, strict) as here,
        pytest.raises(Problem, match="asking failed"),
    ):
        run(command, here, "asking")


def test_without_tls_the_address_stays_what_it_is(server: str) -> None:
    with connect(server) as connection, reachable(connection, server) as here:
        assert "postgres" in here
        assert run([newest_programs().path("psql"), "-XAtc", "SELECT 1"], here, "asking") == "1\n"
