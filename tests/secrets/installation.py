"""A web server and a worker whose every secret is marked, and all that they tell."""

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tests.platform.launch import environment, free_port, until
from tests.secrets.marks import MAIL, SET
from tests.secrets.refusing import refusing_mail_server, refusing_stripe
from tests.support.database import Urls

GRANIAN = ("granian", "--interface", "wsgi", "--workers", "1", "--no-ws", "--host", "127.0.0.1")


@dataclass
class Installation:
    """What runs, what outside services were told, and what pages said."""

    port: int
    folder: Path
    passwords: list[str]
    keys: list[str]
    processes: list[int] = field(default_factory=list)
    pages: dict[str, bytes] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: str = "", /, **headers: str) -> int:
        """The status of a page, which is kept with its headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body or None, named)
            answer = connection.getresponse()
            said = str(answer.getheaders()).encode() + answer.read()
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
        self.pages[f"{method} {path} {answer.status}"] = said
        return answer.status

    def told(self) -> dict[str, bytes]:
        """Every page, every log, and what the system shows of the processes to everybody."""
        logs = {path.name: path.read_bytes() for path in self.folder.glob("*.log")}
        shown = {
            f"process {pid}": Path(f"/proc/{pid}/cmdline").read_bytes() for pid in self.processes
        }
        return self.pages | logs | shown

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()


@contextmanager
def installation(urls: Urls, folder: Path) -> Iterator[Installation]:
    """Web and worker on a database, as long as the block lasts."""
    with ExitStack() as stack:
        mail, passwords = stack.enter_context(refusing_mail_server())
        stripe, keys = stack.enter_context(refusing_stripe())
        made = Installation(free_port(), folder, passwords, keys)
        told = SET | {
            "HOST": "127.0.0.1",
            "PORT": str(made.port),
            "LOOK_OUTSIDE": "false",
            "PYTHONWARNINGS": "ignore",
            "STRIPE_API_BASE": stripe,
            "EMAIL_URL": f"smtp://us:{quote(MAIL.text, safe='')}@127.0.0.1:{mail}",
            "DATABASE_URL": urls.app,
        }
        site = (*GRANIAN, "--port", str(made.port), "totalaudio.project.wsgi:application")
        _start(stack, made, "web", site, told)
        system = {"DATABASE_SYSTEM_URL": urls.system, "APP": "worker"}
        _start(stack, made, "worker", ("totalaudio", "worker"), told | system)
        until(lambda: made.ask("GET", "/health/ready") == 200)
        yield made


def _start(
    stack: ExitStack, made: Installation, name: str, module: tuple[str, ...], told: dict[str, str]
) -> None:
    said = stack.enter_context((made.folder / f"{name}.log").open("wb"))
    command = [sys.executable, "-P", "-m", *module]
    process = subprocess.Popen(command, env=environment(**told), cwd="/", stdout=said, stderr=said)
    stack.callback(process.wait, 30)
    stack.callback(process.terminate)
    made.processes.append(process.pid)
