"""One deploy at a time for an app in an environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.locking import only_one
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.deploys.tests.bench import FIRST, Bench
from totalaudio_ops.problems import Problem

PRODUCTION, PREVIEW = Environment.PRODUCTION, Environment.PREVIEW


def test_the_journal_is_nobody_elses_to_read_whoever_makes_its_folder(tmp_path: Path) -> None:
    with only_one(tmp_path / "locked", Deployable.TRACKER, PRODUCTION, "olive"):
        pass
    bench = Bench(tmp_path / "written")
    bench.deploy(FIRST)
    folders = (tmp_path / "locked", bench.means().journal.folder)
    assert [folder.stat().st_mode & 0o777 for folder in folders] == [0o700, 0o700]


def test_a_second_one_is_told_who_holds_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    with only_one(tmp_path, Deployable.TRACKER, PRODUCTION, "olive (process 12, since 09:14 UTC)"):
        with pytest.raises(Problem) as told:
            bench.deploy(FIRST)
        with only_one(tmp_path, Deployable.TRACKER, PREVIEW, "bob"):
            pass
        with only_one(tmp_path, Deployable.INTEL, PRODUCTION, "bob"):
            pass
    assert str(told.value) == (
        "Tracker in production is being deployed by olive (process 12, since 09:14 UTC): wait until that ends, or "
        "interrupt it."
    )
    assert list(bench.means().journal.newest()) == []
    bench.deploy(FIRST)


def test_who_was_killed_holds_nothing(tmp_path: Path) -> None:
    held = (
        "import os\n"
        "from pathlib import Path\n"
        "from totalaudio_ops.apps import Deployable\n"
        "from totalaudio_ops.deploys.locking import only_one\n"
        "from totalaudio_ops.deploys.steps import Environment\n"
        f"with only_one(Path({str(tmp_path)!r}), Deployable.TRACKER, Environment.PRODUCTION, 'bob'):\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    died = subprocess.run(
        [sys.executable, "-c", held],
        env=os.environ | {"PYTHONPATH": ":".join(sys.path)},
        check=False,
    )
    assert died.returncode == -9
    with only_one(tmp_path, Deployable.TRACKER, PRODUCTION, "olive"):
        assert (tmp_path / "production-tracker.lock").read_text() == "olive\n"
