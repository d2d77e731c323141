"""A backup of any supported server comes back on any other, by the psql of that server alone."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.backups.archives import SQL_FILES
from tests.backups.conftest import Taken
from tests.support.servers import MAJORS, fetch, servers
from totalaudio_ops.backups.comparing import differences
from totalaudio_ops.backups.dumping import dump
from totalaudio_ops.backups.facts import Facts, read_facts
from totalaudio_ops.backups.running import environment
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import Urls, ensure, ensure_database

pytestmark = [pytest.mark.proof, pytest.mark.timeout(900)]

SHORT = {(15, 18), (15, 15)}  # 18 to 15 comes before either
PAIRS = [(source, target) for source in MAJORS for target in MAJORS]


@dataclass(frozen=True)
class Server:
    """A server of one version with the full database restored on it."""

    major: int
    admin: str
    urls: Urls
    psql: Path

    def restore(self, folder: Path, name: str) -> Facts:
        """Bring a dump back into a new database, as a person with a terminal does."""
        url = ensure_database(self.admin, name)
        by_psql(self.psql, folder, url)
        with psycopg.connect(url) as connection:
            return read_facts(connection)


def by_psql(psql: Path, folder: Path, url: str) -> None:
    files = [f"--file={folder / name}" for name in SQL_FILES]
    command = [
        str(psql),
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
        *files,
    ]
    done = subprocess.run(
        command, env=environment(url), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


type At = Callable[[int], Server]


@pytest.fixture(scope="module")
def at(taken: Taken, proofs: bool) -> Iterator[At]:
    """A server of a version, started when it is first asked for; skips where there is none."""
    started: dict[int, Server] = {}
    with ExitStack() as stack:

        def server(major: int) -> Server:
            if major not in servers() and not (proofs and fetch(major)):
                pytest.skip(f"PostgreSQL {major} is not here: python -m tests.support.servers")
            if major not in started:
                folder = servers()[major]
                running = stack.enter_context(throwaway_server({"PG_BINDIR": str(folder)}))
                admin = ensure_database(running.url)
                by_psql(folder / "psql", taken.folder, admin)
                started[major] = Server(major, admin, ensure(admin, "proofs"), folder / "psql")
            return started[major]

        yield server


@pytest.mark.parametrize("major", MAJORS)
def test_the_newest_comes_back_on_every_server(
    major: int, at: At, taken: Taken, *, proofs: bool
) -> None:
    if major not in {15, 18} and not proofs:
        pytest.skip("only with --proofs")
    with psycopg.connect(at(major).admin) as connection:
        assert differences(taken.said.facts, read_facts(connection)) == []


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_every_server_s_backup_comes_back_on_every_other(
    first: int, second: int, at: At, tmp_path: Path, *, proofs: bool
) -> None:
    if (first, second) not in SHORT and not proofs:
        pytest.skip("only with --proofs")
    there = at(second)
    said = dump(at(first).urls.system, tmp_path)
    assert differences(said.facts, there.restore(tmp_path, f"from_{first}")) == []
    shutil.rmtree(tmp_path)
