"""`totalaudio backup sealed` and `prove`: backups that a workflow hands from one job to another."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.cli.backup import prove as prove_archive
from totalaudio.project.cli.backup_answers import say_verified
from totalaudio.project.cli.options import DATA, Data, Json, answer
from totalaudio_ops.backups.crypt import MAGIC
from totalaudio_ops.backups.naming import parsed
from totalaudio_ops.problems import Problem

Folder = Annotated[Path, typer.Argument(help="The folder with the archives.")]


def sealed(folder: Folder) -> None:
    """Refuse to let a folder go elsewhere unless everything in it is an encrypted backup.

    Exit status 1 says that something is not, or that there is none.

    Example: ./totalaudio backup sealed backups
    """
    archives = _archives(folder)
    if not archives:
        sys.stderr.write(f"There is no backup in {folder}.\n")
    others = sorted({path.name for path in folder.iterdir()} - {path.name for path in archives})
    for name in others:
        sys.stderr.write(
            f"{name} is no backup, and a folder goes elsewhere whole: take it out of {folder}.\n"
        )
    open_ones = [archive for archive in archives if not _is_encrypted(archive)]
    for archive in open_ones:
        sys.stderr.write(
            f"{archive.name} is not encrypted, and stays here: set BACKUP_RECIPIENTS and make it again.\n"
        )
    if open_ones or others or not archives:
        raise typer.Exit(1)
    sys.stdout.write("".join(f"{archive.name} is encrypted\n" for archive in archives))


def prove(
    folder: Folder,
    *,
    json: Json = False,
    data: Data = DATA,
    identity: Annotated[str, typer.Option(envvar="BACKUP_IDENTITY", hidden=True)] = "",
) -> None:
    """Verify the one backup in a folder, with the private key in BACKUP_IDENTITY where there is no file with it.

    Exit status 1 says that something is wrong. In JSON: the keys of `backup verify`.

    Example: ./totalaudio backup prove backups
    """
    archives = _archives(folder)
    if len(archives) != 1:
        raise Problem(
            f"{folder} has {len(archives)} backups, and one is to be proved: name its folder."
        )
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="totalaudio-key-") as key:
        if identity:  # only we may read it, and it goes with the end
            key.write(identity)
            key.flush()
            os.environ["BACKUP_IDENTITY_FILE"] = key.name
        found = prove_archive(str(archives[0].resolve()), data)
    if json:
        answer(found)
    else:
        say_verified(found)
    if not found["ok"]:
        raise typer.Exit(1)


def _archives(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise Problem(f"there is no folder {folder}: make a backup there first.")
    return sorted(path for path in folder.iterdir() if _is_archive(path))


def _is_archive(path: Path) -> bool:
    return parsed(path.name) is not None and path.is_file() and not path.is_symlink()


def _is_encrypted(archive: Path) -> bool:
    with archive.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
