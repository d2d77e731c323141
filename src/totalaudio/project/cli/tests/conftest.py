"""Somebody at a desk who deploys, and what they type."""

import shutil
from pathlib import Path

import pytest
from tests.support.database import Urls

from totalaudio.project.cli import deploy_gate, deploying
from totalaudio.project.cli.app import run
from totalaudio.project.cli.tests.desk import Desk, Say
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deploys.tests.places import FakePlace
from totalaudio_ops.slo.gate import Verdict


def nothing_pending(*_asked: object, **_more: object) -> Verdict:
    """As after a look at the migrations of a release, which takes seconds."""
    return Verdict(is_let_through=True, said="No migration is pending.")


@pytest.fixture
def desk(tmp_path: Path, db: Urls, monkeypatch: pytest.MonkeyPatch) -> Desk:
    found = Desk(tmp_path / "checkout", tmp_path / "site", FakePlace(), db)
    found.checkout.mkdir()
    shutil.copy(ROOT / "deployables.toml", found.checkout)
    (found.checkout / ".gitignore").write_text(".totalaudio\n")
    found.git("init", "-q", "-b", "main")
    found.git("add", ".")
    found.commit()
    for module in (deploying, deploy_gate):
        monkeypatch.setattr(module, "ROOT", found.checkout)
    monkeypatch.setattr(deploying, "reached", found.reached)
    monkeypatch.setattr(deploy_gate, "check_migrations", nothing_pending)
    monkeypatch.setattr(deploying, "who", lambda: "olive")
    return found


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], desk: Desk) -> Say:
    """Types a command; returns its exit status and what it wrote."""

    def typed(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run([*words, "--site", str(desk.site)])
        told = capsys.readouterr()
        return status, told.out, told.err

    return typed
