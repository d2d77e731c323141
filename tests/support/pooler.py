"""PgBouncer in front of a database, on loopback, handing out connections by transaction."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

PROGRAM: Final = shutil.which("pgbouncer")
needs_pooler = pytest.mark.skipif(PROGRAM is None, reason="needs pgbouncer")
CONNECTIONS: Final = 2  # to the server, for however many ask

SETTINGS: Final = """[databases]
* = host={host} port={port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = plain
auth_file = {folder}/people
pool_mode = transaction
default_pool_size = {connections}
"""


@contextmanager
def pooled(url: str) -> Iterator[str]:
    """The address of the same role and database through the pooler."""
    told = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    with tempfile.TemporaryDirectory(prefix="ta-", dir="/tmp") as name:
        folder, listen = Path(name), _free_port()
        folder.chmod(0o755)
        where = {"host": told["host"], "port": told.get("port", "5432")}
        settings = SETTINGS.format(**where, listen=listen, folder=name, connections=CONNECTIONS)
        (folder / "pooler.ini").write_text(settings)
        (folder / "people").write_text(f'"{told["user"]}" "{told["password"]}"\n')
        process = subprocess.Popen(
            [str(PROGRAM), "--quiet", f"{name}/pooler.ini"],
            user="nobody" if os.geteuid() == 0 else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(process, listen)
            here = {"host": "127.0.0.1", "port": str(listen)}
            yield make_conninfo("", **(told | here))
        finally:
            process.terminate()
            process.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    give_up_at = time.monotonic() + 30
    while time.monotonic() < give_up_at:
        assert process.poll() is None, "the pooler ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the pooler does not answer")
