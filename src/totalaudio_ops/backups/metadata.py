"""What an archive says of itself, strictly read: whatever is missing, unknown or of another type is damage."""

import hashlib
import hmac
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

import msgspec

from totalaudio_ops.backups.damage import Damaged

FORMAT: Final = 1
NAME: Final = "metadata.json"
SQL_FILES: Final = ("roles.sql", "schema.sql", "data.sql", "constraints.sql")
FILES: Final = (*SQL_FILES, NAME)
MOST_BYTES: Final = 256 * 1024 * 1024

type Sha256 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
type Count = Annotated[int, msgspec.Meta(ge=0)]


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the archive."""

    sha256: Sha256
    bytes: Count


class Rows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a table holds."""

    rows: Count
    hash: str


class Metadata(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True
):
    """The whole description; `time` is the moment of the snapshot, `installation` is empty in the oldest archives."""

    format: int
    id: UUID
    name: str
    trigger: Annotated[str, msgspec.Meta(pattern=r"\A(daily|hand|workflow)\Z")]
    time: Annotated[datetime, msgspec.Meta(tz=True)]
    git_revision: str
    server_version: str
    extensions: dict[str, str]
    migrations: dict[str, str]
    files: dict[str, File]
    catalogue: dict[str, str]
    tables: dict[str, Rows]
    unreadable_roles: list[str]
    other_schemas: list[str]
    signature: str | None
    installation: str = ""

    @property
    def total_bytes(self) -> int:
        """The size of everything that is unpacked beside this."""
        return sum(file.bytes for file in self.files.values())

    @property
    def row_count(self) -> int:
        """The rows of all tables."""
        return sum(table.rows for table in self.tables.values())


class _Written(Metadata, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """As it lies in the file: with a checksum of its own, since no other file has one of it."""

    digest: Sha256


def write(metadata: Metadata) -> bytes:
    """The bytes of the file; the same description gives the same bytes."""
    return _text(_Written(**msgspec.structs.asdict(metadata), digest=digest(metadata)))


def read(text: bytes) -> Metadata:
    """Read the file; raises Damaged that says what is wrong in it."""
    try:
        written = msgspec.json.decode(text, type=_Written)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Damaged(f"{NAME} cannot be read: {str(error).rstrip('.')}.") from None
    if written.format != FORMAT:
        raise Damaged(
            f"{NAME} has the format {written.format}, and this release reads {FORMAT}: "
            "use the release that made the archive."
        )
    if sorted(written.files) != sorted(SQL_FILES):
        raise Damaged(f"{NAME} names other files than {', '.join(SQL_FILES)}.")
    said = msgspec.structs.asdict(written)
    wanted, found = said.pop("digest"), Metadata(**said)
    if wanted != digest(found):
        raise Damaged(f"{NAME} is not what was written: its own checksum differs.")
    return found


def digest(metadata: Metadata) -> str:
    """A checksum of all that the description says, however it is laid out; the signature is not in it."""
    return hashlib.sha256(_text(msgspec.structs.replace(metadata, signature=None))).hexdigest()


def signed(metadata: Metadata, key: str) -> Metadata:
    """The same description with its signature by this key (HMAC-SHA256 of its digest)."""
    return msgspec.structs.replace(metadata, signature=_signature(metadata, key))


def is_signed_by(metadata: Metadata, key: str) -> bool:
    """Whether the description is signed, and by this key."""
    found = metadata.signature or ""
    return hmac.compare_digest(found.encode(), _signature(metadata, key).encode())


def _text(metadata: Metadata) -> bytes:
    return msgspec.json.format(msgspec.json.encode(metadata, order="sorted"), indent=1) + b"\n"


def _signature(metadata: Metadata, key: str) -> str:
    return hmac.new(key.encode(), digest(metadata).encode(), hashlib.sha256).hexdigest()
