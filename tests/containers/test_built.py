"""The image, built by buildah from a base of Debian's own packages, and run: left out where buildah is not there.

No registry is asked. The base is made by debootstrap under the name that the Dockerfile says.
"""

import os
import secrets
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import psycopg
import pytest

from tests.platform.launch import free_port
from totalaudio.project.environment.reading import given_by
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.held_folders import held_folder
from totalaudio_ops.postgres import find_binaries, prepare_cluster
from totalaudio_ops.postgres.roles import ensure, ensure_database
from totalaudio_ops.postgres.throwaway import PLACE, PREFIX, run_server
from totalaudio_ops.postgres.urls import replaced

BASE: Final = "docker.io/library/debian:trixie-slim"
IMAGE: Final = "localhost/totalaudio:of-the-tests"
MIRROR: Final = "http://deb.debian.org/debian"
CERTIFICATES: Final = "/etc/ssl/certs:/etc/ssl/certs:ro"
USER: Final = 10001
LONG: Final = "Zy8-kd0_Qm3.xPw7-Lr2_Vb5.Tn9-Hc4_"
CAN_BUILD: Final = (
    all(shutil.which(name) for name in ("buildah", "debootstrap")) and os.geteuid() == 0
)

pytestmark = [
    pytest.mark.proof,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not CAN_BUILD, reason="needs root, buildah and debootstrap"),
]


def buildah(*words: str | Path) -> str:
    done = subprocess.run(
        ["buildah", *map(str, words)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout.strip()


@pytest.fixture(scope="module")
def image(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[str]:
    if not request.config.getoption("--proofs"):
        pytest.skip("the image is built with --proofs")
    if BASE not in buildah("images", "--format", "{{.Name}}:{{.Tag}}").splitlines():
        make_base(tmp_path_factory.mktemp("base") / "root")
    options = ("--layers", "--isolation", "chroot", "--network", "host", "--pull-never")
    buildah("bud", *options, "-v", CERTIFICATES, "-t", IMAGE, ".")
    yield IMAGE
    buildah("rmi", IMAGE)


def make_base(root: Path) -> None:
    subprocess.run(["debootstrap", "--variant=minbase", "trixie", root, MIRROR], check=True)
    container = buildah("from", "scratch")
    buildah("add", "--quiet", container, root, "/")
    buildah("commit", "--quiet", "--rm", container, BASE)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Settings of all apps, with a database that has nothing in it yet."""
    file = tmp_path_factory.mktemp("settings") / "settings.env"
    with listening_server() as administrator:
        urls = ensure(ensure_database(administrator, "totalaudio"), LONG)
        file.write_text(
            f"SECRET_KEY={LONG}\nTOKEN_KEYS=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n"
            f"DATABASE_URL={urls.app}\nDATABASE_SYSTEM_URL={urls.system}\nDATABASE_OWNER_URL={urls.owner}\n"
            "PUBLIC_URL=https://promotion.example.com\nEMAIL_URL=smtps://u:p@mail.example.com:465\n"
        )
        file.chmod(0o644)
        yield file


@contextmanager
def listening_server() -> Iterator[str]:
    """A server that other users of this machine reach, by its administrator's address."""
    port = free_port()
    with held_folder(PREFIX, PLACE) as folder:
        folder.chmod(0o711)
        made = prepare_cluster(
            find_binaries(),
            folder / "data",
            folder / "s",
            secrets.token_urlsafe(16),
            is_throwaway=True,
        )
        with (made.data / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 127.0.0.1/32 scram-sha-256\n")
        listen = ("-c", "listen_addresses=127.0.0.1", "-c", f"port={port}")
        with made.spec() as spec, run_server(replace(spec, argv=(*spec.argv, *listen))):
            yield replaced(made.url(), host="127.0.0.1", port=str(port))


@contextmanager
def container(image: str) -> Iterator[str]:
    name = buildah("from", "--pull-never", image)
    try:
        yield name
    finally:
        buildah("rm", name)


def running(
    name: str, settings: Path, app: str, port: int, mark: str, *words: str
) -> subprocess.Popen[bytes]:
    """A process of the image, as the user of the image; the machine's network stands for the container's."""
    # A file of its own for each: a shell reads on in its script while it runs it.
    script = (
        f"own=$(mktemp); sed 's/8000/{port}/g' /app/containers/start.sh >$own; exec sh $own \"$@\""
    )
    options = ("--isolation", "chroot", "--user", "10001", "-e", f"APP={app}", "-e", f"MARK={mark}")
    mounted = ("-v", f"{settings}:/run/secrets/settings:ro")
    return subprocess.Popen(
        ["buildah", "run", *options, *mounted, name, "--", "sh", "-c", script, "start", *words],
        start_new_session=True,
    )


def end(mark: str) -> int:
    """Ends what runs in containers as an orchestrator would, which buildah does not hand on; returns how many."""
    found = marked(mark)
    for pid in found:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    give_up_at = time.monotonic() + 30
    while left := marked(mark):
        assert time.monotonic() < give_up_at, f"still there: {left}"
        time.sleep(0.1)
    return len(found)


def marked(mark: str) -> list[int]:
    """The processes of the image's user that were given this mark."""
    return [
        int(place.name)
        for place in Path("/proc").iterdir()
        if place.name.isdecimal() and mark.encode() in environment_of(place)
    ]


def environment_of(place: Path) -> bytes:
    try:
        return (place / "environ").read_bytes() if place.stat().st_uid == USER else b""
    except OSError:
        return b""


def answer_of(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2) as answer:
            return int(answer.status)
    except OSError:
        return 0


def test_the_image_migrates_serves_and_works(image: str, settings: Path) -> None:
    port, mark = free_port(), secrets.token_hex(16)
    with container(image) as name:
        assert running(name, settings, "worker", port, mark, "migrate").wait(300) == 0
        web = running(name, settings, "tracker", port, mark)
        worker = running(name, settings, "worker", port, mark)
        try:
            give_up_at = time.monotonic() + 60
            while answer_of(port) != 200:
                assert time.monotonic() < give_up_at, "the web app does not answer"
                time.sleep(0.2)
            assert running(name, settings, "tracker", port, mark, "health").wait(30) == 0
            while running(name, settings, "worker", port, mark, "health").wait(30) != 0:
                assert worker.poll() is None, "the worker ended"
                assert time.monotonic() < give_up_at, "the worker gives no sign of life"
                time.sleep(0.5)
        finally:
            ended = end(mark)
            for process in (web, worker):
                process.wait(60)
    assert ended >= 2
    with psycopg.connect(given_by(settings)[0]["database_system_url"]) as system:
        found = system.execute("SELECT name FROM totalaudio.web_heartbeat").fetchall()
    assert found == [("worker",)]


def test_nothing_secret_and_no_test_is_in_the_image(image: str) -> None:
    with container(image) as name:
        find = "find /app -name tests -o -name '*.env' -o -name 'test_*.py' -o -name .git"
        options = ("--isolation", "chroot", "--user", "10001")
        # One call for both, so that silence proves nothing; a busy machine was once silent, and is asked again.
        asked = ("run", *options, name, "--", "sh", "-c", f"{find}; id -un")
        assert (buildah(*asked) or buildah(*asked)) == "totalaudio"
