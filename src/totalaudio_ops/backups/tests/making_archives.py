"""Archives for tests, packed as ours or as an attacker would."""

import hashlib
import io
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from totalaudio_ops.backups import archive, metadata
from totalaudio_ops.backups.metadata import SQL_FILES, File, Metadata, Rows

AT = datetime(2026, 11, 23, 2, 0, 5, tzinfo=UTC)
TEXTS = {name: f"-- {name}\nSELECT 1;\n".encode() * 50 for name in SQL_FILES}


def described(texts: dict[str, bytes] = TEXTS, **changes: object) -> Metadata:
    """A description that is right for these files."""
    values: dict[str, object] = {
        "format": metadata.FORMAT,
        "id": UUID("0199c1a2-0000-7000-8000-000000000001"),
        "name": "daily",
        "trigger": "daily",
        "time": AT,
        "git_revision": "0123abcd",
        "server_version": "18.1",
        "extensions": {"pg_trgm": "1.6"},
        "migrations": {"accounts": "0001_initial"},
        "files": {
            name: File(hashlib.sha256(text).hexdigest(), len(text)) for name, text in texts.items()
        },
        "catalogue": {"table totalaudio.things": "permanent"},
        "tables": {"totalaudio.things": Rows(3, "00ff")},
        "unreadable_roles": [],
        "other_schemas": [],
        "signature": None,
    }
    return Metadata(**(values | changes))  # type: ignore[arg-type]  # as the fields say


def write_files(folder: Path, texts: dict[str, bytes] = TEXTS) -> None:
    """Fill a folder with the five files."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text)
    (folder / metadata.NAME).write_bytes(metadata.write(described(texts)))


def packed(folder: Path) -> bytes:
    """The archive of a folder, as ours."""
    out = io.BytesIO()
    archive.pack(folder, out)
    return out.getvalue()


def entries_of(folder: Path) -> list[tuple[tarfile.TarInfo, bytes]]:
    """The five files as entries of an archive, to be changed."""
    found = []
    for file in sorted(folder.iterdir()):
        entry = tarfile.TarInfo(file.name)
        entry.size = file.stat().st_size
        found.append((entry, file.read_bytes()))
    return found


def packed_by_hand(entries: list[tuple[tarfile.TarInfo, bytes]], form: int) -> bytes:
    """An archive of these entries, in one of tar's formats."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=form) as tar:
        for entry, text in entries:
            tar.addfile(entry, io.BytesIO(text))
    return out.getvalue()
