"""The platform on several hosts: two that serve people, two that work, one database."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import psycopg

from tests.machines.database import SECRET
from tests.machines.network import Host, Network
from tests.platform.launch import ROOT, until
from tests.support.database import Urls

SITE = "platform.example"
PORT = 8000
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_GRANIAN = ("granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "8")


@dataclass(frozen=True)
class Answer:
    """What a host answered."""

    status: int
    body: bytes
    headers: http.client.HTTPMessage


@dataclass
class Web:
    """A host that serves people; `cookies` are those of one browser, which may be taken to another host."""

    host: Host
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        """One request by this browser, as a proxy hands it on."""
        kept = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        sent = {"Host": SITE, **({"Cookie": kept} if kept else {})}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.host.address, PORT, timeout=30)
        try:
            connection.request(method, path, body.encode() or None, sent)
            answer = connection.getresponse()
            found = Answer(answer.status, answer.read(), answer.headers)
        finally:
            connection.close()
        for line in found.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        return found

    def submit(self, path: str, **fields: str) -> Answer:
        """Open a page and send its form."""
        found = _TOKEN.search(self.ask("GET", path).body)
        assert found, f"{path} has no form"
        form = urlencode({"csrfmiddlewaretoken": found[1].decode(), **fields})
        kind = {"Content_Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, form, **kind)

    def sign_in(self, email: str, password: str) -> Answer:
        """As a person does."""
        return self.submit("/accounts/login/", login=email, password=password)


@dataclass
class Machines:
    """Everything that runs, and where."""

    network: Network
    urls: Urls
    folder: Path
    hosts: dict[str, Host] = field(init=False)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hosts = {host.name: host for host in self.network.hosts}

    def web(self, name: str) -> Web:
        """A new browser at this host."""
        return Web(self.hosts[name])

    def start_web(self, name: str, **told: str) -> None:
        """Serve people there; it holds the app role's connection only."""
        where = ("--host", self.hosts[name].address, "--port", str(PORT), "--no-ws")
        application = "totalaudio.project.wsgi:application"
        self._start(name, (*_GRANIAN, *where, application), **{"APP": "all"} | told)

    def start_worker(self, name: str, label: str = "", **told: str) -> None:
        """Work there; several on one host have a label each."""
        held = {"APP": "worker", "DATABASE_SYSTEM_URL": self.urls.system}
        self._start(name, ("totalaudio", "worker"), label, **held | told)

    @contextmanager
    def looked_after(self, *names: str) -> Iterator[None]:
        """Within the block an ended worker is started again, as whoever runs services does; a killed one is not."""
        done = Event()

        def look() -> None:
            while not done.wait(0.5):
                for name in names:
                    found = self.running.get(name)
                    if found and found.poll() is not None:
                        self.start_worker(name)

        keeper = Thread(target=look, name="runner")
        keeper.start()
        try:
            yield
        finally:
            done.set()
            keeper.join()

    def kill(self, key: str) -> None:
        """As when the machine loses its power."""
        process = self.running.pop(key)
        with suppress(ProcessLookupError):  # it ended by itself
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)

    def kill_all(self) -> None:
        """Nothing is left."""
        for key in tuple(self.running):
            self.kill(key)

    @contextmanager
    def paused(self, *keys: str) -> Iterator[None]:
        """Within the block these stand still, as when the machine is overloaded."""
        groups = [self.running[key].pid for key in keys]
        for group in groups:
            os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            for group in groups:
                os.killpg(group, signal.SIGCONT)

    def ask(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a query, as an administrator."""
        with psycopg.connect(self.urls.admin) as admin:
            return admin.execute(query, values).fetchall()

    def wait_for_web(self, name: str) -> None:
        """Wait until it answers people."""
        process = self.running[name]
        until(lambda: process.poll() is not None or self._is_ready(name), 90)
        assert process.poll() is None, (self.folder / f"{name}.log").read_text()

    def wait_for_workers(self) -> None:
        """Wait until both gave a sign of life from now on: what one takes before it does is taken from it again."""
        [[now]] = self.ask("SELECT now()")
        alive = "SELECT count(*) FROM totalaudio.procrastinate_workers WHERE last_heartbeat > %s"
        until(lambda: self.ask(alive, now)[0] >= (2,), 60)

    def _is_ready(self, name: str) -> bool:
        try:
            return self.web(name).ask("GET", "/health/ready").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def _start(self, name: str, module: tuple[str, ...], label: str = "", **told: str) -> None:
        own = self.folder / name  # what a host has on its disk, the others have not
        own.mkdir(exist_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            **{key: str(own) for key in ("HOME", "TMPDIR", "DATA_DIR")},
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONWARNINGS": "ignore",
            "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
            "DATABASE_URL": self.urls.app,
            "SECRET_KEY": SECRET,
            "PUBLIC_URL": f"http://{SITE}",
            "LOOK_OUTSIDE": "false",
            "PORT": str(PORT),
            **told,
        }
        with (self.folder / f"{name}{label}.log").open("ab") as said:
            self.running[name + label] = subprocess.Popen(
                [*self.hosts[name].into, sys.executable, "-P", "-m", *module],
                env=environment,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )


@contextmanager
def machines(network: Network, urls: Urls, folder: Path) -> Iterator[Machines]:
    """Two webs and two workers on four hosts; nothing of them is left afterwards."""
    found = Machines(network, urls, folder)
    with ExitStack() as stack:
        stack.callback(found.kill_all)
        for name in ("web1", "web2"):
            found.start_web(name)
        for name in ("work1", "work2"):
            found.start_worker(name)
        for name in ("web1", "web2"):
            found.wait_for_web(name)
        found.wait_for_workers()
        stack.enter_context(found.looked_after("work1", "work2"))
        yield found
