"""What takes longer than a switch is finished by the version that began it, and waited for within bounds."""

import socket
import threading
import time
from dataclasses import replace

import msgspec
import pytest
from tests.platform.launch import until
from tests.support.sites import Tried

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.steps import Environment

PRODUCTION, TRACKER = Environment.PRODUCTION, Deployable.TRACKER


class Reader(threading.Thread):
    """Reads an answer a few bytes at a time, as over a bad line."""

    def __init__(self, site: Tried, seconds: int) -> None:
        super().__init__()
        self.received, self.path = b"", f"/tracker/seconds/{seconds}"
        self.place = ("127.0.0.1", site.site.inside)

    def run(self) -> None:
        head = f"GET {self.path} HTTP/1.1\r\nHost: app.example.com\r\nConnection: close\r\n\r\n"
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect(self.place)
            line.sendall(head.encode())
            while part := line.recv(64):
                self.received += part
                time.sleep(0.02)

    def lines(self) -> list[bytes]:
        """What came of the body: the version, again and again, in whole chunks."""
        self.join()
        head, _, body = self.received.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        assert body.endswith(b"\r\n0\r\n\r\n"), "it was cut"
        return body.split()[1:-1:2]


def with_drain(site: Tried, seconds: int) -> Tried:
    production = msgspec.structs.replace(site.site.file.production, drain_seconds=seconds)
    file = msgspec.structs.replace(site.site.file, production=production)
    return replace(site, server=replace(site.server, site=Site(site.site.path, file)))


def kept_across(site: Tried, seconds: int) -> tuple[list[bytes], str | None]:
    """What somebody got who began to read before a switch, and what is said of keeping the new version."""
    site.deploy(site.order(site.repository.commit("one")))
    order = site.order(site.repository.commit("two"), 2)
    site.server.build(order)
    site.server.start(order)
    reader = Reader(site, seconds)
    reader.start()
    until(lambda: site.server.front.busy(PRODUCTION, TRACKER, Colour.BLUE) == 1, 5)
    site.server.switch(order)
    assert site.get("/tracker/").text == "two"
    said = site.server.keep(order)
    return reader.lines(), said


@pytest.mark.proof
@pytest.mark.timeout(180)
def test_a_long_download_over_a_slow_line_is_finished(site: Tried, proofs: bool) -> None:
    seconds = 30 if proofs else 2
    lines, said = kept_across(with_drain(site, 60), seconds)
    assert (set(lines), len(lines), said) == ({b"one"}, 10 * seconds, None)


def test_one_that_takes_longer_than_it_may_is_told_of(site: Tried) -> None:
    lines, said = kept_across(with_drain(site, 0), 2)
    assert said == (
        "What served before has ended. 1 request was still on the way after 0 s, which is how long drain_seconds in "
        "site.toml lets it wait, and had 30 s more to end."
    )
    assert (set(lines), len(lines)) == ({b"one"}, 20)  # it ended within those
