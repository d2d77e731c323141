"""What the database refuses while a deploy is copied is said in words of ours, never in SQL."""

from pathlib import Path

import pytest
from tests.support.database import Urls

from totalaudio.project.cli.deploy_reach import copied_from
from totalaudio_ops.problems import Problem


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * FROM ops.nothing", "the database has no tables of operations yet"),
        ("CREATE TABLE nowhere.x ()", "the database has no tables of operations yet"),
        ("SELECT new FROM ops.deployments", "the tables of operations are older than this release"),
        ("SELECT 1 / 0 AS wrong", "the database did not answer: division by zero"),
    ],
)
def test_it_is_said_without_the_statement(
    db: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str, said: str
) -> None:
    monkeypatch.setenv("DATABASE_SYSTEM_URL", db.system)
    with pytest.raises(Problem) as caught, copied_from(tmp_path) as connection:
        connection.execute(query.encode())
    assert str(caught.value) == said
