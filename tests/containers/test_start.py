"""What a container runs, by its APP and by what it is told."""

import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from totalaudio.project.platform.places import ROOT

START = ROOT / "containers" / "start.sh"
SHARED = "--settings /settings --otherwise DATA_DIR=/data"
LISTENS = "--tell HOST=0.0.0.0 --tell PORT=8000"


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """Says what it was asked, in place of doing it."""
    file = tmp_path / "python"
    file.write_text('#!/bin/sh\necho "$APP $*"\n')
    file.chmod(0o755)
    return file


def said(python: Path, app: str, *words: str) -> str:
    environment = {
        "PATH": os.environ["PATH"],
        "APP": app,
        "DATA_DIR": "/data",
        "SETTINGS_FILE": "/settings",
        "PYTHON": str(python),
    }
    done = subprocess.run(
        ["sh", START, *words], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize("app", ["audio-intel", "tracker", "pitch-generator"])
def test_a_web_app_listens_for_others(python: Path, app: str) -> None:
    assert said(python, app) == f"{app} -P -m totalaudio serve web --app {app} {SHARED} {LISTENS}"


def test_the_worker_leaves_a_sign_of_life(python: Path) -> None:
    wanted = f"worker -P -m totalaudio serve worker --app worker {SHARED} --life /tmp/life"
    assert said(python, "worker") == wanted


def test_all_is_the_whole_platform_with_its_own_database(python: Path) -> None:
    wanted = "all -P -m totalaudio up --data /data --host 0.0.0.0 --port 8000"
    assert said(python, "all") == wanted


def test_it_watches_migrates_and_checks_when_it_is_told_to(python: Path) -> None:
    begin = "worker -P -m totalaudio serve"
    watched = f"{begin} watch --app worker {SHARED} --tell STATUS_PORT=8100 {LISTENS}"
    assert said(python, "worker", "watch") == watched
    assert said(python, "worker", "migrate") == f"{begin} migrate --app worker {SHARED}"
    assert said(python, "worker", "check") == f"{begin} check --app worker {SHARED}"


def test_any_other_words_are_a_command_with_the_settings_of_all(python: Path) -> None:
    assert said(python, "worker", "operator", "create", "olive@example.com") == (
        f"all -P -m dotenv -f /settings run -- {python} -P -m totalaudio operator create olive@example.com"
    )


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/ready" else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is told of it."""


@pytest.fixture
def port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.mark.parametrize(("path", "status"), [("/ready", 0), ("/not-ready", 1)])
def test_a_web_app_is_healthy_when_it_says_so(
    port: int, tmp_path: Path, path: str, status: int
) -> None:
    script = tmp_path / "start.sh"
    text = START.read_text(encoding="utf-8")
    script.write_text(text.replace("8000/health/ready", f"{port}{path}"))
    environment = os.environ | {"APP": "tracker", "PYTHON": "python3"}
    done = subprocess.run(
        ["sh", script, "health"], env=environment, capture_output=True, check=False
    )
    assert done.returncode == status


def test_a_worker_is_healthy_while_its_last_sign_of_life_is_young(tmp_path: Path) -> None:
    script, life = tmp_path / "start.sh", tmp_path / "life"
    script.write_text(START.read_text(encoding="utf-8").replace("/tmp/life", str(life)))

    def status() -> int:
        environment = os.environ | {"APP": "worker"}
        return subprocess.run(["sh", script, "health"], env=environment, check=False).returncode

    assert status() == 1
    life.touch()
    assert status() == 0
    os.utime(life, (1, 1))
    assert status() == 1
