"""The product itself on a site: each app and the worker, as a release starts them, behind a real front."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import proxy
from tests.support.database import Urls
from tests.support.sites import ROOT, Tried, free_ports
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server import checking, operating, releases
from totalaudio_ops.deploys.server.initial import Wanted, init
from totalaudio_ops.deploys.server.settings_file import fill
from totalaudio_ops.deploys.server.target import server
from totalaudio_ops.deploys.steps import Environment

pytestmark = pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED)


@pytest.fixture
def installed(fresh_database: Urls, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Tried, str]]:
    """A site with a migrated database, and the commit of this working tree; its environment is the one of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="site-"))
    first, http, https = free_ports()
    site = init(Wanted(folder / "s", "app.example.com", ports=first, http=http, https=https))
    addresses = {
        "DATABASE_URL": fresh_database.app,
        "DATABASE_SYSTEM_URL": fresh_database.system,
        "DATABASE_OWNER_URL": fresh_database.owner,
        "EMAIL_URL": "smtps://sender:of-the-tests@mail.example.com:465",
    }
    fill(site.settings(Environment.PRODUCTION), addresses)
    monkeypatch.setattr(
        releases,
        "install",
        lambda path, *_: (path / ".totalaudio").symlink_to(ROOT / ".totalaudio"),
    )
    made = server(site, ROOT)
    try:
        yield Tried(made, repository=None), committed(folder / "index")  # type: ignore[arg-type]  # commits come from here
    finally:
        for name in made.services.names():
            made.services.remove(name)
        shutil.rmtree(folder, ignore_errors=True)


def committed(index: Path) -> str:
    """A commit of the working tree that no branch knows."""
    said = {"GIT_INDEX_FILE": str(index)} | {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Test"), ("EMAIL", "test@example.com"))
    }

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", *words],
            cwd=ROOT,
            env=os.environ | said,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    git("read-tree", "HEAD")
    git("add", "-A", "--", "src", "db", "slos", "requirements", "totalaudio", "deployables.toml")
    return git("commit-tree", git("write-tree"), "-m", "The working tree")


@pytest.mark.timeout(300)  # a busy machine
def test_apps_and_worker_serve_behind_one_front(installed: tuple[Tried, str]) -> None:
    site, commit = installed
    for number, app in enumerate((Deployable.INTEL, Deployable.TRACKER, Deployable.WORKER)):
        site.deploy(site.order(commit, number, app=app))
    found = {path: site.get(path, "app.example.com") for path in (
        "/", "/accounts/login/", "/tracker/", "/health/tracker/ready", "/api/v1/campaigns", "/api/v1/contacts",
    )}  # fmt: skip
    statuses = {path: answer.status_code for path, answer in found.items()}
    assert statuses == {
        "/": 200, "/accounts/login/": 200, "/tracker/": 302, "/health/tracker/ready": 200,
        "/api/v1/campaigns": 401, "/api/v1/contacts": 401,
    }  # fmt: skip
    assert found["/tracker/"].headers["location"] == "/accounts/login/?next=/tracker/"
    assert "max-age=31536000" in found["/"].headers["strict-transport-security"]
    assert site.get("/", "status.app.example.com").status_code == 200
    standing = operating.standing(site.server)
    assert [(one.app, one.problem) for one in standing if one.release] == [
        (Deployable.INTEL, ""), (Deployable.TRACKER, ""), (Deployable.WORKER, ""),
    ]  # fmt: skip
    told = [one for one in checking.faults_of_machine(site.server) if "run as root" not in one]
    # Nobody filled in what the preview has.
    assert [one for one in told if "/preview/settings.env has nothing for" not in one] == []
    environ = process_environment(site, "production-tracker-blue")
    assert "DATABASE_OWNER_URL" not in environ
    assert "DATABASE_SYSTEM_URL" not in environ


def process_environment(site: Tried, name: str) -> dict[str, str]:
    """What the process of a service was really told."""
    from totalaudio_ops.deploys.server.services import held
    from totalaudio_ops.deploys.server.services.own import children_of

    runner = held.holder(site.site.services / f"{name}.pid")
    assert runner is not None
    (pid,) = children_of(runner)
    words = Path(f"/proc/{pid}/environ").read_text().split("\0")
    return dict(word.split("=", 1) for word in words if word)
