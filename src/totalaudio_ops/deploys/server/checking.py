"""Everything that keeps a site from serving people, or soon will."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.certificates import read_certificate
from totalaudio_ops.deploys.server.certified import hosts_of, live_file
from totalaudio_ops.deploys.server.databases import servers_and_databases
from totalaudio_ops.deploys.server.migrating import check_settings
from totalaudio_ops.deploys.server.ports import is_free
from totalaudio_ops.deploys.server.programs import found_program, haproxy
from totalaudio_ops.deploys.server.releases import find_release
from totalaudio_ops.deploys.server.settings_file import ADDRESSES, empty_names
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.state import read_state
from totalaudio_ops.deploys.server.target import Server
from totalaudio_ops.deploys.server.unwritable import faults_of_data
from totalaudio_ops.deploys.server.users import faults_of_users
from totalaudio_ops.deploys.server.written import ACME, ELSEWHERE, SELF_SIGNED
from totalaudio_ops.problems import Problem

ENDING_SOON: Final = timedelta(days=14)
# The longest name of a socket, less the ending that HAProxy gives it while it begins.
LONGEST_SOCKET: Final = 107 - 12


def faults_of_machine(server: Server, now: datetime | None = None) -> Iterator[str]:
    """A sentence for everything that is wrong, with what to do."""
    site = server.site
    yield from _programs(site)
    yield from _user(site)
    yield from _socket(site)
    yield from _ports(server)
    yield from _certificate(server, now or datetime.now(UTC))
    yield from _databases(site)
    yield from _modes(site)
    yield from faults_of_data(site)
    yield from _empty(site)
    yield from _settings(server)


def _programs(site: Site) -> Iterator[str]:
    try:
        haproxy()
    except Problem as problem:
        yield str(problem)
    if site.file.front.certificate == ACME and found_program("certbot") is None:
        yield "certbot is not installed, and the certificate comes by ACME: apt-get install certbot."


def _user(site: Site) -> Iterator[str]:
    yield from faults_of_users(site)
    if os.geteuid() != 0 and min(site.file.front.http, site.file.front.https) < 1024:
        yield "only root may listen on ports below 1024: run this as root, or name others in [front]."


def _socket(site: Site) -> Iterator[str]:
    if len(str(site.socket).encode()) > LONGEST_SOCKET:
        yield (
            f"the path {site.socket} is too long for a socket (at most {LONGEST_SOCKET} bytes): move the site to a "
            "folder with a shorter name."
        )


def _ports(server: Server) -> Iterator[str]:
    if server.services.names():
        return  # they are in use by the site itself
    front = server.site.file.front
    for port in (front.http, front.https, *server.site.ports()):
        if not is_free(port):
            yield f"port {port} is in use by another program: stop that one, or name another in site.toml."


def _certificate(server: Server, now: datetime) -> Iterator[str]:
    wanted = server.site.file.front.certificate
    if wanted in {ELSEWHERE, SELF_SIGNED}:
        return
    file = live_file(server.site) if wanted == ACME else Path(wanted)
    if wanted == ACME and not file.exists():
        return  # the first start makes one, and then asks for the real one
    try:
        found = read_certificate(file)
    except Problem as problem:
        yield str(problem)
        return
    if not found.has_its_key:
        yield f"the key in {file} is not the one of its certificate: put the right one there."
    if found.ends_at < now + ENDING_SOON:
        when = "has ended" if found.ends_at < now else f"ends on {found.ends_at:%d %B %Y}"
        yield f"the certificate {file} {when}: renew it, then ./totalaudio site certificate."
    if missing := [
        one for one in hosts_of(server.site, server.deployables) if not found.covers(one)
    ]:
        yield f"the certificate {file} is not for {', '.join(missing)}: ask for one that is."


def _databases(site: Site) -> Iterator[str]:
    found = servers_and_databases(site)
    if len(found) > len(set(found.values())):
        yield (
            "production and preview have the same database: give preview its own with "
            "./totalaudio site database preview."
        )


def _modes(site: Site) -> Iterator[str]:
    for environment in site.environments:
        for path, mode in ((site.settings(environment), 600), (site.data(environment), 700)):
            if path.exists() and path.stat().st_mode & 0o077:
                yield f"{path} can be read by others: chmod {mode} {path}."


def _empty(site: Site) -> Iterator[str]:
    """What nobody has filled in yet; before the first deploy no release can say so."""
    for environment in site.environments:
        file = site.settings(environment)
        names = empty_names(file) if file.exists() else ()
        if others := [name for name in names if name not in ADDRESSES]:
            yield f"{file} has nothing for {', '.join(others)}: fill it in."
        if addresses := [name for name in names if name in ADDRESSES]:
            yield (
                f"{file} has nothing for {', '.join(addresses)}: ./totalaudio site database {environment} makes the "
                "database and writes them."
            )


def _settings(server: Server) -> Iterator[str]:
    """In the words of the release that serves, for each app that was deployed."""
    for environment in server.site.environments:
        for app in Deployable:
            slot = read_state(server.site, environment, app).serving
            release = find_release(server.site.releases, slot.release) if slot else None
            if release is None:
                continue
            for line in check_settings(release, server.slots(app, environment)):
                yield f"{environment} {app}: {line}"
