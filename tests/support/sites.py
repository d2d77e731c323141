"""Sites of tests: a small product in a repository of its own, a site on free ports, everything ended afterwards."""

import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.faults_of_site import PORTS
from totalaudio_ops.deploys.server.site import Site, read_site
from totalaudio_ops.deploys.server.target import Server, server
from totalaudio_ops.deploys.steps import Environment, Order
from totalaudio_ops.slo.gate import Change

ROOT: Final = Path(__file__).resolve().parents[2]
_SCRIPT: Final = """\
#!/bin/sh
# Makes the environment of a release of the small product, which is the Python of the tests.
set -eu
here=$(CDPATH='' cd -P -- "${{0%/*}}" && pwd -P)
mkdir -p "$here/.totalaudio/venv/bin"
[ -x "$here/.totalaudio/venv/bin/python" ] || ln -s {python} "$here/.totalaudio/venv/bin/python"
"""
_SITE: Final = """\
ports = {ports}
services = "own"

[front]
http = {http}
https = {https}
addresses = ["127.0.0.1"]

[production]
domain = "example.com"
host = "app.example.com"
status = "status.example.com"
drain_seconds = 10

[preview]
domain = "preview.example.com"
host = "preview.example.com"
drain_seconds = 10
"""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with the small product, commit by commit."""

    path: Path

    def commit(self, version: str, *faults: str) -> str:
        """A commit of a version that answers with its name and has these faults."""
        (self.path / "VERSION").write_text(f"{version}\n")
        (self.path / "FAULT").write_text(" ".join(faults))
        self._git("add", "-A")
        self._git("commit", "--allow-empty", "-qm", version)
        return self.head()

    def head(self) -> str:
        """The newest commit."""
        return self._git("rev-parse", "HEAD").strip()

    def _git(self, *words: str) -> str:
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
        done = subprocess.run(
            ["git", *identity, *words], cwd=self.path, capture_output=True, text=True, check=True
        )
        return done.stdout


def small_repository(path: Path, python: Path = Path(sys.executable)) -> Repository:
    """A new repository without a commit."""
    (path / "src" / "totalaudio").mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(path)], check=True)
    shutil.copy(ROOT / "deployables.toml", path)
    product = Path(__file__).with_name("small_product.py")
    shutil.copy(product, path / "src" / "totalaudio" / "__main__.py")
    (path / "src" / "totalaudio" / "__init__.py").touch()
    script = path / "totalaudio"
    script.write_text(_SCRIPT.format(python=python))
    script.chmod(0o755)
    return Repository(path)


@dataclass(frozen=True, slots=True)
class Tried:
    """A site with its repository."""

    server: Server
    repository: Repository

    @property
    def site(self) -> Site:
        return self.server.site

    def order(
        self,
        commit: str,
        number: int = 1,
        app: Deployable = Deployable.TRACKER,
        environment: Environment = Environment.PRODUCTION,
    ) -> Order:
        """What somebody wants to have deployed."""
        now = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{number:03}-{app}-{environment}"
        return Order(now, app, environment, commit, "0.1.0", Change.FEATURE, "test")

    def deploy(self, order: Order) -> None:
        """Every step in its order."""
        self.server.build(order)
        self.server.migrate(order)
        self.server.start(order)
        self.server.switch(order)
        self.server.keep(order)

    def get(self, path: str, host: str = "app.example.com") -> httpx.Response:
        """Asks the front as people do."""
        url = f"https://127.0.0.1:{self.site.file.front.https}{path}"
        with httpx.Client(verify=False, trust_env=False, timeout=20) as client:
            return client.get(url, headers={"Host": host})


@contextmanager
def tried(python: Path = Path(sys.executable)) -> Iterator[Tried]:
    """A site in a short folder (sockets have short names) on free ports; all of its services end with the block."""
    folder = Path(tempfile.mkdtemp(prefix="site-"))
    folder.chmod(0o711)  # other users may pass through, as on a server
    made = None
    try:
        site = folder / "s"
        write_site(site)
        repository = small_repository(folder / "r", python)
        made = server(read_site(site), repository.path)
        yield Tried(made, repository)
    finally:
        if made is not None:
            for name in made.services.names():
                made.services.remove(name)
        shutil.rmtree(folder, ignore_errors=True)


def write_site(folder: Path) -> None:
    """The file and the settings of a site on free ports."""
    first, http, https = free_ports()
    for environment in Environment:
        (folder / environment).mkdir(parents=True)
        (folder / environment / "data").mkdir(mode=0o700)
        (folder / environment / "settings.env").touch(0o600)
    (folder / "logs").mkdir(mode=0o700)
    (folder / "site.toml").write_text(_SITE.format(ports=first, http=http, https=https))


def free_ports() -> tuple[int, int, int]:
    """The first of as many free ports in a row as a site needs, and two more.

    They lie below those that the kernel gives away for connections: no other process takes one meanwhile by chance.
    """
    while True:
        first = random.randrange(11_000, 32_000)
        if all(_is_free(port) for port in range(first, first + PORTS + 2)):
            return first, first + PORTS, first + PORTS + 1


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
