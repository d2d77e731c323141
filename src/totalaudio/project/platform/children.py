"""The children of the platform: how each is started, and exactly what it is told."""

import http.client
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from totalaudio.project.environment.words import App
from totalaudio.project.platform.places import ROOT, SOURCE
from totalaudio.project.platform.running import MARK
from totalaudio_ops.apps import WEB_APPS
from totalaudio_ops.postgres.roles import Urls
from totalaudio_ops.probes.targets import Target, at_one_address, write_targets
from totalaudio_ops.processes import Spec

# The most, not the usual: a thread is taken by each list on its way over a slow line.
WEB_THREADS = 16
# What speaks of a database is said anew for each child; the rest of our environment goes on to them.
SAID_ANEW = ("DATABASE_", "PG", "PYTHON", "GRANIAN_", "DJANGO_")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """What a browser is given."""
        name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 - compared, not listened on
        return f"http://{f'[{name}]' if ':' in name.strip('[]') and '[' not in name else name}:{self.port}"


@dataclass(frozen=True, slots=True)
class Told:
    """What every child is told."""

    run_id: str
    secret_key: str
    data: Path
    address: Address
    demo: bool
    status_port: int = 0

    def environment(
        self, environ: Mapping[str, str] = os.environ, /, **database: str
    ) -> dict[str, str]:
        """Returns a child's whole environment, with the database URLs that it may use."""
        said = {
            MARK: self.run_id,
            "PYTHONPATH": str(SOURCE),
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
            "SECRET_KEY": self.secret_key,
            "DATA_DIR": str(self.data),
            "HOST": self.address.host,
            "PORT": str(self.address.port),
            **({"STATUS_PORT": str(self.status_port)} if self.status_port else {}),
            "DEMO": str(int(self.demo)),
            **database,
        }
        kept = {
            name: value
            for name, value in environ.items()
            if name == "PG_BINDIR"
            or not (name.upper().startswith(SAID_ANEW) or name.upper() in said)
        }
        return kept | said


def migrate(told: Told, urls: Urls) -> Spec:
    """Applies the migrations, as the owner."""
    return Spec(
        name="migrate",
        argv=python("django", "migrate", "--no-input", "--skip-checks"),
        env=told.environment(DATABASE_URL=urls.owner, APP="all"),
        cwd=ROOT,
    )


def demo(told: Told, urls: Urls) -> Spec:
    """Makes the demo workspace."""
    return Spec(
        name="demo",
        argv=python("totalaudio", "demo"),
        env=told.environment(DATABASE_URL=urls.app, DATABASE_SYSTEM_URL=urls.system, APP="all"),
        cwd=ROOT,
    )


def web(told: Told, urls: Urls) -> Spec:
    """Serves every app under one address; it holds the app role's connections only."""
    return Spec(
        name="web",
        argv=web_argv(told.address),
        env=told.environment(DATABASE_URL=urls.app, APP=os.environ.get("APP", "all")),
        is_ready=answers(told.address),
        ready_seconds=120,  # a busy machine
        cwd=ROOT,
    )


def web_argv(address: Address) -> tuple[str, ...]:
    """The web server, wherever it is started."""
    options = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", str(WEB_THREADS))
    # Its own words about itself would stand after the line that says why a process ended.
    quiet = ("--log-level", "critical", "--no-ws")
    server = ("--host", address.host, "--port", str(address.port), *quiet, *options)
    return python("granian", *server, "totalaudio.project.wsgi:application")


def worker(told: Told, urls: Urls) -> Spec:
    """Does the work in the background."""
    return Spec(
        name="worker",
        argv=WORKER_ARGV,
        env=told.environment(DATABASE_URL=urls.app, DATABASE_SYSTEM_URL=urls.system, APP="worker"),
        cwd=ROOT,
    )


def watch(told: Told, urls: Urls) -> Spec:
    """Asks every app from outside and serves the status page, whatever else is down."""
    environment = told.environment(DATABASE_SYSTEM_URL=urls.system, APP="worker")
    served = App(os.environ.get("APP") or App.ALL)
    environment.setdefault("PROBE_URLS", write_targets(targets_of(told.address, served)))
    return Spec(name="watch", argv=WATCH_ARGV, env=environment, cwd=ROOT)


def targets_of(address: Address, served: App) -> tuple[Target, ...]:
    """What is asked when nobody says it: each web app of this platform, at its own address."""
    apps = tuple(app for app in WEB_APPS if served in {App.ALL, App(app)})
    return at_one_address(address.url, apps)


def answers(address: Address) -> Callable[[int], bool]:
    """Returns a check that asks the web server whether it can answer people."""

    def is_ready(_pid: int) -> bool:
        host = address.url.removeprefix("http://").rsplit(":", 1)[0].strip("[]")
        connection = http.client.HTTPConnection(host, address.port, timeout=5)
        try:
            # As from a proxy that speaks https, which production asks for.
            headers = {"Host": "localhost", "X-Forwarded-Proto": "https"}
            connection.request("GET", "/health/ready", headers=headers)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    return is_ready


def python(module: str, *arguments: str) -> tuple[str, ...]:
    """A module, run by the Python that runs us."""
    # -P: a file in the folder where the command was typed must not take a library's place.
    return (sys.executable, "-P", "-m", module, *arguments)


WORKER_ARGV: Final = python("totalaudio", "worker")
WATCH_ARGV: Final = python("totalaudio", "watch")
