"""A backup goes from job to job only encrypted, and is proved where nothing but the artifact and the key are."""

from pathlib import Path

import pyrage
import pytest

from tests.support.database import Urls
from tests.workflows.files import ROOT
from tests.workflows.running import Answer, Clone
from totalaudio_ops.backups.crypt import MAGIC

HERE = Clone(ROOT)


def make(db: Urls, folder: Path, recipients: str) -> Answer:
    told = {"DATABASE_URL": db.app, "DATABASE_SYSTEM_URL": db.system}
    data = str(folder.parent / "data")
    return HERE.run(
        *("backup", "create", "--name", "daily", "--data", data),
        **told,
        BACKUP_STORE=str(folder),
        BACKUP_RECIPIENTS=recipients,
    )


def test_an_encrypted_backup_is_let_go_and_proved_elsewhere_with_the_key_alone(
    db: Urls, tmp_path: Path
) -> None:
    identity, folder = pyrage.x25519.Identity.generate(), tmp_path / "backups"
    made = make(db, folder, str(identity.to_public()))
    assert made.status == 0, made.err
    let_go = HERE.run("backup", "sealed", str(folder))
    assert (let_go.status, let_go.out.count(" is encrypted\n")) == (0, 1)
    elsewhere = ("--data", str(tmp_path / "elsewhere"))
    proved = HERE.run("backup", "prove", str(folder), *elsewhere, BACKUP_IDENTITY=str(identity))
    assert proved.status == 0, proved.err
    other = str(pyrage.x25519.Identity.generate())
    refused = HERE.run("backup", "prove", str(folder), *elsewhere, BACKUP_IDENTITY=other)
    assert refused.status != 0
    assert other not in refused.out + refused.err


def test_one_that_is_open_stays_here(db: Urls, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert make(db, folder, "").status == 0
    refused = HERE.run("backup", "sealed", str(folder))
    assert (refused.status, refused.out) == (1, "")
    assert "is not encrypted, and stays here: set BACKUP_RECIPIENTS" in refused.err


@pytest.mark.parametrize(
    "name", ["dump.sql", ".key", "daily-20261123T020000Z.tar.gz.age.txt", "folder/"]
)
def test_nothing_else_goes_along(tmp_path: Path, name: str) -> None:
    (tmp_path / "daily-20261123T020000Z.tar.gz.age").write_bytes(MAGIC + b" and so on")
    assert HERE.run("backup", "sealed", str(tmp_path)).status == 0
    if name.endswith("/"):
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_bytes(MAGIC)
    refused = HERE.run("backup", "sealed", str(tmp_path))
    assert (refused.status, refused.out) == (1, "")
    assert refused.err == (
        f"{name.rstrip('/')} is no backup, and a folder goes elsewhere whole: take it out of {tmp_path}.\n"
    )


@pytest.mark.parametrize(("command", "status"), [("sealed", 1), ("prove", 2)])
def test_an_empty_folder_is_no_backup(tmp_path: Path, command: str, status: int) -> None:
    assert HERE.run("backup", command, str(tmp_path)).status == status
