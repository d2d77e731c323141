"""What is wrong with the values of a site's file, beyond their types."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from totalaudio_ops.deploys.server.written import ACME, ELSEWHERE, SELF_SIGNED, SiteFile, Written

PORTS: Final = 30
HOST: Final = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\Z"
)
_USER: Final = re.compile(r"[a-z_][a-z0-9_-]{0,31}\Z")
_ADDRESS: Final = re.compile(r"(\*|[0-9.]+|[0-9a-f:]+)\Z")


def faults_of(file: SiteFile) -> Iterator[str]:
    """A sentence for each, with what to do."""
    yield from _of_front(file)
    yield from _of_ports(file)
    for name, written in (("production", file.production), ("preview", file.preview)):
        if written:
            yield from _of_environment(name, written)
    environments = [one for one in (file.production, file.preview) if one]
    for user in (file.user, file.front.user, *(one.user for one in environments)):
        if user and not _USER.match(user):
            yield f"user {user!r} is not the name of a user: write one such as totalaudio"
    if file.services not in {"", "systemd", "own"}:
        yield f"services {file.services!r} is neither systemd nor own: leave it out to use what the machine has"
    if file.keep_releases < 2:
        yield "keep_releases is less than 2, and a rollback needs the release before: write 2 or more"


def _of_front(file: SiteFile) -> Iterator[str]:
    certificate = file.front.certificate
    if certificate == ACME and file.acme is None:
        yield 'certificate is "acme" without [acme]: add it with an email'
    elif certificate not in {ACME, SELF_SIGNED, ELSEWHERE} and not Path(certificate).is_absolute():
        yield (
            f'certificate {certificate!r} is neither "acme", "self-signed", "elsewhere" nor the whole path of a file: '
            "write one of them"
        )
    if not file.front.addresses:
        yield 'addresses is empty: write ["*"] for all of this machine'
    for address in file.front.addresses:
        if not _ADDRESS.match(address):
            yield f"the address {address!r} is not one of this machine: write * or an IP address"


def _of_ports(file: SiteFile) -> Iterator[str]:
    front = (file.front.http, file.front.https)
    for name, port in zip(("http", "https"), front, strict=True):
        if not 1 <= port <= 65535:
            yield f"{name} = {port} is not a port: write a number from 1 to 65535"
    if front[0] == front[1]:
        yield "http and https are the same port: give them two"
    if not 1024 <= file.ports <= 65535 - PORTS:
        yield f"ports = {file.ports} leaves no room: write a number from 1024 to {65535 - PORTS}"
    elif any(file.ports <= port < file.ports + PORTS for port in front):
        yield f"http or https lies among the {PORTS} ports from {file.ports}: move one of them"


def _of_environment(name: str, written: Written) -> Iterator[str]:
    hosts = (written.domain, written.host, written.status, *written.hosts.values())
    for host in hosts:
        if host and not HOST.match(host):
            yield f"[{name}] {host!r} is not the name of a host: write it in small letters, as app.example.com"
    if not written.domain:
        yield f"[{name}] has no domain: write one"
    if not 0 <= written.drain_seconds <= 3600:
        yield f"[{name}] drain_seconds = {written.drain_seconds} is not from 0 to 3600: write 120"
