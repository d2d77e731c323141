"""The schema of operations comes in order, once, whoever starts at the same time, and whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio_ops.problems import Problem
from totalaudio_ops.schema import migrate, migrating, missing


@pytest.fixture
def bare(fresh_database: Urls) -> Urls:
    """A database whose operations were taken out."""
    with psycopg.connect(fresh_database.admin, autocommit=True) as admin:
        admin.execute("DROP SCHEMA ops CASCADE; CREATE SCHEMA ops AUTHORIZATION totalaudio_owner")
    return fresh_database


def test_all_files_run_in_order_and_then_none(bare: Urls) -> None:
    with psycopg.connect(bare.owner) as owner:
        assert missing(owner) == migrating.names()
    assert migrate(bare.owner) == migrating.names()
    assert migrate(bare.owner) == []
    with psycopg.connect(bare.app) as app:
        assert missing(app) == []


def test_two_that_start_at_once_run_each_file_once(bare: Urls) -> None:
    with ThreadPoolExecutor(3) as pool:
        ran = list(pool.map(migrate, [bare.owner] * 3))
    assert sorted(name for names in ran for name in names) == migrating.names()


def test_a_file_that_fails_leaves_nothing_and_is_named(
    bare: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "0001_ground.sql").write_bytes((migrating.FILES / "0001_ground.sql").read_bytes())
    (tmp_path / "0002_wrong.sql").write_text("CREATE TABLE ops.half (); SELECT nonsense;")
    monkeypatch.setattr(migrating, "FILES", tmp_path)
    with pytest.raises(Problem, match=r"0002_wrong\.sql: column .nonsense. does not exist"):
        migrate(bare.owner)
    with psycopg.connect(bare.owner) as owner:
        assert missing(owner) == ["0002_wrong"]
        assert owner.execute("SELECT to_regclass('ops.half')").fetchone() == (None,)


def test_a_database_without_the_schema_is_refused_with_what_to_do(bare: Urls) -> None:
    with psycopg.connect(bare.admin, autocommit=True) as admin:
        admin.execute("DROP SCHEMA ops CASCADE")
    with pytest.raises(Problem, match=r"no schema ops: run db/roles\.sql"):
        migrate(bare.owner)
