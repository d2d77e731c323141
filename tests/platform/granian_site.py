"""A web process as the platform runs it, on the database of a test: for tests that count what it did, or kill it."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.platform.launch import environment, free_port, until
from tests.support.database import Urls


@dataclass
class Site:
    """One granian that serves the platform."""

    process: subprocess.Popen[bytes]
    port: int

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an answer; the status is 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=named)
            answer = connection.getresponse()
            body = answer.read()
            return answer.status, {name.lower(): text for name, text in answer.getheaders()}, body
        except (OSError, http.client.HTTPException):
            return 0, {}, b""
        finally:
            connection.close()

    def kill(self) -> None:
        """As when the machine takes it away: nothing of it can say anything any more."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def stop(self) -> int:
        """As the supervisor stops it."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@contextmanager
def site(db: Urls, said: Path | None = None, **changes: str) -> Iterator[Site]:
    """A web process that answers; it holds the app role's connection only, and says what it says in a file."""
    command = (sys.executable, "-P", "-m", "granian")
    port = free_port()
    options = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-ws")
    told = {
        "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
        "DATABASE_URL": db.app,
        "PORT": str(port),
        "LOOK_OUTSIDE": "false",
    }
    with (said or Path(os.devnull)).open("ab") as out:
        process = subprocess.Popen(
            [*command, "--port", str(port), *options, "totalaudio.project.wsgi:application"],
            env=environment(**told, **changes),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    found = Site(process, port)
    try:
        until(lambda: process.poll() is not None or found.get("/health/live")[0] == 200, 60)
        assert process.poll() is None, "the web process ended"
        yield found
    finally:
        if process.poll() is None:
            found.kill()
