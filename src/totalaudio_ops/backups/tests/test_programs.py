"""The newest programs at hand are taken."""

import pytest
from tests.support.servers import servers

from totalaudio_ops.backups.programs import newest_programs
from totalaudio_ops.backups.running import environment
from totalaudio_ops.problems import Problem


def test_the_newest_programs_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BINDIR", raising=False)
    installed = [
        major for major, folder in servers().items() if ".totalaudio/servers" not in str(folder)
    ]
    assert newest_programs().major == max(installed)
    assert newest_programs(15).major == max(installed)


def test_a_server_newer_than_all_of_them_is_named() -> None:
    with pytest.raises(
        Problem, match=r"the server runs PostgreSQL 99, .* install postgresql-client-99"
    ):
        newest_programs(99)


def test_secrets_go_through_the_environment() -> None:
    told = environment(
        "postgresql://me:p%40ss@example.com:6432/house?sslmode=verify-full&options=-c%20x%3D1"
    )
    assert {name: value for name, value in told.items() if name.startswith("PG")} == {
        "PGUSER": "me",
        "PGPASSWORD": "p@ss",
        "PGHOST": "example.com",
        "PGPORT": "6432",
        "PGDATABASE": "house",
        "PGSSLMODE": "verify-full",
        "PGOPTIONS": "-c x=1",
        "PGAPPNAME": "totalaudio backup",
    }
