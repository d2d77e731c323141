"""What may stand in an archive beside the bytes of its files: headers, and what other archivers note there.

Whoever unpacks an archive and packs it again with a program of theirs has the same archive. Names, kinds and sizes are
of the five files; times, owners and attributes change nothing; another name or size would be a second truth.
"""

import tarfile
from collections.abc import Iterator
from typing import Final

from totalaudio_ops.backups.damage import Damaged
from totalaudio_ops.backups.metadata import FILES
from totalaudio_ops.backups.unzipping import Unzipped

BLOCK: Final = 512
EXTENDED: Final = (tarfile.XHDTYPE, tarfile.XGLTYPE)
_PLAIN: Final = (tarfile.REGTYPE, tarfile.AREGTYPE)
_MOST_EXTENDED: Final = 16 * 1024
_HARMLESS: Final = frozenset(
    {"mtime", "atime", "ctime", "uid", "gid", "uname", "gname", "comment", "hdrcharset"}
    | {"SCHILY.dev", "SCHILY.ino", "SCHILY.nlink", "SCHILY.fflags", "LIBARCHIVE.creationtime"}
)
_HARMLESS_OF: Final = ("SCHILY.xattr.", "SCHILY.acl.", "LIBARCHIVE.xattr.", "RHT.security.")
# A Mac packs what it notes beside a file as a file of its own.
_NOTE: Final = "._"
_MOST_NOTED: Final = 64 * 1024
_MAGIC_OF_A_NOTE: Final = b"\x00\x05\x16\x07"


def next_entry(stream: Unzipped) -> tarfile.TarInfo | None:
    """The next header of one of the five files, at whose bytes the stream stands then; None at the end."""
    while (entry := _next_header(stream)) is not None:
        if entry.type in EXTENDED:
            _refuse_meaning(stream, entry)
        elif _is_note_of_a_mac(entry):
            _pass_note(stream, entry)
        elif not _is_the_folder(entry):
            return _plain(entry)
    return None


def _next_header(stream: Unzipped) -> tarfile.TarInfo | None:
    header = stream.exactly(BLOCK)
    if not header.strip(b"\0"):
        return None
    try:
        return tarfile.TarInfo.frombuf(header, "utf-8", "strict")
    except (tarfile.HeaderError, ValueError):
        raise _broken() from None


def _is_the_folder(entry: tarfile.TarInfo) -> bool:
    """What tar writes of the folder itself when somebody packs `.`; nothing is made of it."""
    return entry.type == tarfile.DIRTYPE and entry.size == 0 and entry.name.rstrip("/") == "."


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """One of the five, under its plain name; anything else is refused."""
    name = entry.name.removeprefix("./")
    if name not in FILES:
        raise _strange(entry)
    if entry.type not in _PLAIN:
        raise Damaged(f"{name} is not a plain file in the archive.")
    if entry.size < 0:
        raise Damaged(f"{name} has a size that is none.")
    entry.name = name
    return entry


def _is_note_of_a_mac(entry: tarfile.TarInfo) -> bool:
    name = entry.name.removeprefix("./")
    is_beside_ours = name.removeprefix(_NOTE) in {*FILES, "."}
    return name.startswith(_NOTE) and is_beside_ours and entry.type in _PLAIN


def _pass_note(stream: Unzipped, entry: tarfile.TarInfo) -> None:
    """Nothing is made of it; what only has such a name does not belong there."""
    if not 0 <= entry.size <= _MOST_NOTED:
        raise _strange(entry)
    noted = stream.exactly(entry.size)
    stream.exactly(-entry.size % BLOCK)
    if not noted.startswith(_MAGIC_OF_A_NOTE):
        raise _strange(entry)


def _refuse_meaning(stream: Unzipped, entry: tarfile.TarInfo) -> None:
    if not 0 <= entry.size <= _MOST_EXTENDED:
        raise Damaged("the archive has a header that is too large.")
    text = stream.exactly(entry.size)
    stream.exactly(-entry.size % BLOCK)
    for word in _words(text):
        if word not in _HARMLESS and not word.startswith(_HARMLESS_OF):
            raise Damaged(
                f"the archive has a header with {word[:40]!r}, which does not belong there."
            )


def _words(text: bytes) -> Iterator[str]:
    """The names of records, each of which begins with its own length: a value may hold anything."""
    rest = text
    while rest:
        length, _, record = rest.partition(b" ")
        size = int(length) if length.isdigit() and len(length) < 8 else 0
        if not len(length) + 1 < size <= len(rest) or rest[size - 1 : size] != b"\n":
            raise _broken()
        yield record.partition(b"=")[0].decode("utf-8", "replace")
        rest = rest[size:]


def _strange(entry: tarfile.TarInfo) -> Damaged:
    return Damaged(f"the archive holds {entry.name[:80]!r}, which does not belong there.")


def _broken() -> Damaged:
    return Damaged("the archive is not a tar file all the way: a header is broken.")
