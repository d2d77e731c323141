"""`db lint` tells in lines or in JSON what would not only expand, of this checkout or of a database."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker
from tests.support.database import Urls

from totalaudio.project.cli.app import run
from totalaudio.project.expanding import released
from totalaudio_ops.problems import Problem
from totalaudio_ops.schema import migrating

DROP = "-- The table of the release before.\nDROP TABLE ops.happenings;\n"


@pytest.fixture(autouse=True)
def may_connect(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def dropping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of operations, with one more that takes something away."""
    for name in migrating.names():
        (tmp_path / f"{name}.sql").write_bytes((migrating.FILES / f"{name}.sql").read_bytes())
    (tmp_path / "0099_drop.sql").write_text(DROP)
    monkeypatch.setattr(migrating, "FILES", tmp_path)
    monkeypatch.setattr("totalaudio.project.expanding.reading.FILES", tmp_path)
    return tmp_path / "0099_drop.sql"


def settings(folder: Path, urls: Urls) -> str:
    file = folder / "settings.env"
    file.write_text(f"DATABASE_OWNER_URL={urls.owner}\nSECRET_KEY=never said\n")
    return str(file)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = run(["db", "lint", *words])
    return status, capsys.readouterr().out


def test_what_came_after_the_last_release_only_expands(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = told(capsys, "--json")
    found = json.loads(said)
    assert (status, found["findings"]) == (0, [])
    assert sorted(found) == ["contracts", "findings", "pending"]


def test_what_a_database_needs_is_told_with_file_line_harm_and_remedy(
    capsys: pytest.CaptureFixture[str], fresh_database: Urls, dropping: Path, tmp_path: Path
) -> None:
    file = settings(tmp_path, fresh_database)
    status, said = told(capsys, "--pending", "--file", file)
    assert status == 1
    first, harm, instead, summary = said.splitlines()
    assert first.endswith("0099_drop.sql:2: drop")
    assert harm == "    This takes away what the release before uses."
    assert instead.startswith("    Stop using it in one release")
    assert summary == "1 migration, 1 refused."


def test_what_declares_that_it_contracts_is_told_and_not_refused(
    capsys: pytest.CaptureFixture[str], fresh_database: Urls, dropping: Path, tmp_path: Path
) -> None:
    dropping.write_text("-- contract: nobody reads it\nDROP TABLE ops.happenings;\n")
    status, said = told(capsys, "--pending", "--file", settings(tmp_path, fresh_database), "--json")
    found = json.loads(said)
    assert (status, found["pending"], found["findings"]) == (0, ["ops.0099_drop"], [])
    assert [(one["line"], one["reason"]) for one in found["contracts"]] == [(2, "nobody reads it")]


def test_a_release_accepts_what_is_there(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote: list[set[str]] = []
    monkeypatch.setattr(released, "write", lambda names: wrote.append(set(names)))
    assert told(capsys, "--accept") == (0, "")
    assert "ops.0009_deploys" in wrote[0]
    assert released.read() <= wrote[0]


def test_what_cannot_be_asked_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"^--file names the database of --pending"):
        run(["db", "lint", "--file", str(tmp_path / "settings.env")])
    with pytest.raises(Problem, match=r"settings\.env cannot be read: No such file"):
        run(["db", "lint", "--pending", "--file", str(tmp_path / "settings.env")])
    (tmp_path / "settings.env").write_text("SECRET_KEY=never said\n")
    with pytest.raises(Problem, match=r"^DATABASE_OWNER_URL is not in .*settings\.env"):
        run(["db", "lint", "--pending", "--file", str(tmp_path / "settings.env")])
    with pytest.raises(Problem, match=r"^git does not know nonsense here"):
        run(["db", "lint", "--since", "nonsense"])
