"""The release before goes on working on a database that this release has migrated."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.platform.launch import free_port, until
from tests.releases.browser import Browser
from tests.releases.previous import ROOT, Release, built, previous_commit
from tests.support import provision
from tests.support.database import Urls, make_urls
from totalaudio_ops.schema import migrate as migrate_operations

pytestmark = pytest.mark.timeout(300)  # two sets of migrations and a demo, on a busy machine

DEMO = {"login": "demo@example.com", "password": "unsigned-advantage"}
PAGES = (
    "/",
    "/intel/",
    "/intel/contacts/",
    "/intel/imports/",
    "/intel/runs/",
    "/intel/lists/",
    "/tracker/",
    "/tracker/campaigns/",
    "/tracker/today/",
    "/tracker/numbers/",
    "/pitch/",
    "/pitch/templates/",
    "/pitch/mailboxes/",
    "/pitch/sends/",
    "/pitch/replies/",
    "/people/",
)
PASTED = "name,email\nMade Up,made.up@radio.example\nMade Down,made.down@blog.example\n"


@pytest.fixture(scope="module")
def previous() -> Release:
    return built(previous_commit())


@pytest.fixture(scope="module")
def upgraded(server: str, previous: Release) -> Iterator[Urls]:
    """A database that the release before made and filled, and this one migrated."""
    name = provision.unique("previous")
    urls = make_urls(provision.create(server, name))
    try:
        previous.run("django", "migrate", "--no-input", "--skip-checks", DATABASE_URL=urls.owner)
        both = {"DATABASE_URL": urls.app, "DATABASE_SYSTEM_URL": urls.system}
        previous.run("totalaudio", "demo", **both)
        this = Release(ROOT, previous.python)
        this.run("django", "migrate", "--no-input", "--skip-checks", DATABASE_URL=urls.owner)
        migrate_operations(urls.owner)
        yield urls
    finally:
        provision.drop(server, name)


@contextmanager
def running(release: Release, log: Path, *words: str, **settings: str) -> Iterator[None]:
    """One of its processes, until the block ends."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            release.command(*words),
            env=release.environment(**settings),
            cwd=release.root,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            yield
            assert process.poll() is None, log.read_text()[-3000:]
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="module")
def site(
    upgraded: Urls, previous: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The release before, serving people and working in the background."""
    logs, port = tmp_path_factory.mktemp("previous"), free_port()
    base = f"http://127.0.0.1:{port}"
    settings = {"DATABASE_URL": upgraded.app, "DATA_DIR": str(logs)}
    granian = ("granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4")
    address = ("--host", "127.0.0.1", "--port", str(port), "--no-ws")
    wsgi = "totalaudio.project.wsgi:application"
    web = settings | {"HOST": "127.0.0.1", "PORT": str(port), "DEMO": "1"}
    work = settings | {"DATABASE_SYSTEM_URL": upgraded.system, "APP": "worker"}
    with (
        running(previous, logs / "web.log", *granian, *address, wsgi, **web),
        running(previous, logs / "worker.log", "totalaudio", "worker", **work),
    ):
        until(lambda: answers(base), 60)
        yield base


def answers(base: str) -> bool:
    try:
        return httpx.get(f"{base}/health/ready", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


@pytest.fixture(scope="module")
def person(site: str) -> Iterator[Browser]:
    """The demo's person, signed in."""
    with httpx.Client(base_url=site, follow_redirects=True, timeout=30) as client:
        browser = Browser(client)
        browser.go("/accounts/login/")
        assert browser.send(**DEMO).status_code == 200
        assert "/accounts/login" not in browser.at
        yield browser


def test_it_is_well(site: str) -> None:
    ready = httpx.get(f"{site}/health/ready")
    assert (ready.status_code, ready.json()) == (200, {"status": "ok"})
    until(lambda: httpx.get(f"{site}/health").json()["worker"]["status"] == "ok", 60)


def test_every_main_page_opens(person: Browser) -> None:
    assert {path: person.go(path).status_code for path in PAGES} == dict.fromkeys(PAGES, 200)


def test_a_list_comes_in_and_the_worker_reads_it(person: Browser, upgraded: Urls) -> None:
    person.go("/intel/imports/new")
    assert "/mapping" in str(person.send(text=PASTED).url)
    person.send(**{"column-0": "name"})
    imported = person.at.rstrip("/").rpartition("/")[2]
    with psycopg.connect(upgraded.admin, autocommit=True) as admin:
        asked = "SELECT state FROM totalaudio.intel_import WHERE id = %s"
        until(lambda: admin.execute(asked, [imported]).fetchone() == ("done",), 60)
    assert "made.up@radio.example" in person.go("/intel/contacts/?q=made.up").text


def test_a_campaign_and_a_template_are_written(person: Browser) -> None:
    person.go("/tracker/campaigns/new")
    person.send(artist="The Made Ups", title="Nothing Real")
    assert "Nothing Real" in person.go("/tracker/campaigns/").text
    person.go("/pitch/templates/new")
    person.send(name="From the release before")
    assert "From the release before" in person.go("/pitch/templates/").text
