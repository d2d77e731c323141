"""What is wrong with a site is said before people meet it."""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.support import proxy
from tests.support.sites import Tried, small_repository, write_site

from totalaudio_ops.deploys.server import checking, programs
from totalaudio_ops.deploys.server.certificates import make_self_signed
from totalaudio_ops.deploys.server.checking import faults_of_machine
from totalaudio_ops.deploys.server.initial import Wanted, init
from totalaudio_ops.deploys.server.settings_file import ADDRESSES, fill
from totalaudio_ops.deploys.server.site import Site, read_site
from totalaudio_ops.deploys.server.target import Server, server
from totalaudio_ops.deploys.server.written import SiteFile
from totalaudio_ops.deploys.steps import Environment

pytestmark = pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED)
AS_ROOT = "the processes would run as root"


@pytest.fixture
def machine(tmp_path: Path) -> Server:
    """A site on which nothing was deployed and nothing runs."""
    write_site(tmp_path / "s")
    return server(read_site(tmp_path / "s"), small_repository(tmp_path / "r").path)


def faults(machine: Server, now: datetime | None = None, **front: object) -> list[str]:
    file = machine.site.file
    changed = msgspec.structs.replace(file, front=msgspec.structs.replace(file.front, **front))
    return _of(machine, changed, now)


def _of(machine: Server, file: SiteFile, now: datetime | None = None) -> list[str]:
    made = Server(
        Site(machine.site.path, file), machine.deployables, machine.services, machine.repository
    )
    return [one for one in faults_of_machine(made, now) if not one.startswith(AS_ROOT)]


def test_a_site_with_nothing_wrong_says_nothing(machine: Server) -> None:
    assert faults(machine) == []


def test_a_port_that_is_taken_is_named(machine: Server) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", machine.site.file.ports + 12))
        taken.listen()
        (told,) = faults(machine)
    port = machine.site.file.ports + 12
    assert told.startswith(f"port {port} is in use by another program: stop that one, or name")


def test_a_certificate_that_ends_or_is_for_others_is_named(machine: Server, tmp_path: Path) -> None:
    file = tmp_path / "c.pem"
    make_self_signed(file, ("app.example.com", "preview.example.com"))
    told = faults(machine, certificate=str(file))
    assert told == [f"the certificate {file} is not for status.example.com: ask for one that is."]
    soon = datetime.now(UTC) + timedelta(days=820)
    assert f"the certificate {file} ends on " in faults(machine, soon, certificate=str(file))[0]
    late = datetime.now(UTC) + timedelta(days=830)
    assert f"the certificate {file} has ended" in faults(machine, late, certificate=str(file))[0]
    missing = faults(machine, certificate="/nowhere/c.pem")
    assert missing == ["the certificate /nowhere/c.pem cannot be read: No such file or directory."]


def test_one_database_for_both_is_refused(machine: Server) -> None:
    for environment, host in (
        (Environment.PRODUCTION, "127.0.0.1"),
        (Environment.PREVIEW, "localhost"),
    ):
        file = machine.site.settings(environment)
        file.write_text(f"DATABASE_URL=postgresql://totalaudio_app:x@{host}:5432/one\n")
    assert ["production and preview have the same database" in one for one in faults(machine)] == [
        True
    ]


def test_settings_that_others_can_read_are_named(machine: Server) -> None:
    file = machine.site.settings(Environment.PREVIEW)
    file.chmod(0o644)
    data = machine.site.data(Environment.PREVIEW)
    data.chmod(0o755)
    assert faults(machine) == [
        f"{file} can be read by others: chmod 600 {file}.",
        f"{data} can be read by others: chmod 700 {data}.",
    ]


def test_what_nobody_has_filled_in_yet_is_named(tmp_path: Path) -> None:
    site = init(Wanted(tmp_path / "s", "example.com"))
    for environment in site.environments:
        file = site.settings(environment)
        told = [one for one in checking._empty(site) if str(file) in one]
        assert told == [
            f"{file} has nothing for EMAIL_URL: fill it in.",
            (
                f"{file} has nothing for DATABASE_URL, DATABASE_SYSTEM_URL, DATABASE_OWNER_URL: ./totalaudio site "
                f"database {environment} makes the database and writes them."
            ),
        ]
        names = (*ADDRESSES, "EMAIL_URL")
        fill(file, dict.fromkeys(names, "filled-in"))
    assert list(checking._empty(site)) == []


def test_a_long_path_and_a_missing_user_are_named(machine: Server, tmp_path: Path) -> None:
    long = Server(
        Site(
            tmp_path / ("x" * 90),
            msgspec.structs.replace(machine.site.file, preview=None, user="no-such-user"),
        ),
        machine.deployables,
        machine.services,
        machine.repository,
    )
    (long.site.path / "production").mkdir(parents=True)
    long.site.settings(Environment.PRODUCTION).touch(0o600)
    told = list(faults_of_machine(long))
    assert told[0] == (
        "there is no user no-such-user: adduser --system --group no-such-user, or name another in site.toml."
    )
    assert any("is too long for a socket (at most 95 bytes)" in one for one in told)


def test_a_haproxy_that_is_missing_or_old_is_named(
    machine: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "haproxy"
    old.write_text("#!/bin/sh\necho 'HAProxy version 2.4.22-0ubuntu0 2023/04/01'\n")
    old.chmod(0o755)
    monkeypatch.setattr(programs, "found_program", lambda _name: str(old))
    assert faults(machine) == [
        "HAProxy is 2.4, and 2.6 is needed: install a newer one (Debian 12 has it)."
    ]
    for module in (programs, checking):
        monkeypatch.setattr(module, "found_program", lambda _name: None)
    assert faults(machine) == ["HAProxy is not installed: apt-get install haproxy."]


def test_settings_are_checked_by_the_release_that_serves(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one", "bad-settings")))
    told = [one for one in faults_of_machine(site.server) if not one.startswith(AS_ROOT)]
    assert told == ["production tracker: EMAIL_URL: is missing"]
