"""Pages come through the guard under its caps; every fault is a clear error in time."""

import gzip
import socket
import time
import zlib
from collections.abc import Sequence

import pytest

from totalaudio.core.lib.fetching import (
    TEXTS,
    Fetcher,
    FetchFailedError,
    FetchRefusedError,
    Limits,
    Page,
)
from totalaudio.core.lib.fetching.tests.servers import (
    LOOPBACK,
    Answer,
    Site,
    answer,
    redirect,
    serve,
)

QUICK = Limits(size=50_000, seconds=1.0, connect_seconds=0.5, read_seconds=0.4)


def fetch(site: Site, path: str = "/", *, limits: Limits = QUICK) -> Page:
    fetcher = Fetcher(resolve=site.resolve, allow=site.allow(), limits=limits)
    return fetcher.fetch(site.url(path))


def test_a_page_comes_with_its_address_type_and_text() -> None:
    with serve({"/": answer("<p>Café</p>")}) as site:
        page = fetch(site)
    assert (page.url, page.status, page.content_type, page.text) == (
        site.url(),
        200,
        "text/html",
        "<p>Café</p>",
    )


def test_we_say_who_we_are_and_whom_to_write_to() -> None:
    with serve({"/": answer("hello")}) as site:
        Fetcher(resolve=site.resolve, allow=site.allow(), contact="https://example.org/bot").fetch(
            site.url()
        )
    (head,) = site.heads
    lines = head.decode().split("\r\n")
    assert f"Host: station.example:{site.port}" in lines
    assert "User-Agent: TotalAudio/1 (+https://example.org/bot)" in lines
    assert "Accept-Encoding: gzip" in lines


def test_an_ordinary_fetcher_does_not_go_to_loopback() -> None:
    with serve({"/": answer("secret")}) as site:
        with pytest.raises(FetchRefusedError, match="port"):
            Fetcher().fetch(site.url("/", LOOPBACK))
        for host in (LOOPBACK, "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1"):
            with pytest.raises(FetchRefusedError, match="not on the public internet"):
                Fetcher().fetch(f"http://{host}/")
    assert site.requests == []


def test_a_name_that_leads_inside_is_refused() -> None:
    fetcher = Fetcher(resolve=lambda _: ["192.168.0.1"])
    with pytest.raises(
        FetchRefusedError, match=r"inside\.example: the address is not on the public"
    ):
        fetcher.fetch("http://inside.example/")


def test_the_address_that_was_checked_is_the_one_that_is_used() -> None:
    """A name that changes between the check and the connection gets no second look-up."""
    asked: list[str] = []

    def rebinding(host: str) -> Sequence[str]:
        asked.append(host)
        return ["203.0.113.1"] if len(asked) == 1 else [LOOPBACK]

    with pytest.raises(FetchRefusedError):
        Fetcher(resolve=rebinding, limits=QUICK).fetch("http://rebind.example/")
    assert asked == ["rebind.example"]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "https://10.1.2.3/",
        "http://localhost:22/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "javascript:alert(1)",
        "http://user:password@example.com/",
        "http://example.com:6379/",
        "http:///",
        "//[",
        "http://xn--/",
        "http://example.com/" + "x" * 3_000,
    ],
)
def test_a_redirect_is_checked_like_the_first_address(target: str) -> None:
    with serve({"/": redirect(target)}) as site, pytest.raises(FetchRefusedError):
        fetch(site)


def test_redirects_on_the_same_site_are_followed() -> None:
    pages: dict[str, Answer] = {
        "/": redirect("/a"),
        "/a": redirect("b?x=1"),
        "/b?x=1": answer("there"),
    }
    with serve(pages) as site:
        page = fetch(site)
    assert (page.url, page.text) == (site.url("/b?x=1"), "there")


def test_redirects_end() -> None:
    expected = pytest.raises(FetchRefusedError, match="more than 5 redirects")
    with serve({"/": redirect("/")}) as site, expected:
        fetch(site)
    assert len(site.requests) == 6


def hang(connection: socket.socket) -> None:
    connection.recv(1)


def drip_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(1_000):
        connection.sendall(f"X-{number}: y\r\n".encode())
        time.sleep(0.05)


def drip_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(1_000):
        connection.sendall(b"x")
        time.sleep(0.05)


@pytest.mark.parametrize("fault", [hang, drip_headers, drip_body])
def test_a_slow_site_fails_in_time(fault: Answer) -> None:
    with serve({"/": fault}) as site:
        began = time.monotonic()
        with pytest.raises(FetchFailedError, match=r"^station.example: no answer in time$"):
            fetch(site)
        assert time.monotonic() - began < 2.0


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(10_000):
        connection.sendall(b"x" * 10_000)


def cut_in_the_body(connection: socket.socket) -> None:
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\nhalf"
    )


def cut_in_the_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Ty")


def cut_at_once(connection: socket.socket) -> None:
    connection.close()


def no_http(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.9\r\n\r\n")


def broken_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent Type\x00: text/html\r\n\r\nbody")


def endless_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 500_000 + b"\r\n\r\n")


@pytest.mark.parametrize(
    "fault",
    [cut_in_the_body, cut_in_the_headers, cut_at_once, no_http, broken_headers, endless_headers],
)
def test_a_broken_answer_fails(fault: Answer) -> None:
    with (
        serve({"/": fault}) as site,
        pytest.raises(FetchFailedError, match="broke off or makes no"),
    ):
        fetch(site)


