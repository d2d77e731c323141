"""A desk at which somebody deploys: a checkout, a site with its journal, and a database that may be away."""

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from tests.support.database import Urls

from totalaudio.project.cli.deploy_reach import Reached
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deploys.checks import Program
from totalaudio_ops.deploys.checks.green import record
from totalaudio_ops.deploys.journal import Journal
from totalaudio_ops.deploys.tests.places import FakePlace
from totalaudio_ops.happenings import Connection
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Verdict

type Say = Callable[..., tuple[int, str, str]]


@dataclass
class Desk:
    """A checkout, a site with its journal, and a database that may be away."""

    checkout: Path
    site: Path
    place: FakePlace
    db: Urls
    is_away: bool = False
    release: Path = ROOT

    def git(self, *words: str) -> str:
        command = ["git", "-c", "user.name=olive", "-c", "user.email=olive@example.com", *words]
        done = subprocess.run(
            command, cwd=self.checkout, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self, *, is_green: bool = True) -> str:
        self.git("commit", "--allow-empty", "-q", "-m", "A change")
        if is_green:
            record(self.checkout, datetime.now(UTC))
        return self.git("rev-parse", "HEAD")

    def reached(self, *_named: object) -> Reached:
        def program(_order: object) -> Program:
            return Program(self.release)

        def complete(_order: object) -> Verdict:
            return Verdict(is_let_through=True, said="They are complete.")

        owner = self.checkout / ".totalaudio" / "settings.env"
        owner.write_text(f"DATABASE_OWNER_URL={self.db.owner}\n")
        journal = Journal(self.site / "journal")
        return Reached(self.place, journal, self.connect, complete, owner, program)

    def connect(self) -> AbstractContextManager[Connection]:
        if self.is_away:
            raise Problem("the database did not answer")
        return psycopg.connect(self.db.system)

    def rows(self) -> list[tuple[object, ...]]:
        with psycopg.connect(self.db.system) as connection:
            return connection.execute(
                'SELECT kind, "commit", outcome FROM ops.deployments ORDER BY started_at'
            ).fetchall()
