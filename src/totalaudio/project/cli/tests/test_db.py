"""`totalaudio db url` where no platform of `up` runs: on a site, which hands the settings of an environment over."""

from pathlib import Path

import pytest

from totalaudio.project.cli.app import run
from totalaudio_ops.problems import Problem

GIVEN = {
    "DATABASE_URL": "postgresql://app@db.example/one",
    "DATABASE_SYSTEM_URL": "postgresql://system@db.example/one",
    "DATABASE_OWNER_URL": "postgresql://owner@db.example/one",
}


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    return ("db", "url", "--data", str(tmp_path), "--role")


@pytest.mark.parametrize("role", ["app", "system", "owner"])
def test_the_settings_name_the_database_of_each_role(
    words: tuple[str, ...], role: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, role]) == 0
    assert capsys.readouterr().out == f"postgresql://{role}@db.example/one\n"


def test_a_role_whose_address_is_not_there_is_said(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_OWNER_URL")
    with pytest.raises(Problem, match=r"^DATABASE_OWNER_URL is not set: "):
        run([*words, "owner"])


def test_without_platform_and_settings_the_next_step_is_said(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in GIVEN:
        monkeypatch.delenv(name)
    with pytest.raises(Problem, match=r"^no platform runs in the data folder "):
        run([*words, "app"])