def test_a_page_over_the_cap_is_refused_before_it_is_read_whole() -> None:
    with (
        serve({"/": endless}) as site,
        pytest.raises(FetchRefusedError, match="larger than 50,000"),
    ):
        fetch(site)


def test_a_gzip_bomb_is_refused_at_the_cap() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < QUICK.size
    page = answer(bomb, headers=["Content-Encoding: gzip"])
    with serve({"/": page}) as site, pytest.raises(FetchRefusedError, match="larger than 50,000"):
        fetch(site)


def unpacked(head: bytes, more: bytes, times: int) -> Answer:
    """An answer that says it is gzip, and goes on long after what can be unpacked."""

    def send(connection: socket.socket) -> None:
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + head
        )
        for _ in range(times):
            connection.sendall(more)

    return send


def test_what_follows_the_end_of_a_compressed_page_is_neither_read_nor_kept() -> None:
    page = unpacked(gzip.compress(b"<p>hello</p>"), b"\0" * 100_000, 10_000)
    with serve({"/": page}) as site:
        began = time.monotonic()
        assert fetch(site, limits=Limits(seconds=5.0)).text == "<p>hello</p>"
        assert time.monotonic() - began < 2.0


def test_compressed_bytes_that_become_no_text_count_towards_the_cap() -> None:
    # A header of gzip may name a file, and the name may be as long as it likes.
    page = unpacked(b"\x1f\x8b\x08\x08" + b"\0" * 6, b"n" * 10_000, 10_000)
    with serve({"/": page}) as site, pytest.raises(FetchRefusedError, match="larger than 50,000"):
        fetch(site)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("gzip", gzip.compress(b"<p>hello</p>", mtime=0)),
        ("deflate", zlib.compress(b"<p>hello</p>")),
    ],
)
def test_a_compressed_page_is_read(name: str, body: bytes) -> None:
    with serve({"/": answer(body, headers=[f"Content-Encoding: {name}"])}) as site:
        assert fetch(site).text == "<p>hello</p>"


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "x\ty"])
def test_another_content_encoding_is_refused(encoding: str) -> None:
    page = answer(b"x", headers=[f"Content-Encoding: {encoding}"])
    with serve({"/": page}) as site, pytest.raises(FetchRefusedError, match="content encoding"):
        fetch(site)


@pytest.mark.parametrize(
    "body", [b"this is not gzip", gzip.compress(b"half of it" * 99, mtime=0)[:20]]
)
def test_a_damaged_compressed_page_fails(body: bytes) -> None:
    page = answer(body, headers=["Content-Encoding: gzip"])
    with serve({"/": page}) as site, pytest.raises(FetchFailedError, match="compressed page"):
        fetch(site)


@pytest.mark.parametrize("kind", ["application/pdf", "audio/mpeg", "image/png", ""])
def test_another_type_is_refused(kind: str) -> None:
    with serve({"/": answer("x", kind=kind)}) as site, pytest.raises(FetchRefusedError):
        fetch(site)


def test_the_caller_says_which_types_it_reads() -> None:
    with serve({"/robots.txt": answer("User-agent: *", kind="text/plain")}) as site:
        fetcher = Fetcher(resolve=site.resolve, allow=site.allow())
        assert fetcher.fetch(site.url("/robots.txt"), types=TEXTS).text == "User-agent: *"


@pytest.mark.parametrize("status", ["404 Not Found", "429 Too Many", "500 Oops", "503 Busy"])
def test_an_answer_that_is_no_page_comes_back_without_its_body(status: str) -> None:
    with serve({"/": answer("canned text", status=status)}) as site:
        page = fetch(site)
    assert (page.status, page.body, page.is_ok) == (int(status[:3]), b"", False)


def test_a_closed_port_fails() -> None:
    with serve({}) as site:
        pass
    with pytest.raises(FetchFailedError, match=r"^station.example: cannot connect$"):
        fetch(site)


def test_the_pace_is_kept_for_every_hop_and_waiting_is_not_held_against_the_site() -> None:
    hosts: list[str] = []

    def pace(host: str) -> float:
        hosts.append(host)
        time.sleep(0.7)
        return 0.7

    with serve({"/": redirect("/a"), "/a": answer("there")}) as site:
        fetcher = Fetcher(resolve=site.resolve, allow=site.allow(), limits=QUICK, pace=pace)
        assert fetcher.fetch(site.url()).text == "there"
    assert hosts == ["station.example", "station.example"]


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with serve({"/": answer("direct")}) as site:
        assert fetch(site).text == "direct"


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("Müller".encode("latin-1"), "text/html; charset=iso-8859-1", "Müller"),
        (b"<meta charset=windows-1252>caf\xe9", "text/html", "<meta charset=windows-1252>café"),
        ("Łódź".encode(), "text/html", "Łódź"),
        (b"caf\xe9", "text/html", "café"),
        (b"caf\xe9", "text/html; charset=no-such", "café"),
        (b"a-9", "text/html; charset=punycode", "a-9"),
        (b"\\u0041", "text/html; charset=unicode_escape", "\\u0041"),
    ],
)
def test_text_is_decoded_as_the_answer_or_the_page_says(body: bytes, kind: str, text: str) -> None:
    with serve({"/": answer(body, kind=kind)}) as site:
        assert fetch(site).text == text
