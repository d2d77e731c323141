"""One PostgreSQL that other machines reach: a throwaway server that listens, with a copy of the migrated database."""

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from tests.machines.network import Network
from tests.support.database import Urls, make_urls
from totalaudio_ops.held_folders import held_folder
from totalaudio_ops.postgres.binaries import Binaries, find_binaries
from totalaudio_ops.postgres.cluster import Cluster, prepare_cluster
from totalaudio_ops.postgres.roles import ensure, ensure_database
from totalaudio_ops.postgres.throwaway import PLACE, PREFIX, run_server
from totalaudio_ops.postgres.urls import parse, replaced

# It listens, so its administrator's password is of this run alone.
SECRET = secrets.token_hex(16)


@contextmanager
def listening_server(network: Network, original: str) -> Iterator[Urls]:
    """A server at the network's database address with a copy of `original`; yields the addresses of its roles."""
    with held_folder(PREFIX, PLACE) as folder:
        folder.chmod(0o711)
        binaries = find_binaries()
        cluster = prepare_cluster(
            binaries, folder / "data", folder / "s", secrets.token_urlsafe(16), is_throwaway=True
        )
        _let_in(cluster, network)
        listen = ("-c", f"listen_addresses={network.database}", "-c", "max_connections=150")
        with cluster.spec() as spec, run_server(replace(spec, argv=(*spec.argv, *listen))):
            admin = replaced(cluster.url(), host=network.database, port="5432")
            ensure(admin, SECRET)  # the roles, which the copy names
            target = ensure_database(admin)
            _copy(binaries, original, target)
            yield make_urls(target)


def _let_in(cluster: Cluster, network: Network) -> None:
    with (cluster.data / "pg_hba.conf").open("a") as rules:
        rules.write(f"host all all {network.reach} scram-sha-256\n")


def _copy(binaries: Binaries, original: str, target: str) -> None:
    """The whole of a database; what a role may read of it does not matter here."""
    dump = [binaries.path("pg_dump"), "-d", original]
    load = [binaries.path("psql"), "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-d", target]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
        subprocess.run(load, stdin=dumping.stdout, stdout=subprocess.DEVNULL, check=True)
    assert dumping.returncode == 0
    assert parse(target)["dbname"]
