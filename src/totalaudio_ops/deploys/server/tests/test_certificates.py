"""Certificates: read, made, and live without a restart."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.support.sites import ROOT, Tried, write_site

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.certificates import make_self_signed, read_certificate
from totalaudio_ops.deploys.server.certified import ensure_certificate, go_live, live_file
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.keeping_certified import renew
from totalaudio_ops.deploys.server.site import Site, read_site
from totalaudio_ops.deploys.server.target import server
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem


def pem(folder: Path, *hosts: str) -> bytes:
    file = folder / "made.pem"
    make_self_signed(file, hosts)
    return file.read_bytes()


def shown(site: Tried) -> frozenset[str]:
    """The names in the certificate that people get."""
    pem_shown = ssl.get_server_certificate(("127.0.0.1", site.site.file.front.https))
    file = site.site.path / "shown.pem"
    key = live_file(site.site).read_text().partition("-----BEGIN PRIVATE")
    file.write_text(pem_shown + "".join(key[1:]))
    return read_certificate(file).hosts


def test_what_a_certificate_says_is_read(tmp_path: Path) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    file = tmp_path / "a.pem"
    make_self_signed(file, ("example.com", "*.example.org"), now)
    found = read_certificate(file)
    assert found.hosts == {"example.com", "*.example.org"}
    assert found.ends_at == now + timedelta(days=825)
    assert found.has_its_key
    names = ("example.com", "a.example.com", "a.example.org", "a.b.example.org", "example.org")
    assert [found.covers(name) for name in names] == [True, False, True, False, False]
    assert file.stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_certificate_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.pem"
    with pytest.raises(Problem, match=r"a\.pem cannot be read: No such file"):
        read_certificate(file)
    file.write_text("nothing")
    with pytest.raises(Problem, match="does not hold a chain of certificates and its key"):
        read_certificate(file)


def test_the_key_of_another_is_noticed(tmp_path: Path) -> None:
    one, other = (pem(tmp_path, "example.com").partition(b"-----BEGIN PRIVATE") for _ in range(2))
    file = tmp_path / "mixed.pem"
    file.write_bytes(one[0] + other[1] + other[2])
    assert not read_certificate(file).has_its_key


def test_another_certificate_is_live_at_once_and_open_connections_go_on(site: Tried) -> None:
    site.server.front.start()
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    place = ("127.0.0.1", site.site.file.front.https)
    with socket.create_connection(place, 10) as plain, context.wrap_socket(plain) as before:
        go_live(site.site, pem(site.site.path, "renewed.example.com"))
        assert shown(site) == {"renewed.example.com"}
        before.sendall(b"GET / HTTP/1.1\r\nHost: nobody.example\r\nConnection: close\r\n\r\n")
        assert before.recv(20).startswith(b"HTTP/1.1 421")
    site.server.services.stop("haproxy")
    site.server.front.start()
    assert shown(site) == {"renewed.example.com"}


def test_what_is_not_whole_is_refused_and_the_old_one_stays(site: Tried) -> None:
    site.server.front.start()
    before = shown(site)
    one, other = (
        pem(site.site.path, "x.example.com").partition(b"-----BEGIN PRIVATE") for _ in range(2)
    )
    with pytest.raises(
        Problem, match="the key is not the one of the certificate: nothing was changed"
    ):
        go_live(site.site, one[0] + other[1] + other[2])
    assert shown(site) == before


def test_a_file_that_somebody_else_renews_is_taken_over(site: Tried, tmp_path: Path) -> None:
    file = tmp_path / "given.pem"
    file.write_bytes(pem(tmp_path, "app.example.com"))
    front = msgspec.structs.replace(site.site.file.front, certificate=str(file))
    changed = Site(site.site.path, msgspec.structs.replace(site.site.file, front=front))
    site.server.front.start()
    assert "Another certificate is used" in renew(changed, site.server.deployables)
    assert "is the newest" in renew(changed, site.server.deployables)
    file.write_bytes(pem(tmp_path, "newer.example.com"))
    renew(changed, site.server.deployables)
    assert shown(site) == {"newer.example.com"}


def test_a_site_without_a_certificate_of_its_own_has_nothing_to_renew(site: Tried) -> None:
    assert renew(site.site, site.server.deployables) == (
        "This site keeps no certificate that could be renewed."
    )


def test_whoever_asks_from_outside_is_told_to_believe_a_certificate_of_ones_own(
    tmp_path: Path,
) -> None:
    write_site(tmp_path / "s")
    site = read_site(tmp_path / "s")
    made = server(site, ROOT)
    ensure_certificate(site, made.deployables)
    file = tmp_path / "s" / "certificate.pem"
    assert file.read_text().count("BEGIN") == 1
    assert file.stat().st_mode & 0o777 == 0o644
    shown = ssl.PEM_cert_to_DER_cert(file.read_text())
    assert live_file(site).read_text().startswith(ssl.DER_cert_to_PEM_cert(shown)[:60])
    words = made.slots(Deployable.WORKER, Environment.PRODUCTION).words(Colour.BLUE)
    assert f"PROBE_TRUSTS={file}" in words
