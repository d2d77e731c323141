"""The start script: what it takes for ready, and that it stays out of the way."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.platform.launch import ROOT


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A checkout with a space in its path, a ready environment, a program that says its arguments."""
    root = tmp_path / "a clone"
    (root / "src" / "totalaudio").mkdir(parents=True)
    (root / "src" / "totalaudio" / "__init__.py").write_text("")
    (root / "src" / "totalaudio" / "__main__.py").write_text("import sys\nprint(sys.argv[1:])\n")
    shutil.copy(ROOT / "totalaudio", root)
    shutil.copytree(ROOT / "requirements", root / "requirements")
    (root / ".totalaudio" / "venv" / "bin").mkdir(parents=True)
    (root / ".totalaudio" / "venv" / "bin" / "python").symlink_to(sys.executable)
    mark_ready(root, "runtime")
    return root


def mark_ready(root: Path, installed: str) -> None:
    locks = b"".join(
        (root / "requirements" / f"{name}.txt").read_bytes() for name in ("runtime", "dev")
    )
    done = subprocess.run(["cksum"], input=locks, capture_output=True, check=True)
    stamp = root / ".totalaudio" / "venv" / ".totalaudio-stamp"
    stamp.write_text(f"{installed} {done.stdout.decode()}")


def run(script: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"} | changes
    return subprocess.run(
        [script, *arguments],
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def without_ways(clone: Path) -> dict[str, str]:
    """A PATH on which there is neither uv nor any Python."""
    tools = clone.parent / "tools"
    tools.mkdir(exist_ok=True)
    for name in (
        "sh",
        "cat",
        "cksum",
        "readlink",
        "mkdir",
        "rm",
        "mv",
        "ln",
        "tr",
        "sleep",
        "dirname",
    ):
        if not (tools / name).exists():
            (tools / name).symlink_to(str(shutil.which(name)))
    return {"PATH": str(tools)}


def test_it_hands_over_the_arguments_and_says_nothing(clone: Path) -> None:
    done = run(clone / "totalaudio", "up", "--data", "a b", "")
    assert (done.returncode, done.stdout, done.stderr) == (0, "['up', '--data', 'a b', '']\n", "")


def test_it_finds_its_place_through_symbolic_links(clone: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "totalaudio").symlink_to("../a clone/totalaudio")
    (tmp_path / "ta").symlink_to("bin/totalaudio")
    assert run(tmp_path / "ta", "x").stdout == "['x']\n"


def test_a_file_where_it_is_typed_takes_no_librarys_place(clone: Path, tmp_path: Path) -> None:
    (tmp_path / "runpy.py").write_text("raise SystemExit('the wrong one')")
    done = subprocess.run(
        [clone / "totalaudio", "x"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "['x']\n"


def test_it_adds_little_time(clone: Path) -> None:
    def seconds(*command: str | Path) -> float:
        started_at = time.monotonic()
        subprocess.run(command, env={"PATH": "/usr/bin:/bin"}, capture_output=True, check=True)
        return time.monotonic() - started_at

    with_script = min(seconds(clone / "totalaudio") for _ in range(7))
    alone = min(seconds(sys.executable, "-P", "-c", "pass") for _ in range(7))
    assert with_script - alone < 0.1


@pytest.mark.parametrize(
    ("installed", "command"), [("runtime", "test"), ("runtime", "check"), ("runtime", "bench")]
)
def test_what_tests_need_is_installed_when_it_is_needed(
    clone: Path, installed: str, command: str
) -> None:
    mark_ready(clone, installed)
    assert run(clone / "totalaudio", command, **without_ways(clone)).returncode == 2
    mark_ready(clone, "dev")
    assert run(clone / "totalaudio", command, **without_ways(clone)).returncode == 0


def test_another_lock_is_installed_again(clone: Path) -> None:
    with (clone / "requirements" / "runtime.txt").open("a") as lock:
        lock.write("# changed\n")
    assert run(clone / "totalaudio", "up", **without_ways(clone)).returncode == 2


def test_without_uv_and_python_it_says_what_to_install(clone: Path) -> None:
    (clone / ".totalaudio" / "venv" / ".totalaudio-stamp").unlink()
    done = run(clone / "totalaudio", "up", **without_ways(clone))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == (
        "totalaudio: needs uv or Python 3 with pip, and finds neither: install one of them "
        "(Debian: apt-get install python3-pip python3-venv)."
    )
    assert not (clone / ".totalaudio" / "lock").is_symlink()


def fake_uv(clone: Path, body: str) -> dict[str, str]:
    """A PATH with a uv that notes what it is asked to do."""
    ways = without_ways(clone)
    uv = Path(ways["PATH"]) / "uv"
    uv.write_text(
        f'#!/bin/sh\ncase $1 in --version) exit 0 ;; esac\necho "$*" >>"{clone}/asked"\n{body}\n'
    )
    uv.chmod(0o755)
    return ways


def asked(clone: Path) -> list[str]:
    return [line.split("requirements/")[-1] for line in (clone / "asked").read_text().splitlines()]


def test_a_lock_of_a_process_that_is_gone_does_not_hold_it_up(clone: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    (clone / ".totalaudio" / "lock").symlink_to(str(gone.pid))
    ways = fake_uv(clone, "exit 0")
    mark_ready(clone, "runtime")
    assert run(clone / "totalaudio", "check", **ways).returncode == 0
    assert asked(clone) == ["dev.txt"]


def test_runs_at_the_same_time_install_once(clone: Path) -> None:
    ways = fake_uv(clone, "sleep 1")
    runs = [
        subprocess.Popen(
            [clone / "totalaudio", "check"],
            env={**ways, "HOME": "/nonexistent"},
            stderr=subprocess.DEVNULL,
        )
        for _ in range(4)
    ]
    assert [one.wait(30) for one in runs] == [0, 0, 0, 0]
    assert asked(clone) == ["dev.txt"]


def test_an_install_that_was_interrupted_is_done_again_from_the_start(clone: Path) -> None:
    ways = fake_uv(clone, "kill -9 $PPID; exit 1")
    assert run(clone / "totalaudio", "check", **ways).returncode != 0
    assert not (clone / ".totalaudio" / "venv" / ".totalaudio-stamp").exists()
    assert (clone / ".totalaudio" / "installing").exists()
    # Half an environment cannot be told from a whole one, so it is not built upon.
    ways = fake_uv(clone, "")
    run(clone / "totalaudio", "check", **ways)
    assert not (clone / ".totalaudio" / "venv" / "bin" / "python").is_symlink()


def test_a_failed_install_is_one_line_and_leaves_no_lock(clone: Path) -> None:
    done = run(clone / "totalaudio", "check", **fake_uv(clone, "exit 1"))
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "totalaudio: the packages could not be installed (see above): "
        "check the way to the package registry and run this again."
    )
    assert not (clone / ".totalaudio" / "lock").is_symlink()


@pytest.mark.skipif(not shutil.which("dash"), reason="dash is not installed")
def test_it_is_plain_shell() -> None:
    assert subprocess.run(["dash", "-n", ROOT / "totalaudio"], check=False).returncode == 0
    assert os.access(ROOT / "totalaudio", os.X_OK)
