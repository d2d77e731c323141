"""The server answers with what is seen now, whatever else is gone."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from totalaudio_ops.apps import Deployable
from totalaudio_ops.problems import Problem
from totalaudio_ops.status.files import Look, write_files
from totalaudio_ops.status.model import Sight
from totalaudio_ops.status.server import MOST_AT_ONCE
from totalaudio_ops.status.serving import StatusPage, serve
from totalaudio_ops.status.tests.pages import NOW, incident, page
from totalaudio_ops.status.tests.test_files import LOOK, URL

SIGHTS: dict[Deployable, Sight] = {}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_files(tmp_path, page(incidents=(incident(level="P3"),)), NOW, url=URL, look=Look({}))
    return tmp_path


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    SIGHTS.clear()
    clock = NOW + timedelta(minutes=2)
    served = StatusPage(folder, URL, LOOK, lambda: SIGHTS, lambda: clock, keep=0)
    with serve(served, "127.0.0.1", 0) as at:
        yield at


def ask(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
    finally:
        connection.close()


def test_the_page_its_feed_and_its_document_are_served(port: int) -> None:
    status, headers, text = ask(port, "/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "<h1>" in text
    assert "Boards do not open" in text
    assert ask(port, "/?from=mail")[2] == text == ask(port, "/index.html")[2]
    assert ask(port, "/feed.xml")[1]["Content-Type"] == "application/rss+xml; charset=utf-8"
    status, headers, text = ask(port, "/status.json")
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(text)["version"] == 1
    assert ask(port, "/health")[2] == '{"status": "ok"}'


def test_the_look_is_served_and_may_be_kept(port: int) -> None:
    for name, file in LOOK.files.items():
        status, headers, _ = ask(port, f"/{name}")
        assert (status, headers["Content-Length"]) == (200, str(file.stat().st_size))
        assert headers["Cache-Control"] == "public, max-age=3600"
    assert ask(port, "/css/tokens.css")[1]["Content-Type"] == "text/css"
    assert ask(port, "/mark.svg")[1]["Content-Type"] == "image/svg+xml"


@pytest.mark.parametrize(
    "path",
    ["/../files.py", "/secrets.json", "/css/", "//etc/passwd", "/%2e%2e/x", "/status.json/x"],
)
def test_nothing_else_is_served(path: str, port: int) -> None:
    assert ask(port, path)[0] == 404


def test_no_script_and_no_other_place_is_let_in(port: int) -> None:
    headers = ask(port, "/")[1]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Server"].strip() == "TotalAudioStatus"


def test_a_head_has_the_same_headers_and_no_body(port: int) -> None:
    got, head = ask(port, "/"), ask(port, "/", "HEAD")
    assert head[0] == 200
    assert head[1]["Content-Length"] == got[1]["Content-Length"]
    assert head[2] == ""
    assert ask(port, "/", "POST")[0] == 501


def test_what_dies_is_shown_at_once(port: int) -> None:
    assert "Everything works." in ask(port, "/")[2]
    SIGHTS[Deployable.TRACKER] = Sight(False, NOW)
    assert "<h1><svg" in ask(port, "/")[2]
    assert "Tracker is down." in ask(port, "/")[2]
    states = {one["app"]: one["state"] for one in json.loads(ask(port, "/status.json")[2])["apps"]}
    assert states["tracker"] == "down"


@pytest.mark.parametrize("content", [None, b"half of"])
def test_without_a_page_that_can_be_read_it_shows_what_it_sees(
    content: bytes | None, folder: Path, port: int
) -> None:
    (folder / "status.json").unlink()
    if content:
        (folder / "status.json").write_bytes(content)
    SIGHTS.update({app: Sight(app is not Deployable.TRACKER, NOW) for app in Deployable})
    status, _, text = ask(port, "/")
    assert status == 200
    assert "Tracker is down." in text
    assert "No figures were read yet." in text


def test_many_read_it_at_once_beside_one_who_says_nothing(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)), ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: ask(port, "/")[0], range(100)))
    assert answers == [200] * 100


def test_many_who_never_finish_their_request_keep_nobody_from_the_page(port: int) -> None:
    with ExitStack() as stack:
        for _ in range(3 * MOST_AT_ONCE):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            slow.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
        for _ in range(5):
            assert ask(port, "/")[0] == 200
        assert threading.active_count() < 2 * MOST_AT_ONCE


def test_the_page_is_made_once_a_second_however_many_ask(folder: Path) -> None:
    asked: list[int] = []

    def sights() -> dict[Deployable, Sight]:
        asked.append(1)
        return {}

    with serve(StatusPage(folder, URL, LOOK, sights, keep=60), "127.0.0.1", 0) as at:
        assert ask(at, "/")[2] == ask(at, "/")[2]
        assert ask(at, "/status.json")[0] == 200
    assert len(asked) == 2


def test_a_port_that_is_taken_is_said_in_a_line(port: int, folder: Path) -> None:
    with (
        pytest.raises(Problem, match=f"cannot listen on 127.0.0.1, port {port}: .*STATUS_PORT"),
        serve(StatusPage(folder, URL, LOOK), "127.0.0.1", port),
    ):
        pass
