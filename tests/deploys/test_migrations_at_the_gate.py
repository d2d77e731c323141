"""Commits with migrations, deployed to a real site by the command line: what would break what serves is refused."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from tests.deploys.deploying import Deployed
from tests.deploys.load import load
from tests.deploys.product import PRODUCT_CROWD, opening, product_site
from tests.support import proxy
from tests.support.database import Urls
from tests.support.sites import ROOT, Repository
from totalaudio.project.cli import deploy_gate, deploy_reach, deploying
from totalaudio.project.cli.app import run
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.checks.green import record
from totalaudio_ops.deploys.server import releases

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED),
    pytest.mark.timeout(900),
]

APP = ("audio-intel", "--env", "production")
TABLE = "totalaudio.tracker_feed"
# Longer than a migration waits for a lock before it lets the others through.
LONG_QUERY = 6.0
_MIGRATION = """\
from django.db import migrations

# A try of a test: something is taken away, or something is added.


class Migration(migrations.Migration):
    dependencies = [("tracker", "{after}")]
    operations = [migrations.RunSQL("{sql}")]
"""


@dataclass(frozen=True)
class Checkout:
    """A clone of this repository, in which somebody commits and deploys."""

    path: Path
    site: Deployed
    capsys: pytest.CaptureFixture[str]

    def commit(self, name: str, sql: str = "") -> str:
        """A commit with one migration more, whose checks have passed."""
        if sql:
            folder = self.path / "src" / "totalaudio" / "tracker" / "migrations"
            after = sorted(one.stem for one in folder.glob("0*.py"))[-1]
            (folder / f"{name}.py").write_text(_MIGRATION.format(after=after, sql=sql))
        self.git("add", "-A")
        self.git("commit", "--allow-empty", "-q", "-m", name)
        record(self.path, datetime.now(UTC))
        return self.git("rev-parse", "HEAD")

    def forget(self) -> None:
        """The last commit was no good."""
        self.git("reset", "-q", "--hard", "HEAD~1")

    def git(self, *words: str) -> str:
        command = ["git", "-c", "user.name=olive", "-c", "user.email=olive@example.com", *words]
        return subprocess.run(
            command, cwd=self.path, capture_output=True, text=True, check=True
        ).stdout.strip()

    def say(self, command: str, *words: str) -> tuple[int, str, str]:
        """Type a command; its exit status and what it wrote."""
        self.capsys.readouterr()
        status = run([command, *APP, *words, "--site", str(self.site.tried.site.path)])
        told = self.capsys.readouterr()
        return status, told.out, told.err


@pytest.fixture
def checkout(
    fresh_database: Urls,
    tmp_path: Path,
    proofs: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Checkout]:
    if not proofs:
        pytest.skip("only with --proofs")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--shared", str(ROOT), str(clone)], check=True)
    for module in (deploying, deploy_gate, deploy_reach):
        monkeypatch.setattr(module, "ROOT", clone)

    def link(path: Path, *_: object) -> None:
        (path / ".totalaudio").symlink_to(ROOT / ".totalaudio")

    monkeypatch.setattr(releases, "install", link)
    with product_site(fresh_database, Repository(clone)) as site:
        yield Checkout(clone, site, capsys)


@contextmanager
def long_query(urls: Urls) -> Iterator[None]:
    """For a while somebody reads the table, and whoever wants to change it must wait."""
    with psycopg.connect(urls.admin) as reader:
        reader.execute(f"LOCK TABLE {TABLE} IN ACCESS SHARE MODE".encode())
        timer = threading.Timer(LONG_QUERY, reader.rollback)
        timer.start()
        yield
        timer.join()


def columns(urls: Urls) -> set[str]:
    with psycopg.connect(urls.admin) as connection:
        return {
            str(row[0])
            for row in connection.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
                " AND NOT attisdropped",
                [TABLE],
            )
        }


def test_what_breaks_is_refused_what_expands_goes_through_and_an_older_commit_still_serves(
    checkout: Checkout, fresh_database: Urls
) -> None:
    first = checkout.commit("first")
    status, out, err = checkout.say("deploy", "--watch", "1")
    assert (status, out) == (0, "Kept. It serves.\n"), err
    assert "Nothing serves in production yet, so no migration can break it." in err
    before = columns(fresh_database)
    dropped = sorted(before - {"id", "workspace_id"})[0]

    broken = checkout.commit("0900_drop", f"ALTER TABLE {TABLE} DROP COLUMN {dropped}")
    status, out, _ = checkout.say("deploy", "--plan", "--json")
    [migrations] = [one for one in json.loads(out)["gate"] if not one["let_through"]]
    assert (status, migrations["check"]) == (1, "migrations")
    assert migrations["said"].startswith("Pending migrations would break the running release: ")
    assert "src/totalaudio/tracker/migrations/0900_drop.py:" in migrations["said"]
    for words in ((), ("--override", "It must go out"), ("--contract",)):
        status, out, _ = checkout.say("deploy", "--watch", "1", *words)
        assert (status, out.startswith("Refused. Migrations: Pending")) == (1, True), out
    assert columns(fresh_database) == before
    assert not (checkout.site.tried.site.releases / broken[:12]).exists()
    checkout.forget()

    second = checkout.commit("0900_add", f"ALTER TABLE {TABLE} ADD COLUMN tried text")
    began_at = time.monotonic()
    with load(checkout.site.place, PRODUCT_CROWD, opening) as counts, long_query(fresh_database):
        status, out, err = checkout.say("deploy", "--watch", "1")
    assert (status, out) == (0, "Kept. It serves.\n"), err
    assert "Pending migrations only expand: tracker.0900_add." in err
    assert (counts.failures, columns(fresh_database)) == ([], before | {"tried"})
    sys.stdout.write(f"requests={counts.requests} took={time.monotonic() - began_at:.1f} s\n")

    for commit in (first, first, second):  # older than the schema, and the same once more
        status, out, err = checkout.say("deploy", "--watch", "1", "--commit", commit)
        assert (status, out) == (0, "Kept. It serves.\n"), err
        assert checkout.site.tried.get("/accounts/login/").status_code == 200
    assert checkout.say("rollback")[:2] == (0, "Kept. It serves.\n")
    assert checkout.site.serving(Deployable.INTEL).release == first[:12]
