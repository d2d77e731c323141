"""The release itself says whether its settings are complete and what its migrations would do."""

import os
import pwd
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.checks import Program, check_migrations, check_settings
from totalaudio_ops.deploys.checks.tests.programs import asked, environ, program
from totalaudio_ops.processes import Identity

EVERYBODYS = Path("/usr/bin/python3")
ROOT = Path(__file__).resolve().parents[5]
FILE = Path("/site/production/settings.env")
FINDING = {
    "file": "a.sql",
    "line": 3,
    "rule": "drop",
    "harm": "This takes it away.",
    "instead": "Keep it.",
    "reason": "",
}


WORDS = ("--app", "tracker", "--settings", str(FILE), "--tell", "PORT=9112")


def test_settings_are_asked_with_the_words_of_the_site(tmp_path: Path) -> None:
    found = check_settings(program(tmp_path, "ok\n"), Deployable.TRACKER, WORDS)
    assert (found.is_let_through, found.said) == (True, "The settings of tracker are complete.")
    assert asked(tmp_path) == ["serve", "check", *WORDS]


def test_what_is_wrong_with_settings_is_said_in_the_words_of_the_release(tmp_path: Path) -> None:
    release = program(tmp_path, "SECRET_KEY is missing.\nEMAIL_URL is missing.\n", status=1)
    found = check_settings(release, Deployable.TRACKER, WORDS)
    assert (found.is_let_through, found.said) == (
        False,
        "Settings of tracker: SECRET_KEY is missing; EMAIL_URL is missing.",
    )
    broken = program(tmp_path, "", stderr="warning\nno such file", status=2)
    said = check_settings(broken, Deployable.TRACKER, WORDS).said
    assert said == "Settings of tracker: no such file."


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
@pytest.mark.skipif(not EVERYBODYS.exists(), reason="needs a Python that everybody may run")
def test_a_release_is_asked_as_the_user_of_its_environment() -> None:
    found = pwd.getpwnam("daemon")
    with TemporaryDirectory() as folder:  # a folder of pytest is root's alone
        package = Path(folder) / "src" / "totalaudio"
        package.mkdir(parents=True)
        Path(folder).chmod(0o755)
        (package / "__main__.py").write_text(
            "import json, os; print(json.dumps([os.getuid(), os.getgid(), *os.getgroups(), os.environ['HOME']]))"
        )
        identity = Identity(found.pw_uid, found.pw_gid)
        release = Program(Path(folder), EVERYBODYS, identity, Path("/elsewhere"))
        assert release.answer(list[int | str], "who") == [found.pw_uid, found.pw_gid, "/elsewhere"]


def test_a_release_without_its_programs_is_refused(tmp_path: Path) -> None:
    missing = Program(tmp_path, tmp_path / "python")
    said = check_settings(missing, Deployable.WORKER, WORDS).said
    assert said.endswith(f"{tmp_path}/python cannot be run: No such file or directory.")


def test_this_release_answers_for_itself(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text("SECRET_KEY=short\n")
    words = ("--app", "tracker", "--settings", str(file))
    found = check_settings(Program(ROOT), Deployable.TRACKER, words)
    assert not found.is_let_through
    assert "DATABASE_URL: is missing" in found.said
    assert "short" not in found.said.replace("too short", "")


def test_nothing_of_our_own_surroundings_reaches_the_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "ours")
    monkeypatch.setenv("DATABASE_URL", "ours")
    check_migrations(program(tmp_path, migrations([])), FILE)
    assert environ(tmp_path).keys() & {"SECRET_KEY", "DATABASE_URL"} == set()


@pytest.mark.parametrize("stdout", ["", "Traceback", "{}", '{"pending": 3}'])
def test_a_release_that_cannot_answer_is_refused_with_what_it_said(
    tmp_path: Path, stdout: str
) -> None:
    release = program(tmp_path, stdout, stderr="warning\nno such file", status=2)
    found = check_migrations(release, FILE)
    assert (found.is_let_through, found.said) == (
        False,
        f"Pending migrations could not be read: totalaudio db lint of {tmp_path} failed: no such file",
    )


def migrations(
    pending: list[str], findings: list[object] | None = None, contracts: list[object] | None = None
) -> dict[str, list[object]]:
    return {"pending": list(pending), "findings": findings or [], "contracts": contracts or []}


def test_a_database_that_needs_nothing_is_let_through(tmp_path: Path) -> None:
    found = check_migrations(program(tmp_path, migrations([])), FILE)
    assert (found.is_let_through, found.said) == (True, "No migration is pending.")
    assert asked(tmp_path) == ["db", "lint", "--pending", "--file", str(FILE), "--json"]


def test_migrations_that_only_expand_are_let_through_and_named(tmp_path: Path) -> None:
    named = [f"intel.000{number}" for number in range(7)]
    found = check_migrations(program(tmp_path, migrations(named)), FILE)
    assert found.is_let_through
    assert found.said == (
        "Pending migrations only expand: intel.0000, intel.0001, intel.0002, intel.0003, intel.0004 and 2 more."
    )


@pytest.mark.parametrize("contract", [False, True])
def test_what_would_break_the_running_release_is_refused_whatever_is_asked(
    tmp_path: Path, contract: bool
) -> None:
    release = program(tmp_path, migrations(["ops.0010"], [FINDING]), status=1)
    found = check_migrations(release, FILE, contract=contract)
    assert (found.is_let_through, found.said) == (
        False,
        "Pending migrations would break the running release: a.sql:3: This takes it away. Keep it.",
    )


def test_what_contracts_as_declared_waits_for_its_word(tmp_path: Path) -> None:
    declared = FINDING | {"reason": "nobody reads it"}
    release = program(tmp_path, migrations(["ops.0010"], [], [declared]))
    assert check_migrations(release, FILE).said == (
        "Pending migrations take away what the release before may need: a.sql:3: This takes it away. Keep it. "
        "Deploy with --contract once that release is gone."
    )
    found = check_migrations(release, FILE, contract=True)
    assert (found.is_let_through, found.said) == (
        True,
        "Pending migrations contract as declared: ops.0010.",
    )


def test_migrations_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    release = program(tmp_path, "", stderr="totalaudio: the database refuses.", status=2)
    said = check_migrations(release, FILE).said
    assert said.startswith("Pending migrations could not be read: totalaudio db lint of ")
    assert said.endswith("the database refuses.")
