"""What the front does with requests, whoever answers them."""

import socket
import ssl
import time

import httpx
import pytest
from tests.support.sites import Tried


@pytest.fixture
def served(site: Tried) -> Tried:
    site.deploy(site.order(site.repository.commit("one")))
    return site


def ask(site: Tried, path: str, **headers: str) -> httpx.Response:
    url = f"https://127.0.0.1:{site.site.file.front.https}{path}"
    named = {name.replace("__", "-"): value for name, value in headers.items()}
    with httpx.Client(verify=False, trust_env=False) as client:
        return client.get(url, headers={"Host": "app.example.com"} | named)


def test_http_leads_to_https(served: Tried) -> None:
    url = f"http://127.0.0.1:{served.site.file.front.http}/tracker/?a=b%20c"
    found = httpx.get(url, headers={"Host": "app.example.com:81"}, trust_env=False)
    port = served.site.file.front.https
    expected = f"https://app.example.com:{port}/tracker/?a=b%20c"
    assert (found.status_code, found.headers["location"]) == (308, expected)


def test_a_name_that_is_not_ours_is_refused(served: Tried) -> None:
    assert ask(served, "/", Host="other.example.org").status_code == 421


def test_what_people_say_of_the_way_here_is_not_believed(served: Tried) -> None:
    sent = {
        "X__Forwarded__For": "192.0.2.1", "X__Forwarded__Proto": "http", "X__Forwarded__Host": "evil.example",
        "Forwarded": "for=192.0.2.1", "X_Forwarded_For": "192.0.2.1", "X__Request__ID": "abc",
    }  # fmt: skip
    url = "/tracker/headers"
    lines = {
        line.strip().lower() for line in ask(served, url, **sent).text.splitlines() if line.strip()
    }
    assert {"x-forwarded-proto: https", "x-forwarded-for: 127.0.0.1", "x-request-id: abc"} <= lines
    assert not [line for line in lines if "192.0.2.1" in line or "evil" in line or "_" in line]


def test_a_header_that_is_too_large_is_refused(served: Tried) -> None:
    assert ask(served, "/tracker/", X__Large="x" * 70_000).status_code == 400


def test_a_slow_sender_holds_no_thread_of_the_app(served: Tried) -> None:
    """The app first hears of a request when the front has all of it."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    head = "POST /tracker/ HTTP/1.1\r\nHost: app.example.com\r\nContent-Length: 3000\r\nConnection: close\r\n\r\n"
    place = ("127.0.0.1", served.site.file.front.https)
    with socket.create_connection(place, 10) as plain, context.wrap_socket(plain) as sending:
        sending.sendall(head.encode() + b"x" * 1000)
        time.sleep(0.3)
        sessions = [row.sessions for row in served.server.front.runtime.rows().values()]
        assert sessions.count(1) == 0
        sending.sendall(b"x" * 2000)
        received = b"".join(iter(lambda: sending.recv(4096), b""))
    assert received.endswith(b"3000")


def test_a_process_that_died_is_waited_for(served: Tried) -> None:
    """It is started again while people wait; nobody is told that anything was wrong."""
    import os
    import signal

    from totalaudio_ops.deploys.server.services import held
    from totalaudio_ops.deploys.server.services.own import children_of

    runner = held.holder(served.site.services / "production-tracker-blue.pid")
    assert runner is not None
    (process,) = children_of(runner)
    os.kill(process, signal.SIGKILL)
    found = served.get("/tracker/")
    assert (found.status_code, found.text) == (200, "one")
