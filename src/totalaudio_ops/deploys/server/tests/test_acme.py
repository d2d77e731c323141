"""Certificates by ACME: the real certbot, a real front, and an authority that asks as a real one does."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import pytest
from tests.platform.launch import until
from tests.support.acme_server import WANTED, Authority, authority
from tests.support.sites import Tried

from totalaudio_ops.deploys.server.certificates import read_certificate
from totalaudio_ops.deploys.server.certified import hosts_of, live_file
from totalaudio_ops.deploys.server.keeping_certified import renew
from totalaudio_ops.deploys.server.programs import found_program
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.target import Server
from totalaudio_ops.deploys.server.tests.tls_people import people
from totalaudio_ops.deploys.server.written import Acme
from totalaudio_ops.problems import Problem

pytestmark = pytest.mark.skipif(found_program("certbot") is None, reason=WANTED)


@dataclass(frozen=True)
class Asking:
    server: Server
    authority: Authority

    def renew(self, *options: str) -> str:
        return renew(self.server.site, self.server.deployables, *options)


@pytest.fixture
def asking(site: Tried) -> Iterator[Asking]:
    old = site.server
    with authority(site.site.file.front.http) as found:
        front = msgspec.structs.replace(site.site.file.front, certificate="acme")
        acme = Acme("ops@example.com", found.directory)
        file = msgspec.structs.replace(site.site.file, front=front, acme=acme)
        changed = Site(site.site.path, file)
        yield Asking(Server(changed, old.deployables, old.services, old.repository), found)


def test_a_certificate_comes_for_every_host_and_is_live(asking: Asking) -> None:
    asking.server.front.start()
    hosts = hosts_of(asking.server.site, asking.server.deployables)
    assert read_certificate(live_file(asking.server.site)).hosts == set(hosts)  # one to begin with
    assert asking.renew().startswith("Another certificate is used from now on; it ends on ")
    assert [set(one) for one in asking.authority.issued] == [set(hosts)]
    found = read_certificate(live_file(asking.server.site))
    assert (found.hosts, found.has_its_key) == (frozenset(hosts), True)
    assert asking.renew().startswith("The certificate is the newest; it ends on ")
    assert len(asking.authority.issued) == 1
    with people(asking.server.site.file.front.https) as met:
        assert asking.renew("--force-renewal").startswith("Another certificate is used from now on")
        until(lambda: len(set(met.certificates)) == 2, 10)
    assert (len(asking.authority.issued), met.failures) == (2, [])
    assert met.kept > 10


def test_an_authority_that_refuses_is_quoted_and_the_old_one_stays(asking: Asking) -> None:
    asking.server.front.start()
    before = live_file(asking.server.site).read_bytes()
    asking.authority.refuses = True
    with pytest.raises(
        Problem,
        match=r"no certificate came by ACME: [a-z.]+example\.com gave another answer; see .*/acme/logs\. ",
    ):
        asking.renew()
    assert live_file(asking.server.site).read_bytes() == before
