"""The real web server and a real worker on a database of the test's own, as `totalaudio up` starts them."""

import http.client
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.platform.launch import environment, free_port, until
from tests.support.database import Urls

NONE: Final[Mapping[str, str]] = {}


@dataclass(frozen=True)
class Site:
    """Where it answers, and the process that serves its pages."""

    port: int
    web: int
    urls: Urls

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


@contextmanager
def serving(
    urls: Urls, logs: Path, *, with_worker: bool = True, settings: Mapping[str, str] = NONE
) -> Iterator[Site]:
    """Serve a database on loopback as long as the block lasts, with more settings if need be."""
    port = free_port()
    told = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "LOOK_OUTSIDE": "false",
        "PYTHONWARNINGS": "ignore",
        **settings,
    }
    server = [
        "granian",
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--no-ws",
    ]
    where = ["--host", "127.0.0.1", "--port", str(port), "totalaudio.project.wsgi:application"]
    with ExitStack() as stack:
        web = _started(
            stack, logs / "web.log", [*server, *where], told | {"DATABASE_URL": urls.app}
        )
        if with_worker:
            both = {"DATABASE_URL": urls.app, "DATABASE_SYSTEM_URL": urls.system, "APP": "worker"}
            _started(stack, logs / "worker.log", ["totalaudio", "worker"], told | both)
        site = Site(port, web, urls)
        until(site.is_ready)
        yield site


def _started(stack: ExitStack, log: Path, module: list[str], told: dict[str, str]) -> int:
    said = stack.enter_context(log.open("wb"))
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", *module],
        env=environment(**told),
        cwd="/",
        stdout=said,
        stderr=said,
    )
    stack.callback(process.wait, 30)
    stack.callback(process.terminate)
    return process.pid
