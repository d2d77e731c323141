"""The status page lives on when web, worker or database die, and says what died."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.platform.launch import Launched, environment, free_port, launch, totalaudio, until, urls
from totalaudio.project.status_page import LOOK
from totalaudio_ops.status.files import write_files
from totalaudio_ops.status.tests.pages import NOW, page


def ask(port: int, path: str = "/") -> str:
    """What the page says; '' when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()


def states(port: int) -> dict[str, str]:
    told = ask(port, "/status.json")
    return {one["app"]: one["state"] for one in json.loads(told)["apps"]} if told else {}


@pytest.fixture(scope="module")
def port(platform: Launched) -> int:
    """Where the status page of the platform is served."""
    log = platform.data / "logs" / "watch.log"
    until(lambda: log.exists() and "is served at" in log.read_text())
    line = next(line for line in log.read_text().splitlines() if "is served at" in line)
    return int(line.rsplit(":", 1)[1])


@contextmanager
def held(platform: Launched, name: str) -> Iterator[None]:
    """A child that neither answers nor dies, so that nobody starts it again."""
    group = platform.child(name)
    os.killpg(group, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(group, signal.SIGCONT)


def test_all_apps_work_and_the_page_is_written_by_the_worker(platform: Launched, port: int) -> None:
    until(lambda: set(states(port).values()) == {"operational"}, 90)
    assert "<h1>" in ask(port)
    assert "Everything works." in ask(port)
    until(lambda: (platform.data / "status" / "index.html").exists(), 90)
    assert port == platform.port + 100 or port > 1023


def test_probes_are_counted(platform: Launched, port: int) -> None:
    def counted() -> set[object]:
        query = "SELECT app FROM ops.request_minutes WHERE route_class = 'probe' AND total > 0"
        with psycopg.connect(urls(platform)["system"]) as system:
            return {row[0] for row in system.execute(query)}

    until(lambda: counted() == {"audio-intel", "tracker", "pitch-generator", "worker"}, 60)


def test_a_web_process_that_hangs_is_down_within_thirty_seconds(
    platform: Launched, port: int
) -> None:
    until(lambda: set(states(port).values()) == {"operational"}, 60)
    with held(platform, "web"):
        began_at = time.monotonic()
        apps = ("audio-intel", "tracker", "pitch-generator")
        until(lambda: all(states(port).get(app) == "down" for app in apps), 30)
        assert time.monotonic() - began_at < 30
        assert "Audio Intel, Tracker and Pitch Generator are down." in ask(port)
    until(lambda: set(states(port).values()) == {"operational"}, 60)


def test_without_the_database_the_page_is_served(platform: Launched, port: int) -> None:
    before = platform.child("postgres")
    os.kill(before, signal.SIGKILL)
    for _ in range(20):
        assert "<h1>" in ask(port)
        time.sleep(0.05)
    until(lambda: platform.child("postgres") != before and platform.get("/health/ready") == 200, 90)
    until(lambda: set(states(port).values()) == {"operational"}, 90)


def test_a_page_server_that_is_killed_comes_back_at_the_same_port(
    platform: Launched, port: int
) -> None:
    os.kill(platform.child("watch"), signal.SIGKILL)
    until(lambda: ask(port) == "", 10)
    until(lambda: "<h1>" in ask(port))


def test_the_watcher_holds_the_address_of_the_system_alone(platform: Launched) -> None:
    until(lambda: Path(f"/proc/{platform.child('watch')}/environ").exists())
    told = Path(f"/proc/{platform.child('watch')}/environ").read_bytes().split(b"\0")
    names = {line.partition(b"=")[0] for line in told if line.startswith(b"DATABASE_")}
    assert names == {b"DATABASE_SYSTEM_URL"}


def test_the_command_shows_it_and_says_by_its_status_whether_something_is_down(
    platform: Launched,
) -> None:
    done = totalaudio("status", "show", "--data", str(platform.data))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Audio Intel" in done.stdout
    told = json.loads(totalaudio("status", "show", "--json", "--data", str(platform.data)).stdout)
    assert [one["app"] for one in told["apps"]] == [
        "audio-intel",
        "tracker",
        "pitch-generator",
        "worker",
    ]


def test_maintenance_by_command_is_on_the_page_and_called_off(
    platform: Launched, port: int
) -> None:
    data = ("--data", str(platform.data))
    made = totalaudio("maintenance", "announce", "--app", "tracker", "--from", "now", "--for", "30m",
                      "--reason", "A larger machine.", "--json", *data)  # fmt: skip
    assert made.returncode == 0, made.stderr
    found = json.loads(made.stdout)
    assert (found["app"], found["state"]) == ("tracker", "now")
    assert totalaudio("status", "write", *data).returncode == 0
    assert "Maintenance of Tracker" in ask(port)
    assert states(port)["tracker"] == "maintenance"
    ended = totalaudio("maintenance", "cancel", found["id"], *data)
    assert ended.stdout.endswith("ended now.\n")
    again = totalaudio("maintenance", "cancel", found["id"], *data)
    assert (again.returncode, again.stdout) == (2, "")
    assert "is over, so it cannot be cancelled" in again.stderr
    listed = json.loads(totalaudio("maintenance", "list", "--json", *data).stdout)
    assert [one["state"] for one in listed] == ["over"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "soon", "--for", "1h"), "'soon' is no moment"),
        (("--from", "now", "--for", "long"), "'long' is no length of time"),
        (("--from", "2020-01-01T00:00", "--for", "1h"), "is past, and hide an outage"),
        (("--from", "now", "--for", "25h"), "longer than 24 hours"),
    ],
)
def test_maintenance_that_cannot_be_is_one_line_and_2(
    words: tuple[str, ...], said: str, platform: Launched
) -> None:
    done = totalaudio(
        "maintenance", "announce", "--reason", "x", *words, "--data", str(platform.data)
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_port_for_the_page_that_is_taken_is_refused(folder: Path, platform: Launched) -> None:
    with (folder / "refused").open("w+") as said:
        other = launch(folder / "other", said, STATUS_PORT=str(platform.port))
        assert other.process.wait(30) == 2
        assert f"port {platform.port} on 127.0.0.1 is in use by another program" in other.text()


def test_when_everything_else_is_gone_the_last_page_is_served(folder: Path) -> None:
    data = folder / "left"
    write_files(data / "status", page(as_of=NOW), NOW, url="https://status.example.com", look=LOOK)
    done = totalaudio("status", "show", "--data", str(data))
    assert done.returncode == 0
    assert "This is what was written at 2026-11-23 03:04 UTC." in done.stderr
    assert "How it is now is not known." in done.stdout
    at = free_port()
    command = [sys.executable, "-P", "-m", "totalaudio", "status", "serve", "--port", str(at)]
    server = subprocess.Popen(
        [*command, "--data", str(data)], env=environment(), cwd="/", stderr=subprocess.PIPE
    )
    try:
        until(lambda: "<h1>" in ask(at), 30)
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(10) == 0
        assert server.stderr is not None
        server.stderr.close()
