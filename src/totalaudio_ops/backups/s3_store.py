"""Archives in an S3-compatible store: an upload in parts becomes an object at its end, or is aborted."""

import contextlib
import errno
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store as Bucket

from totalaudio_ops.backups.stored import Stored
from totalaudio_ops.backups.working import no_room_for
from totalaudio_ops.problems import Problem

if TYPE_CHECKING:  # obstore has it for checkers alone
    from obstore.store import S3Config

PART: Final = 8 * 1024 * 1024
_AT_ONCE: Final = 2


@dataclass(frozen=True, slots=True)
class S3Settings:
    """How to reach the store; a key that is empty is taken from where AWS keeps its own."""

    endpoint: str = ""
    region: str = ""
    access_key_id: str = ""
    secret_access_key: str = ""
    has_path_style: bool = False
    seconds: float = 60
    retries: int = 5


class S3Store:
    """A bucket, and what all names in it begin with."""

    def __init__(self, address: str, settings: S3Settings) -> None:
        parts = urlsplit(address)
        if not parts.netloc or parts.query or parts.fragment:
            raise Problem(f"{address} is no place of S3: write s3://bucket/prefix in BACKUP_STORE.")
        self.address = address.rstrip("/")
        self._prefix = parts.path.strip("/")
        with self._explained():
            self._bucket = _bucket(parts.netloc, settings)

    @contextlib.contextmanager
    def writing(self, name: str, work: Path) -> Iterator[BinaryIO]:
        """Writes to a file in the work folder and uploads it at the end; a name that is taken is refused."""
        with tempfile.NamedTemporaryFile(dir=work) as file:
            yield file  # type: ignore[misc]  # a binary file
            file.flush()
            with self._explained():
                if any(one.name == name for one in self.stored()):
                    raise Problem(
                        f"{self.address}/{name} is there already: wait a second, and run this again."
                    )
                obstore.put(
                    self._bucket,
                    self._key(name),
                    Path(file.name),
                    use_multipart=True,
                    chunk_size=PART,
                    max_concurrency=_AT_ONCE,
                )

    def fetch(self, name: str, target: Path) -> None:
        """Downloads in pieces, so that each request has its own time limit."""
        with self._explained(), target.open("wb") as out:
            size = obstore.head(self._bucket, self._key(name))["size"]
            for start in range(0, size, PART):
                end = min(start + PART, size)
                out.write(obstore.get_range(self._bucket, self._key(name), start=start, end=end))

    def stored(self) -> Iterable[Stored]:
        """Every object directly under the prefix."""
        with self._explained():
            found = obstore.list_with_delimiter(self._bucket, self._prefix or None)
            return [Stored(Path(one["path"]).name, one["size"]) for one in found["objects"]]

    def delete(self, name: str) -> None:
        """Deletes an object."""
        with self._explained(), contextlib.suppress(FileNotFoundError):
            obstore.delete(self._bucket, self._key(name))

    def _key(self, name: str) -> str:
        return f"{self._prefix}/{name}" if self._prefix else name

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise Problem(
                f"{self.address} has no such archive: see what backup list shows."
            ) from None
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            raise Problem(no_room_for("a copy of the archive")) from None
        except BaseError as error:
            raise Problem(
                f"the store of backups {self.address} does not do it: {_reason(error)}; "
                "check BACKUP_STORE, BACKUP_S3_ENDPOINT and the keys."
            ) from None


def _bucket(name: str, settings: S3Settings) -> Bucket:
    return Bucket(
        name,
        config=_config(settings),
        client_options={
            "allow_http": settings.endpoint.startswith("http://"),
            "timeout": timedelta(seconds=settings.seconds),
            "connect_timeout": timedelta(seconds=min(10, settings.seconds)),
        },
        retry_config={
            "max_retries": settings.retries,
            "retry_timeout": timedelta(seconds=3 * settings.seconds),
        },
    )


def _config(settings: S3Settings) -> "S3Config":
    found: S3Config = {"virtual_hosted_style_request": not settings.has_path_style}
    if settings.access_key_id:
        found["access_key_id"] = settings.access_key_id
        found["secret_access_key"] = settings.secret_access_key
    if settings.endpoint:
        found["endpoint"] = settings.endpoint
    if settings.region:
        found["region"] = settings.region
    return found


def _reason(error: BaseError) -> str:
    """What happened, without the addresses and the many lines of its debugging."""
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return first[:300].rstrip(".")
