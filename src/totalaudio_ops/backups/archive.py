"""The archive: a tar.gz of exactly five files, written and read piece by piece.

Reading trusts nothing: names, kinds, sizes and what follows the end are checked, and nothing but the five files is
ever made, in the folder that was named.
"""

import gzip
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from totalaudio_ops.backups import metadata as describing
from totalaudio_ops.backups.damage import Damaged
from totalaudio_ops.backups.hashing import Sink, sha256_of
from totalaudio_ops.backups.headers import BLOCK, next_entry
from totalaudio_ops.backups.metadata import FILES, NAME, Metadata
from totalaudio_ops.backups.unzipping import Unzipped
from totalaudio_ops.problems import Problem

LEVEL: Final = 1


def pack(folder: Path, target: Sink) -> None:
    """Write the five files of a folder, the description first so that a reader knows what to expect."""
    with (
        gzip.GzipFile(
            filename="", mode="wb", compresslevel=LEVEL, fileobj=target, mtime=0
        ) as zipped,
        tarfile.open(
            fileobj=zipped, mode="w|", format=tarfile.GNU_FORMAT, bufsize=1024 * 1024
        ) as tar,
    ):
        for name in (NAME, *describing.SQL_FILES):
            with (folder / name).open("rb") as file:
                entry = tarfile.TarInfo(name)
                entry.size, entry.mode = (folder / name).stat().st_size, 0o600
                tar.addfile(entry, file)


def unpack(file: Path, folder: Path) -> Metadata:
    """Unpack into an empty folder and check every byte against the description, which is returned.

    Raises Damaged with everything that is wrong as far as it could be read, and Problem when there is no room here.
    """
    described = _description(file)
    _refuse_too_large(described, folder)
    found = [name for name, _ in _each(file, _sizes(described), folder)]
    if missing := sorted(set(FILES) - set(found)):
        raise Damaged(f"the archive lacks {', '.join(missing)}.")
    _compare(described, folder)
    return described


def _description(file: Path) -> Metadata:
    """The description, wherever it lies in the archive: nothing is written before it was read."""
    for name, text in _each(file, {NAME: None}, None):
        if name == NAME:
            return describing.read(text)
    raise Damaged(f"the archive lacks {NAME}.")


def _sizes(described: Metadata) -> dict[str, int | None]:
    return {NAME: None} | {name: one.bytes for name, one in described.files.items()}


def _refuse_too_large(described: Metadata, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if described.total_bytes > free:
        raise Problem(
            f"the archive holds {described.total_bytes} bytes, and {folder} has room for {free}: "
            "make room there, or set TMPDIR to a larger disk."
        )


def _each(
    file: Path, sizes: dict[str, int | None], folder: Path | None
) -> Iterator[tuple[str, bytes]]:
    """Walks through the entries and writes them where there is a folder; yields names and the description."""
    seen: set[str] = set()
    with file.open("rb") as opened:
        stream = Unzipped(opened)
        while (entry := next_entry(stream)) is not None:
            if entry.name in seen:
                raise Damaged(f"the archive holds {entry.name} twice.")
            seen.add(entry.name)
            wanted = sizes.get(entry.name)
            if wanted is not None and entry.size != wanted:
                raise Damaged(f"{entry.name} has {entry.size} bytes, and {NAME} says {wanted}.")
            yield entry.name, _take(stream, entry, folder)
        _refuse_more(stream)


def _take(stream: Unzipped, entry: tarfile.TarInfo, folder: Path | None) -> bytes:
    kept = b""
    if entry.name == NAME:
        if entry.size > describing.MOST_BYTES:
            raise Damaged(f"{NAME} is larger than any description can be.")
        kept = stream.exactly(entry.size)
        if folder is not None:
            (folder / NAME).write_bytes(kept)
    elif folder is None:
        for _ in stream.pieces(entry.size):
            pass
    else:
        with (folder / entry.name).open("xb") as out:
            for piece in stream.pieces(entry.size):
                out.write(piece)
    stream.exactly(-entry.size % BLOCK)
    return kept


def _refuse_more(stream: Unzipped) -> None:
    """After the end there is padding and nothing else."""
    for piece in stream.rest():
        if piece.strip(b"\0"):
            raise Damaged("the archive goes on after its end.")


def _compare(described: Metadata, folder: Path) -> None:
    wrong = [
        f"{name} is not what {NAME} says: its checksum differs."
        for name, one in described.files.items()
        if sha256_of(folder / name) != one.sha256
    ]
    if wrong:
        raise Damaged(*wrong)
