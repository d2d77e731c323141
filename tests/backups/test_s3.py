"""Backups in a real S3 server, and on a bad way to it: an archive is there whole, or not at all."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.backups.conftest import PRODUCT
from tests.backups.faulty_way import Way, faulty_way
from tests.support.database import Urls
from tests.support.s3_server import BUCKET, KEY, REGION, S3, SECRET
from totalaudio_ops.backups.making import Order, create
from totalaudio_ops.backups.opening import Keys
from totalaudio_ops.backups.s3_store import PART, S3Settings, S3Store
from totalaudio_ops.backups.stores import locate
from totalaudio_ops.backups.tests.making_backups import archives_in
from totalaudio_ops.backups.verifying import verify
from totalaudio_ops.problems import Problem

PLACE = f"s3://{BUCKET}/proofs"


@pytest.fixture
def way(s3: S3) -> Iterator[Way]:
    with faulty_way(s3.port) as opened:
        yield opened


def settings(endpoint: str, *, secret: str = SECRET) -> S3Settings:
    return S3Settings(endpoint, REGION, KEY, secret, has_path_style=True, seconds=1.5, retries=1)


def large() -> bytes:
    """More than one part of an upload, of bytes that do not pack."""
    return bytes(range(256)) * ((2 * PART + 1_000_000) // 256)


def put(store: S3Store, name: str, content: bytes, work: Path) -> None:
    with store.writing(name, work) as out:
        out.write(content)


def names(s3: S3) -> list[str]:
    return [one.name for one in archives_in(S3Store(PLACE, settings(s3.endpoint)))]


def test_a_backup_in_a_bucket_is_made_verified_and_thrown_away(source: Urls, s3: S3) -> None:
    told = replace(settings(s3.endpoint), seconds=30)
    store = S3Store(f"{PLACE}/whole", told)
    made = create(source.system, Order(store, "bucket"))
    assert made.archive.startswith(f"{PLACE}/whole/bucket-")
    assert verify(locate(made.archive, told), Keys(), PRODUCT, None).problems == ()
    name = made.archive.rpartition("/")[2]
    assert [one.name for one in archives_in(store)] == [name]
    store.delete(name)
    assert archives_in(store) == []


def test_an_archive_of_many_parts_comes_back_as_it_was(s3: S3, tmp_path: Path) -> None:
    store, content = S3Store(PLACE, settings(s3.endpoint)), large()
    put(store, "parts-20261123T020000Z.tar.gz", content, tmp_path)
    store.fetch("parts-20261123T020000Z.tar.gz", tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == content
    store.delete("parts-20261123T020000Z.tar.gz")


@pytest.mark.parametrize("after", [0, 100_000, PART + 1000, 2 * PART + 500_000])
def test_an_upload_that_is_cut_leaves_no_archive(
    after: int, way: Way, s3: S3, tmp_path: Path
) -> None:
    store = S3Store(PLACE, settings(way.endpoint))
    way.cut_after = after
    with pytest.raises(Problem, match=f"the store of backups {PLACE} does not do it"):
        put(store, f"cut-20261123T02{after % 60:02}00Z.tar.gz", large(), tmp_path)
    assert names(s3) == []


@pytest.mark.parametrize("fault", ["breaks", "hangs"])
def test_a_store_that_fails_or_hangs_is_said_soon(fault: str, way: Way, tmp_path: Path) -> None:
    setattr(way, fault, True)
    store, began = S3Store(PLACE, settings(way.endpoint)), time.monotonic()
    for asked in (
        lambda: put(store, "new-20261123T020000Z.tar.gz", b"x", tmp_path),
        lambda: store.fetch("new-20261123T020000Z.tar.gz", tmp_path / "back"),
        lambda: archives_in(store),
        lambda: store.delete("new-20261123T020000Z.tar.gz"),
    ):
        with pytest.raises(Problem, match=f"the store of backups {PLACE} does not do it"):
            asked()
    assert time.monotonic() - began < 60


def test_a_wrong_key_is_said_without_the_key(s3: S3, tmp_path: Path) -> None:
    store = S3Store(PLACE, settings(s3.endpoint, secret="not-the-secret"))
    with pytest.raises(Problem, match="check BACKUP_STORE") as problem:
        put(store, "new-20261123T020000Z.tar.gz", b"x", tmp_path)
    assert "not-the-secret" not in str(problem.value)
    assert names(s3) == []


def test_a_download_that_is_cut_is_no_archive(
    source: Urls, way: Way, s3: S3, tmp_path: Path
) -> None:
    """The store is asked again for the piece; when it stays away, the verification says so."""
    told = replace(settings(s3.endpoint), seconds=30)
    made = create(source.system, Order(S3Store(PLACE, told), "back"))
    way.cut_back_after = 20_000
    [said] = verify(locate(made.archive, settings(way.endpoint)), Keys(), PRODUCT, None).problems
    assert said.startswith(f"It cannot be verified: the store of backups {PLACE} does not do it")
    S3Store(PLACE, told).delete(made.archive.rpartition("/")[2])
