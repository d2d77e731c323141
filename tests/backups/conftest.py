"""A full database, what a backup made of it, and the same restored on a server of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.backups.damage import Samples
from tests.backups.source import fill
from tests.support.database import Urls, copied
from tests.support.s3_server import s3 as s3
from totalaudio_ops.backups.dumping import Dumped, dump
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.making import Order, create
from totalaudio_ops.backups.opening import Keys
from totalaudio_ops.backups.proving import Health, Product
from totalaudio_ops.backups.restoring import restore
from totalaudio_ops.backups.s3_store import S3Settings
from totalaudio_ops.backups.stores import locate
from totalaudio_ops.backups.verifying import Verified, verify
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.roles import ensure_database

ROOT = Path(__file__).resolve().parents[2]
# What the archive itself shows must be caught without the product's own check, which comes on top.
PRODUCT = Product(lambda _: Health((), is_of_this_release=True), ROOT / "db" / "schema.sql")


@dataclass(frozen=True)
class Taken:
    """The four files of a dump, and what is known of them."""

    folder: Path
    said: Dumped


@pytest.fixture(scope="session")
def source(server: str, original: str) -> Iterator[Urls]:
    """A database of the backups' own, with rows in every table."""
    with copied(server, original) as urls:
        fill(urls)
        yield urls


@pytest.fixture(scope="session")
def taken(source: Urls, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """A dump of it, made by the system role."""
    folder = tmp_path_factory.mktemp("taken")
    return Taken(folder, dump(source.system, folder))


@pytest.fixture(scope="session")
def restored(taken: Taken) -> Iterator[str]:
    """The administrator's address of the same database, brought back on an empty server."""
    with throwaway_server() as server:
        url = ensure_database(server.url)
        restore(taken.folder, url)
        yield url


@pytest.fixture(scope="session")
def archive(source: Urls, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of it, where it was stored."""
    return made(source, tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def samples(
    archive: Path, server: str, original: str, tmp_path_factory: pytest.TempPathFactory
) -> Samples:
    """Its bytes, and those of an archive of another database with the same tables."""
    with copied(server, original) as urls:
        fill(urls)
        other = made(urls, tmp_path_factory.mktemp("other"))
    return Samples(archive.read_bytes(), other.read_bytes())


def made(urls: Urls, store: Path) -> Path:
    """Make an archive, as the command does."""
    return Path(create(urls.system, Order(FolderStore(store), "proof")).archive)


type Checking = Callable[[bytes], Verified]


@pytest.fixture
def check(archive: Path, tmp_path: Path) -> Checking:
    """Verifies these bytes in the place of the archive, by what they say themselves."""

    def checked(content: bytes, keys: Keys | None = None) -> Verified:
        place = tmp_path / archive.name
        place.write_bytes(content)
        return verify(locate(str(place), S3Settings()), keys or Keys(), PRODUCT, None)

    return checked
