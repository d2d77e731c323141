"""The front's configuration is one that HAProxy takes, for every kind of site."""

import itertools
import subprocess
from pathlib import Path

import pytest
from tests.support import proxy

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deployables import read_deployables
from totalaudio_ops.deploys.server.certificates import make_self_signed
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.haproxy import config, unavailable
from totalaudio_ops.deploys.server.programs import haproxy
from totalaudio_ops.deploys.server.routes import routes
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.written import Acme, Front, SiteFile, Written
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.processes import Identity

DEPLOYABLES = read_deployables(Path(__file__).resolve().parents[5])
SHARED = Written("example.com", host="app.example.com", status="status.example.com")
APART = Written("example.org", hosts={Deployable.TRACKER: "t.example.org"})
FRONTS = {
    "self-signed": Front("self-signed", 18080, 18443),
    "acme": Front("acme", 18080, 18443, ("127.0.0.1", "::1")),
    "elsewhere": Front("elsewhere", 18080, 18443),
}


def text(path: Path, file: SiteFile, active: Colour | None = Colour.GREEN) -> str:
    site = Site(path, file)
    places = {(Environment.PRODUCTION, Deployable.TRACKER): active}
    return config(site, routes(site, DEPLOYABLES), places, None)


@pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED)
@pytest.mark.parametrize("front", FRONTS)
@pytest.mark.parametrize(("production", "preview"), [(SHARED, APART), (APART, None)])
def test_haproxy_takes_it_without_a_warning(
    tmp_path: Path, front: str, production: Written, preview: Written | None
) -> None:
    make_self_signed(tmp_path / "haproxy" / "certificates" / "site.pem", ("example.com",))
    (tmp_path / "haproxy" / "unavailable.http").write_text(unavailable())
    acme = Acme("ops@example.com") if front == "acme" else None
    file = SiteFile(production, preview, FRONTS[front], acme, ports=19100)
    (tmp_path / "haproxy.cfg").write_text(text(tmp_path, file))
    command = [haproxy(), "-c", "-f", str(tmp_path / "haproxy.cfg")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_exactly_the_active_place_has_weight(tmp_path: Path) -> None:
    file = SiteFile(SHARED)
    for active, blue, green in (
        (Colour.GREEN, "weight 0 disabled", "weight 100"),
        (Colour.BLUE, "weight 100", "weight 0 disabled"),
        (None, "weight 0 disabled", "weight 0 disabled"),
    ):
        lines = text(tmp_path, file, active).splitlines()
        start = lines.index("backend production-tracker")
        servers = [line.split(maxsplit=3)[1:] for line in lines[start:] if " server " in line][:2]
        assert servers == [["blue", "127.0.0.1:9112", blue], ["green", "127.0.0.1:9113", green]]


def test_no_two_things_of_a_site_listen_at_the_same_port() -> None:
    ports = list(Site(Path("/s"), SiteFile(SHARED, APART)).ports())
    assert len(ports) == len(set(ports)) == 18
    assert max(ports) < 9100 + 30


def test_it_becomes_its_user_and_leaves_the_socket_to_whoever_started_it(tmp_path: Path) -> None:
    site = Site(tmp_path, SiteFile(SHARED))
    found = routes(site, DEPLOYABLES)
    texts = [config(site, found, {}, identity) for identity in (Identity(105, 108), None)]
    assert ["    uid 105\n    gid 108\n" in one for one in texts] == [True, False]
    assert [f"stats socket {site.socket} mode 600 level admin" in one for one in texts] == [
        True
    ] * 2


def test_routes_come_in_the_order_in_which_they_must_be_asked(tmp_path: Path) -> None:
    found = routes(Site(tmp_path, SiteFile(SHARED, APART)), DEPLOYABLES)
    shown = [(one.host, one.app.value, bool(one.paths)) for one in found]
    assert shown == [
        ("status.example.com", "worker", False),
        ("app.example.com", "tracker", True),
        ("app.example.com", "pitch-generator", True),
        ("app.example.com", "audio-intel", False),
        ("audio-intel.example.org", "audio-intel", False),
        ("t.example.org", "tracker", False),
        ("pitch-generator.example.org", "pitch-generator", False),
    ]
    assert [list(group) for _, group in itertools.groupby(found, lambda one: one.environment)]
