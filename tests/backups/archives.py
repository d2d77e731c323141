"""Archives taken apart and put together again, whole or damaged, as somebody with a tar program would."""

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

METADATA: Final = "metadata.json"
SQL_FILES: Final = ("roles.sql", "schema.sql", "data.sql", "constraints.sql")
FILES: Final = (*SQL_FILES, METADATA)

type Files = dict[str, bytes]
type Entry = tuple[tarfile.TarInfo, bytes]


def opened(archive: bytes) -> Files:
    """The files of an archive, in their order."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
        return {member.name: _content(tar, member) for member in tar}


def packed(files: Files) -> bytes:
    """An archive of these files."""
    return packed_entries(entry(name, content) for name, content in files.items())


def entry(name: str, content: bytes) -> Entry:
    """A plain file to be packed."""
    made = tarfile.TarInfo(name)
    made.size = len(content)
    return made, content


def packed_entries(
    entries: Iterable[Entry], *, level: int = 1, form: int = tarfile.GNU_FORMAT
) -> bytes:
    """An archive of anything, in this order."""
    target = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=level, fileobj=target) as zipped,
        tarfile.open(fileobj=zipped, mode="w|", format=form) as tar,
    ):
        for described, content in entries:
            tar.addfile(described, io.BytesIO(content))
    return target.getvalue()


def described_anew(files: Files) -> Files:
    """The same files with checksums and sizes that fit them: what whoever changes a file can do."""
    described = json.loads(files[METADATA])
    for name in SQL_FILES:
        if name in files:
            content = files[name]
            described["files"][name] = {
                "sha256": hashlib.sha256(content).hexdigest(),
                "bytes": len(content),
            }
    return files | {METADATA: _sealed(described)}


def changed(archive: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one file changed and its checksum made to fit."""
    files = opened(archive)
    before = files[name]
    files[name] = change(before)
    assert files[name] != before, f"nothing was changed in {name}"
    return packed(described_anew(files))


def redescribed(archive: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The archive with another description of itself."""
    files = opened(archive)
    described = json.loads(files[METADATA])
    change(described)
    return packed(files | {METADATA: _sealed(described)})


def _sealed(described: dict[str, Any]) -> bytes:
    """The description with its own checksum made to fit as well."""
    said = {key: value for key, value in described.items() if key != "digest"}
    text = msgspec.json.encode(said | {"signature": None}, order="sorted")
    digest = hashlib.sha256(msgspec.json.format(text, indent=1) + b"\n").hexdigest()
    return json.dumps(said | {"digest": digest}, indent=1).encode()


def flipped(content: bytes, place: int) -> bytes:
    """The same bytes with one bit turned over."""
    place %= len(content)
    return content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :]


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    assert file is not None, f"{member.name} is no file"
    return file.read()
