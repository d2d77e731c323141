"""The folder of an environment: made once, of secrets that nobody else has, and what the apps need is in it."""

import stat
import subprocess
from pathlib import Path

import pytest

from totalaudio.project.environment import App
from totalaudio.project.environment.reading import given_by
from totalaudio.project.platform.places import ROOT
from totalaudio.project.platform.serving import faults_of_shared, shared

INIT = ROOT / "containers" / "init.sh"


def init(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", INIT, folder, "promotion.example.com"], capture_output=True, text=True, check=False
    )


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "production"
    done = init(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("app", [App.INTEL, App.TRACKER, App.PITCH, App.WORKER])
def test_every_app_misses_only_the_mail_server(made: Path, app: App) -> None:
    file = made / "settings.env"
    variables = shared(file, app, [], [])
    assert [fault.name for fault in faults_of_shared(app, variables)] == ["EMAIL_URL"]
    mail = "EMAIL_URL=smtps://user:secret@mail.example.com:465"
    assert faults_of_shared(app, shared(file, app, [mail], [])) == []


def test_it_is_made_once(made: Path) -> None:
    before = (made / "settings.env").read_bytes()
    done = init(made)
    assert (done.returncode, (made / "settings.env").read_bytes()) == (1, before)
    assert "is there already: nothing was changed" in done.stderr


def test_two_environments_share_no_secret(made: Path, tmp_path: Path) -> None:
    init(tmp_path / "preview")
    one, _ = given_by(made / "settings.env")
    other, _ = given_by(tmp_path / "preview" / "settings.env")
    same = {name for name, value in one.items() if value and other[name] == value}
    assert same == {"public_url", "probe_urls", "status_url"}


def test_nobody_else_on_the_machine_gets_into_the_folder(made: Path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE((made / "settings.env").stat().st_mode) == 0o644
