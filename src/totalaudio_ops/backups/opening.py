"""Stage 1 of a verification: fetched again from its store, decrypted, unpacked, and every byte compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyrage.x25519 import Identity

from totalaudio_ops.backups import archive, metadata, naming
from totalaudio_ops.backups.crypt import decrypt, is_encrypted
from totalaudio_ops.backups.damage import Damaged
from totalaudio_ops.backups.hashing import sha256_of
from totalaudio_ops.backups.metadata import Metadata
from totalaudio_ops.backups.records import Record
from totalaudio_ops.backups.stores import Located


@dataclass(frozen=True, slots=True)
class Keys:
    """What is needed to read an archive and to know whose it is; both may be missing."""

    identities: tuple[Identity, ...] = ()
    signing_key: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The five files in a folder, and what could not be checked."""

    folder: Path
    described: Metadata
    notes: tuple[str, ...]


def open_archive(located: Located, keys: Keys, work: Path, record: Record | None) -> Opened:
    """Unpack an archive and check all that can be without a server; raises Damaged, or Problem of the store.

    `record` is what the database wrote down when it was made: whoever can change the archive cannot change that.
    """
    fetched, folder = work / "fetched", work / "files"
    folder.mkdir(mode=0o700)
    located.store.fetch(located.name, fetched)
    is_as_stored = record is None or record.sha256 in {None, sha256_of(fetched)}
    packed = _decrypted(fetched, keys, work)
    described = archive.unpack(packed, folder)
    packed.unlink()
    problems = [*_misnamed(described, located.name), *_forged(described, keys, record)]
    if problems:
        raise Damaged(*problems)
    return Opened(
        folder, described, tuple(_notes(described, keys, record, is_as_stored=is_as_stored))
    )


def _decrypted(fetched: Path, keys: Keys, work: Path) -> Path:
    if not is_encrypted(fetched):
        return fetched
    plain = work / "plain"
    decrypt(fetched, plain, list(keys.identities))
    fetched.unlink()
    return plain


def _misnamed(described: Metadata, name: str) -> Iterator[str]:
    """An archive that lies under another's name would be restored in its place."""
    said = naming.parsed(name)
    if said is None:  # renamed by somebody; nothing takes it for another
        return
    if said.name != described.name or said.at != described.time.replace(microsecond=0):
        yield (
            f"the archive under the name {name} is another: it says that it is "
            f"{described.name} of {described.time:%Y%m%dT%H%M%SZ}."
        )


def _forged(described: Metadata, keys: Keys, record: Record | None) -> Iterator[str]:
    if record and record.digest and record.digest != metadata.digest(described):
        yield "the archive is not the one that the database wrote down when it was made."
    if keys.signing_key and not metadata.is_signed_by(described, keys.signing_key):
        said = "is signed by another key" if described.signature else "is not signed"
        yield f"the archive {said}, and BACKUP_SIGNING_KEY is set."


def _notes(
    described: Metadata, keys: Keys, record: Record | None, *, is_as_stored: bool
) -> Iterator[str]:
    if record is None or not record.digest:
        yield "The database that was asked does not know this archive."
    elif not is_as_stored:
        yield "It was packed again since it was made; its contents are the same."
    if not keys.signing_key and described.signature:
        yield "It is signed, and BACKUP_SIGNING_KEY is not set here: the signature was not checked."
