"""`audit` finds a planted secret, a known hole and a weak workflow; and says what it cannot know."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support import node
from totalaudio.project.cli.audit import holes_step, secrets_step, workflows_step
from totalaudio.project.cli.check import run

LOCK = f"example-package==1.0 \\\n    --hash=sha256:{'0' * 64}\n"
HOLE = {"id": "EXAMPLE-2026-1", "aliases": [], "summary": "A hole.", "details": "A hole."}
RANGE = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}
AFFECTED = {"package": {"ecosystem": "PyPI", "name": "example-package"}, "ranges": [RANGE]}
# Put together here, so that no scanner takes this file for what it looks for.
PLANTED = "://".join(("https", f"bob:{'hunter' * 3}2@internal.example.net/"))


@contextmanager
def database(holes: list[dict[str, object]]) -> Iterator[str]:
    """A database of holes, as https://google.github.io/osv.dev/post-v1-query/ describes it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            said = json.dumps({"vulns": holes} if holes else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "runtime.txt"
    file.write_text(LOCK)
    return file


def test_a_package_with_a_known_hole_is_named(lock: Path) -> None:
    with database([HOLE | {"affected": [AFFECTED]}]) as osv:
        found = run(holes_step(lock, osv))
    assert not found.is_ok
    assert "example-package" in found.said
    assert "EXAMPLE-2026-1" in found.said


def test_packages_without_a_known_hole_are_well(lock: Path) -> None:
    with database([]) as osv:
        found = run(holes_step(lock, osv))
    assert found.is_ok, found.said


def test_a_database_that_does_not_answer_is_no_good_news(lock: Path) -> None:
    assert not run(holes_step(lock, "http://127.0.0.1:1/v1/query")).is_ok


@pytest.mark.skipif(not node.is_here(), reason="the programs of tests/node are not installed")
def test_a_secret_in_the_source_is_found_and_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "well.py").write_text('URL = "https://example.com/"\n')
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "add", "--all"], check=True)
    assert run(secrets_step(tmp_path)).is_ok
    (tmp_path / "settings.py").write_text(f'URL = "{PLANTED}"\n')
    subprocess.run(["git", "-C", tmp_path, "add", "--all"], check=True)
    found = run(secrets_step(tmp_path))
    assert not found.is_ok
    assert "settings.py" in found.said
    assert "hunter" not in found.said


def test_the_workflows_have_no_weak_place() -> None:
    assert run(workflows_step()).is_ok
