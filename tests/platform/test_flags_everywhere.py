"""A changed flag is seen in every server process, whichever way it came to be."""

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from bench.flags_propagation import TREES, measured
from bench.flags_propagation_child import FORKS

from tests.platform.launch import environment, free_port, until
from tests.support.cast import Person
from tests.support.database import Urls
from totalaudio.core.flags.actions import set_override
from totalaudio.core.flags.names import FlagName, Scope

OFFERED = b"Enrich all"


@pytest.mark.proof
@pytest.mark.timeout(180)
def test_processes_that_were_forked_after_asking_see_every_change(
    fresh_database: Urls,
    proofs: bool,
) -> None:
    """How soon is measured by the benchmark of flags; here each of them sees each change at all."""
    changes = 300 if proofs else 20
    times = measured(fresh_database.app, fresh_database.system, changes=changes)
    assert len(times) == changes * TREES * (FORKS + 1)


def test_both_workers_of_a_real_server_see_a_change(
    db: Urls, alice: Person, two_contacts: None
) -> None:
    cookie = alice.client().cookies["sessionid"].value
    with served_by_two(db) as port:
        assert shown(port, cookie) == {True}
        set_override(
            using="system",
            flag=FlagName.BATCH_ENRICHMENT,
            scope=Scope.WORKSPACE,
            subject=alice.workspace_id,
            value="off",
            reason="A try",
        )
        until(lambda: shown(port, cookie) == {False}, seconds=10)


@pytest.fixture
def two_contacts(alice: Person) -> None:
    from totalaudio.intel.search.tests.making import make_contact

    assert alice.workspace
    for name in ("Abel", "Zoe"):
        make_contact(alice.workspace, name, f"{name.lower()}@fm.example")


def shown(port: int, cookie: str) -> set[bool]:
    """What twenty connections see, which reach both workers."""
    return {OFFERED in _page(port, cookie) for _ in range(20)}


def _page(port: int, cookie: str) -> bytes:
    status, body = _get(port, "/intel/contacts/", {"Cookie": f"sessionid={cookie}"})
    assert status == 200
    return body


def _get(port: int, path: str, headers: dict[str, str]) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


@contextmanager
def served_by_two(urls: Urls) -> Iterator[int]:
    port = free_port()
    command = ["granian", "--interface", "wsgi", "--workers", "2", "--no-ws"]
    where = ["--host", "127.0.0.1", "--port", str(port), "totalaudio.project.wsgi:application"]
    server = subprocess.Popen(
        [sys.executable, "-P", "-W", "ignore", "-m", *command, *where],
        env=environment(DATABASE_URL=urls.app, PORT=str(port)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
    try:
        until(lambda: _is_ready(port))
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _is_ready(port: int) -> bool:
    try:
        return _get(port, "/health/ready", {})[0] == 200
    except (OSError, http.client.HTTPException):
        return False
