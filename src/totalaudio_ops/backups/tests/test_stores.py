"""A store has an archive whole or not at all; what it refuses is said in one line."""

import http.server
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3  # type: ignore[import-untyped]  # it has no types
import obstore
import pytest
from moto.server import ThreadedMotoServer
from obstore.store import S3Store as Bucket

from totalaudio_ops.backups import s3_store
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.s3_store import S3Settings, S3Store
from totalaudio_ops.backups.stores import Store, store_at
from totalaudio_ops.backups.tests.making_backups import archives_in
from totalaudio_ops.problems import Problem

NAME = "daily-20261123T020005Z.tar.gz"
LATER = "daily-20261124T020005Z.tar.gz.age"
LARGE = bytes(range(256)) * 4 * 9 * 1024 + b"end"  # more than one part


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """An S3 server on loopback, by moto."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, tmp_path: Path) -> str:
    name = f"bucket-{os.urandom(4).hex()}"
    client(endpoint).create_bucket(Bucket=name)
    return name


def client(endpoint: str):  # type: ignore[no-untyped-def]  # boto3 makes its clients at run time
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="id",
        aws_secret_access_key="secret",
    )


def settings(endpoint: str, **changes: object) -> S3Settings:
    return S3Settings(endpoint, "us-east-1", "id", "secret", has_path_style=True, **changes)  # type: ignore[arg-type]  # as the fields say


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, endpoint: str, bucket: str) -> Store:
    if request.param == "folder":
        return FolderStore(tmp_path / "store")
    return S3Store(f"s3://{bucket}/of/ours", settings(endpoint))


def put(store: Store, name: str, content: bytes, work: Path) -> None:
    with store.writing(name, work) as out:
        out.write(content)


def test_what_was_put_is_fetched_listed_and_deleted(store: Store, tmp_path: Path) -> None:
    assert archives_in(store) == []
    put(store, NAME, LARGE, tmp_path)
    put(store, LATER, b"later", tmp_path)
    assert [(one.name, one.bytes) for one in archives_in(store)] == [(LATER, 5), (NAME, len(LARGE))]
    store.fetch(NAME, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == LARGE
    with pytest.raises(Problem, match=r"no room for a copy of the archive in .* set TMPDIR"):
        store.fetch(NAME, Path("/dev/full"))
    store.delete(NAME)
    store.delete(NAME)
    assert [one.name for one in archives_in(store)] == [LATER]


def test_other_files_are_left_alone(store: Store, tmp_path: Path) -> None:
    put(store, "notes.txt", b"of somebody", tmp_path)
    assert archives_in(store) == []
    assert [one.name for one in store.stored()] == ["notes.txt"]


def test_what_breaks_off_is_not_there(store: Store, tmp_path: Path) -> None:
    def fail() -> None:
        with store.writing(NAME, tmp_path) as out:
            out.write(LARGE)
            raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        fail()
    assert list(store.stored()) == []


def test_an_archive_is_never_written_over(store: Store, tmp_path: Path) -> None:
    put(store, NAME, b"first", tmp_path)
    with pytest.raises(Problem, match="is there already"):
        put(store, NAME, b"second", tmp_path)
    store.fetch(NAME, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == b"first"


def test_what_is_missing_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="see what backup list shows"):
        store.fetch(NAME, tmp_path / "back")


def test_what_another_writes_is_hidden_until_it_is_whole_and_swept_when_it_is_old(
    tmp_path: Path,
) -> None:
    store = FolderStore(tmp_path / "store")
    put(store, NAME, b"first", tmp_path)
    old, young = (tmp_path / "store" / f".{name}.part" for name in (NAME, LATER))
    for part in (old, young):
        part.write_bytes(b"half")
    os.utime(old, (time.time() - 90_000,) * 2)
    assert [one.name for one in store.stored()] == [NAME]
    put(store, "other-20261123T020005Z.tar.gz", b"x", tmp_path)
    assert (old.exists(), young.exists()) == (False, True)


def test_a_link_is_no_archive(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    put(store, NAME, b"first", tmp_path)
    (tmp_path / "store" / LATER).symlink_to("/etc/passwd")
    assert [one.name for one in archives_in(store)] == [NAME]


class Faulty(http.server.BaseHTTPRequestHandler):
    """Answers every request with a status of the test, or never."""

    status = 500

    def do_any(self) -> None:
        if self.status == 0:
            time.sleep(3)
            return
        length = int(self.headers.get("Content-Length", 0))
        self.rfile.read(length)
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = do_any  # noqa: N815 - of the library

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def faulty(status: int) -> Iterator[str]:
    Faulty.status = status
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Faulty) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("status", [500, 503, 403, 0])
def test_a_server_that_fails_or_hangs_is_said_in_time(status: int, tmp_path: Path) -> None:
    with faulty(status) as endpoint:
        store = S3Store("s3://bucket", settings(endpoint, seconds=0.3, retries=1))
        began = time.monotonic()
        with pytest.raises(Problem, match=r"the store of backups s3://bucket does not do it: "):
            put(store, NAME, LARGE, tmp_path)
        with pytest.raises(Problem, match=r"check BACKUP_STORE, BACKUP_S3_ENDPOINT and the keys"):
            list(store.stored())
        assert time.monotonic() - began < 15


def test_an_upload_that_fails_is_aborted(
    endpoint: str, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking() -> Iterator[bytes]:
        yield from (b"x" * s3_store.PART for _ in range(3))
        raise OSError("the disk is gone")

    real = obstore.put

    def put_breaking(to: Bucket, key: str, *_: object, **__: object) -> object:
        return real(to, key, breaking(), use_multipart=True, chunk_size=s3_store.PART)

    monkeypatch.setattr(obstore, "put", put_breaking)
    store = S3Store(f"s3://{bucket}", settings(endpoint))
    with pytest.raises(Exception, match="the disk is gone"):
        put(store, NAME, b"", tmp_path)
    assert list(store.stored()) == []
    assert client(endpoint).list_multipart_uploads(Bucket=bucket).get("Uploads", []) == []


@pytest.mark.parametrize("address", ["s3://", "s3:///prefix", "s3://bucket?x=1"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Problem, match="write s3://bucket/prefix in BACKUP_STORE"):
        store_at(address, S3Settings())
    with pytest.raises(Problem, match="name a folder, or s3://bucket/prefix"):
        store_at("gs://bucket", S3Settings())
