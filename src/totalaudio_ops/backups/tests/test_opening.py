"""Stage 1: an archive is the one that it should be, and what could not be checked is said."""

import shutil
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from totalaudio_ops.backups import metadata
from totalaudio_ops.backups.crypt import encrypting
from totalaudio_ops.backups.damage import Damaged
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.metadata import Metadata
from totalaudio_ops.backups.opening import Keys, Opened, open_archive
from totalaudio_ops.backups.records import Record
from totalaudio_ops.backups.stores import Located

from .making_archives import AT, described, packed, write_files

NAME = "daily-20261123T020005Z.tar.gz"
KEY = "a key of ours, long enough"


def stored(folder: Path, found: Metadata | None = None, name: str = NAME) -> bytes:
    """An archive in a store; returns its bytes."""
    source = folder / "source"
    write_files(source)
    if found:
        (source / metadata.NAME).write_bytes(metadata.write(found))
    content = packed(source)
    (folder / "store").mkdir(exist_ok=True)
    (folder / "store" / name).write_bytes(content)
    return content


def opened(
    folder: Path, keys: Keys | None = None, record: Record | None = None, name: str = NAME
) -> Opened:
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    return open_archive(Located(FolderStore(folder / "store"), name), keys or Keys(), work, record)


def record(sha256: str | None = None, digest: str | None = None) -> Record:
    """A row that the database wrote down; the rest of it says nothing here."""
    return Record(
        id=None,  # type: ignore[arg-type]  # of no matter
        name="daily", trigger="daily", started_at=AT, snapshot_at=AT, finished_at=AT, archive=NAME,
        store="", bytes=1, sha256=sha256, digest=digest, is_encrypted=False, git_revision="",
        server_version="18.1", table_count=1, row_count=1, state="made", problems=[],
        verified_at=None, restore_seconds=None, pruned_at=None,
    )  # fmt: skip


UNKNOWN = "The database that was asked does not know this archive."


def test_a_sound_archive_is_opened(tmp_path: Path) -> None:
    stored(tmp_path)
    found = opened(tmp_path)
    assert (found.described, found.notes) == (described(), (UNKNOWN,))


def test_what_the_database_wrote_down_is_compared(tmp_path: Path) -> None:
    stored(tmp_path)
    right = record(digest=metadata.digest(described()))
    assert opened(tmp_path, record=right).notes == ()
    with pytest.raises(Damaged, match="not the one that the database wrote down"):
        opened(tmp_path, record=record(digest="0" * 64))


def test_packed_again_is_said_and_no_problem(tmp_path: Path) -> None:
    stored(tmp_path)
    other = record(sha256="0" * 64, digest=metadata.digest(described()))
    assert opened(tmp_path, record=other).notes == (
        "It was packed again since it was made; its contents are the same.",
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("weekly-20261123T020005Z.tar.gz", "it says that it is daily of 20261123T020005Z"),
        ("daily-20261122T020005Z.tar.gz", "it says that it is daily of 20261123T020005Z"),
    ],
)
def test_an_archive_in_the_place_of_another_is_refused(
    name: str, said: str, tmp_path: Path
) -> None:
    stored(tmp_path, name=name)
    with pytest.raises(Damaged, match=said):
        opened(tmp_path, name=name)


@pytest.mark.parametrize("name", ["copy of daily.tar.gz", "packed-again.tar.gz", "archive"])
def test_a_name_that_is_nobody_elses_is_of_no_matter(name: str, tmp_path: Path) -> None:
    stored(tmp_path, name=name)
    assert opened(tmp_path, name=name).described == described()


def test_an_archive_under_a_name_of_somebody_s_own_is_opened(tmp_path: Path) -> None:
    stored(tmp_path, name="copy of daily.tar.gz")
    assert opened(tmp_path, name="copy of daily.tar.gz").described == described()


def test_a_signature_is_asked_for_where_there_is_a_key(tmp_path: Path) -> None:
    stored(tmp_path, metadata.signed(described(), KEY))
    assert opened(tmp_path, Keys(signing_key=KEY)).notes == (UNKNOWN,)
    assert opened(tmp_path).notes == (
        UNKNOWN,
        "It is signed, and BACKUP_SIGNING_KEY is not set here: the signature was not checked.",
    )
    with pytest.raises(Damaged, match="is signed by another key, and BACKUP_SIGNING_KEY is set"):
        opened(tmp_path, Keys(signing_key="another key of somebody"))
    stored(tmp_path)
    with pytest.raises(Damaged, match="is not signed, and BACKUP_SIGNING_KEY is set"):
        opened(tmp_path, Keys(signing_key=KEY))


def test_an_encrypted_archive_needs_its_key(tmp_path: Path) -> None:
    name, key = f"{NAME}.age", Identity.generate()
    content = stored(tmp_path)
    with (
        (tmp_path / "store" / name).open("wb") as out,
        encrypting(out, [key.to_public()]) as plain,
    ):
        plain.write(content)
    assert opened(tmp_path, Keys((key,)), name=name).described == described()
    assert sorted(file.name for file in (tmp_path / "work").iterdir()) == ["files"]
    with pytest.raises(Damaged, match="there is no key here"):
        opened(tmp_path, name=name)
    with pytest.raises(Damaged, match="encrypted for other keys"):
        opened(tmp_path, Keys((Identity.generate(),)), name=name)
