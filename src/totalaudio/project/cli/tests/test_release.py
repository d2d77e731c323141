"""`totalaudio changeset` and `totalaudio release`, run as people run them."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from totalaudio import __version__
from totalaudio.project.cli.app import run
from totalaudio.project.cli.tests.enriching import ENVIRONMENT, Answer
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.github.tests.forge import NAME, TOKEN, Forge, serving
from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.applying import read
from totalaudio_ops.releases.tests.making import checkout, commit, contents, git

_COMMAND = [sys.executable, "-W", "error", "-m", "totalaudio"]


def totalaudio(root: Path, *words: str, **environ: str) -> Answer:
    done = subprocess.run(
        [*_COMMAND, *words, "--root", root],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=ENVIRONMENT | environ,
        check=False,
        timeout=60,
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode())


def in_json(root: Path, *words: str, **environ: str) -> Any:
    answer = totalaudio(root, *words, "--json", **environ)
    assert answer.code == 0, answer.said
    return json.loads(answer.stdout)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return checkout(tmp_path / "w")


@pytest.fixture
def forge() -> Iterator[Forge]:
    with serving() as found:
        yield found


def test_from_a_changeset_to_notes(root: Path, forge: Forge) -> None:
    git(root.parent, "init", "--quiet", "--bare", "remote.git")
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "remote", "add", "origin", "../remote.git")
    commit(root)
    made = in_json(root, "changeset", "add", "--package", "core:minor", "-m", "Faster pages.")
    assert made["releases"] == {"core": "minor"}
    plan = in_json(root, "release", "plan")
    assert plan["pre"] is None
    assert plan["changesets"] == [
        {
            "id": made["file"].removeprefix(".changeset/").removesuffix(".md"),
            "releases": {"core": "minor"},
            "summary": "Faster pages.",
        }
    ]
    assert plan["releases"][1] == {
        "package": "audio-intel",
        "bump": "patch",
        "old_version": "0.1.0",
        "new_version": "0.1.1",
        "changesets": [],
        "because": ["core"],
    }
    assert in_json(root, "release", "version") == plan
    commit(root, "Release")
    told = {"GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": NAME, "GITHUB_API_URL": forge.url}
    published = in_json(root, "release", "publish", "--push", **told)
    assert len(published["tags"]) == len(published["pushed"]) == len(published["releases"]) == 5
    assert published["waiting"] == []
    notes = in_json(root, "release", "notes", "core", "0.2.0")
    assert notes["notes"] == forge.releases[0]["body"]
    assert "Faster pages." in notes["notes"]


def test_what_stands_in_this_checkout_can_be_released() -> None:
    plan = in_json(ROOT, "release", "plan")
    now = {one["package"]: one["old_version"] for one in plan["releases"]}
    assert now.get("core", __version__) == __version__
    assert {one.id for one in read(ROOT).changesets} >= {one["id"] for one in plan["changesets"]}


def test_a_version_without_changesets_says_so_and_changes_nothing(root: Path) -> None:
    before = contents(root)
    answer = totalaudio(root, "release", "version")
    assert (answer.code, answer.said) == (1, "There is nothing to release: no changeset is left.\n")
    assert contents(root) == before


def test_a_changeset_that_is_only_shown_is_not_written(root: Path) -> None:
    words = ("changeset", "add", "--package", "core:minor", "-m", "Faster.", "--dry-run")
    assert totalaudio(root, *words).stdout.decode() == '---\n"core": minor\n---\n\nFaster.\n'
    assert list((root / ".changeset").iterdir()) == []


def test_a_dry_run_shows_the_plan_and_changes_nothing(tmp_path: Path) -> None:
    root = checkout(tmp_path / "w", a="---\ntracker: minor\n---\n\nSaid.\n")
    before = contents(root)
    answer = totalaudio(root, "release", "version", "--dry-run")
    assert answer.stdout.decode() == "tracker  minor  0.1.0 → 0.2.0  (changesets)\n"
    assert contents(root) == before


def test_status_is_a_gate(root: Path) -> None:
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root)
    file = root / "src/totalaudio/tracker/cards.py"
    file.parent.mkdir()
    file.write_text("")
    answer = totalaudio(root, "changeset", "status", "--since", "main", "--verbose")
    assert (answer.code, answer.stdout.decode()) == (
        1,
        (
            "No package would be released.\ntracker changed since main, without a changeset.\n"
            "    src/totalaudio/tracker/cards.py\n"
            'Write one: ./totalaudio changeset add --package tracker:patch -m "…", or'
            " ./totalaudio changeset add --empty.\n"
        ),
    )
    assert totalaudio(root, "changeset", "add", "--empty").code == 0
    found = in_json(root, "changeset", "status", "--since", "main")
    assert found["changed"] == {"tracker": ["src/totalaudio/tracker/cards.py"]}
    assert (len(found["new"]), found["uncovered"]) == (1, [])


def test_a_pre_release_begins_and_ends(root: Path) -> None:
    assert totalaudio(root, "changeset", "pre", "enter", "rc").stdout.decode() == (
        "Versions are now numbered as in 1.0.0-rc.0: commit .changeset/pre.json.\n"
    )
    assert totalaudio(root, "changeset", "pre", "exit").code == 0
    assert totalaudio(root, "release", "version").code == 0
    assert not (root / ".changeset/pre.json").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("changeset", "add"),
            "a changeset needs packages and words: give --package NAME:BUMP and -m TEXT, or --empty.",
        ),
        (
            ("changeset", "add", "--package", "trakcer:minor", "-m", "x"),
            (
                "'trakcer:minor' is no package with its bump: write it as core:minor; there are core,"
                " audio-intel, tracker, pitch-generator, worker, and major, minor, patch and none."
            ),
        ),
        (
            ("changeset", "add", "--empty", "--package", "core:minor"),
            "--empty says that nothing is released: leave --package out, or --empty.",
        ),
        (
            ("changeset", "add", "--package", "core:minor", "--package", "core:patch", "-m", "x"),
            "--package names core twice: give it once, with the higher bump.",
        ),
        (("changeset", "pre", "exit", "rc"), "exit takes no tag: leave 'rc' out."),
        (
            ("release", "notes", "core", "9.9.9"),
            "core 9.9.9 is in no changelog: none was released so far.",
        ),
        (
            ("release", "notes", "kore", "1.0.0"),
            "'kore' is no package: there are core, audio-intel, tracker, pitch-generator, worker.",
        ),
    ],
)
def test_wrong_use_is_said_in_one_line(root: Path, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(Problem) as problem:
        run([*words, "--root", str(root)])
    assert str(problem.value) == said
    assert list((root / ".changeset").iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            ["2 core", "minor", "", "Answers are faster."],
            '---\n"audio-intel": minor\n"core": patch\n---\n\nAnswers are faster.\n',
        ),
        (["9"], "totalaudio: '9' is no package: choose from 1 to 5, or a name."),
    ],
)
def test_on_a_terminal_it_asks(root: Path, typed: list[str], expected: str) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*_COMMAND, "changeset", "add", "--root", root],
        stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT,
    )  # fmt: skip
    try:
        os.write(ours, "".join(f"{line}\n" for line in typed).encode())
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
        os.close(ours)
        os.close(theirs)
    files = [file.read_text() for file in (root / ".changeset").iterdir()]
    assert files == [expected] or (files == [] and said.decode().endswith(f"{expected}\n"))
