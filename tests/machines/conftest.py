"""The machines, started once for all tests here, and their people."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker
from pytest_socket import socket_allow_hosts

from tests.machines.database import listening_server
from tests.machines.installation import Machines, machines
from tests.machines.ledger import keep_ledger
from tests.machines.network import Network, network
from tests.support import database
from tests.support.database import Urls
from totalaudio_ops.postgres.urls import replaced


@pytest.fixture(scope="package")
def installation(server: str, original: str) -> Iterator[Machines]:
    """Four hosts and a database, with a ledger of every task."""
    with (
        network("web1", "web2", "work1", "work2") as net,
        listening_server(net, replaced(server, dbname=original)) as urls,
        tempfile.TemporaryDirectory(prefix="ta-hosts-", dir="/tmp") as folder,
    ):
        keep_ledger(urls)
        allow(net)
        with machines(net, urls, Path(folder)) as found:
            yield found


def allow(net: Network) -> None:
    """Let the test itself reach the hosts, and nobody else but loopback."""
    hosts = [host.address for host in net.hosts]
    socket_allow_hosts(["127.0.0.1", *hosts], allow_unix_socket=True)


@pytest.fixture
def there(
    installation: Machines, databases: Urls, django_db_blocker: DjangoDbBlocker
) -> Iterator[Machines]:
    """The machines; for as long as the test lasts, Django of the test is connected to their database."""
    allow(installation.network)
    installation.wait_for_workers()
    database.connect(installation.urls)
    try:
        with django_db_blocker.unblock():
            yield installation
            database.disconnect()
    finally:
        database.connect(databases)
