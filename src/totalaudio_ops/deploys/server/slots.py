"""The processes of a version in a place: what they are told, and how they are known to be ready."""

import http.client
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from totalaudio_ops.apps import WEB_APPS, Deployable
from totalaudio_ops.deployables import Deployables
from totalaudio_ops.deploys.server.certified import public_file
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.last_words import tellable
from totalaudio_ops.deploys.server.owning import hand_over
from totalaudio_ops.deploys.server.ports import wait_until_free
from totalaudio_ops.deploys.server.releases import Release
from totalaudio_ops.deploys.server.routes import backend, host_of, url_of
from totalaudio_ops.deploys.server.services.service import Service, Services
from totalaudio_ops.deploys.server.settings_file import read_settings
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.written import SELF_SIGNED
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.deploys.targets import Place
from totalaudio_ops.problems import Problem

READY_SECONDS: Final = 90.0
ENDS: Final = 2  # once may be a mishap
_TURN: Final = 0.1
_LIFE_SECONDS: Final = 30.0
_WITHOUT_DATABASE: Final = '"reason": "database"'


@dataclass(frozen=True, slots=True)
class Slots:
    """The places of one app in one environment."""

    site: Site
    deployables: Deployables
    services: Services
    environment: Environment
    app: Deployable

    def start(self, release: Release, colour: Colour) -> None:
        """Have its processes run; those that run go on. Raises Problem when another program has their port."""
        hand_over(self.site, self.environment)
        if not self.services.is_running(self._listening(colour)):
            wait_until_free(self._port(colour))
        for service in self._services(release, colour):
            self.services.install(service)
            self.services.start(service.name)

    def renew(self, release: Release, colour: Colour) -> None:
        """Have them run anew, whatever ran in this place."""
        self.stop(colour)
        for sign in (self._life(colour), self._waits(colour)):
            sign.unlink(missing_ok=True)
        self.start(release, colour)

    def stop(self, colour: Colour) -> None:
        """Stop and forget them."""
        for name in self.names(colour):
            self.services.remove(name)

    def is_running(self, colour: Colour) -> bool:
        """Whether all of them are seen to."""
        return all(self.services.is_running(name) for name in self.names(colour))

    def names(self, colour: Colour) -> tuple[str, ...]:
        """Their services."""
        base = backend(self.environment, self.app)
        processes = self.deployables.of(self.app).processes
        if len(processes) == 1:
            return (f"{base}-{colour}",)
        return tuple(f"{base}-{colour}-{process}" for process in processes)

    def _listening(self, colour: Colour) -> str:
        """The service that has the port of the place: of the worker it is the watch."""
        processes = self.deployables.of(self.app).processes
        found = zip(processes, self.names(colour), strict=True)
        return next(name for process, name in found if process != "worker")

    def place(self, colour: Colour) -> Place:
        """Where it answers, past the front."""
        if self.app not in WEB_APPS:
            return Place(None)
        host = host_of(self.site, self.deployables, self.environment, self.app)
        headers = (("Host", host), ("X-Forwarded-Proto", "https"))
        return Place(f"http://127.0.0.1:{self._port(colour)}", headers)

    def wait(
        self, colour: Colour, seconds: float = READY_SECONDS, *, is_back: bool = False
    ) -> None:
        """Wait until it can answer people, or gives signs of life; raises Problem when it does not.

        Who goes back is let in although the database is away: no version could answer then.
        """
        is_ready = self._answers if self.app in WEB_APPS else self._lives
        give_up_at = time.monotonic() + seconds
        found = "nobody answers"
        while found := is_ready(colour):
            if is_back and _WITHOUT_DATABASE in found:
                return
            self._refuse_ended(colour)
            if time.monotonic() > give_up_at:
                logs = " and ".join(self.services.said(name) for name in self.names(colour))
                raise Problem(
                    f"{self.app} ({colour}) is not ready after {seconds:g} s: {found}; see {logs}."
                )
            time.sleep(_TURN)

    def _refuse_ended(self, colour: Colour) -> None:
        """What ends again and again is not waited for; raises Problem with the last that it said."""
        for name in self.names(colour):
            times = self.services.ends(name)
            if times >= ENDS:
                hiding = read_settings(self.site.settings(self.environment)).values()
                said = tellable(self.services.last_words(name), hiding)
                raise Problem(
                    f"{self.app} ({colour}) does not stay: {name} has ended {times} times"
                    f"{f', and said last: {said}' if said else ''}; see {self.services.said(name)}."
                )

    def _answers(self, colour: Colour) -> str:
        """What is wrong with its health, '' when nothing is."""
        found = ask(self._port(colour), "/health/ready")
        return f"it waits for its database: {found}" if _WITHOUT_DATABASE in found else found

    def _lives(self, colour: Colour) -> str:
        """The worker wrote its sign of life just now, and the page that watches answers."""
        if _age(self._waits(colour)) <= _LIFE_SECONDS:
            return f"the worker waits for its database ({{{_WITHOUT_DATABASE}}})"
        age = _age(self._life(colour))
        if age == math.inf:
            return "the worker gave no sign of life yet"
        if age > _LIFE_SECONDS:
            return f"the worker gave its last sign of life {age:.0f} s ago"
        return ask(self._port(colour), "/", statuses=range(200, 600))

    def _port(self, colour: Colour) -> int:
        return self.site.port(self.environment, self.app, colour)

    def _life(self, colour: Colour) -> Path:
        return self.site.data(self.environment) / f"worker-{colour}.alive"

    def _waits(self, colour: Colour) -> Path:
        """What the worker touches while its database cannot be reached."""
        return self._life(colour).with_suffix(".waits")

    def _services(self, release: Release, colour: Colour) -> Iterator[Service]:
        processes = self.deployables.of(self.app).processes
        for process, name in zip(processes, self.names(colour), strict=True):
            words = ("serve", process, *self.words(colour))
            yield Service(
                name=name,
                argv=release.command(*words),
                cwd=str(release.path),
                env={"PYTHONPATH": str(release.source), "PATH": _path(release)},
                user=self.site.user(self.environment),
                writes=(str(self.site.data(self.environment)),),
            )

    def words(self, colour: Colour) -> tuple[str, ...]:
        """What its release is told beside the file of settings; nothing of it is secret."""
        told = self.common() | {"APP": str(self.app)}
        if self.app in WEB_APPS:
            told |= {"HOST": "127.0.0.1", "PORT": str(self._port(colour))}
        else:
            told |= {"STATUS_PORT": str(self._port(colour))}
        words = ["--app", str(self.app), "--settings", str(self.site.settings(self.environment))]
        for name, value in told.items():
            words += ["--tell", f"{name}={value}"]
        for name, value in self.otherwise().items():
            words += ["--otherwise", f"{name}={value}"]
        if self.app not in WEB_APPS:
            words += ["--life", str(self._life(colour))]
        return tuple(words)

    def common(self) -> dict[str, str]:
        """What every process of the environment is told in place of what the file says."""
        return {
            "ENVIRONMENT": "production",
            "PUBLIC_URL": self._public_url(),
            "DATA_DIR": str(self.site.data(self.environment)),
        }

    def _public_url(self) -> str:
        app = self.app if self.app in WEB_APPS else WEB_APPS[0]
        return url_of(self.site, self.deployables, self.environment, app)

    def otherwise(self) -> dict[str, str]:
        """What they are told where the file is silent."""
        if self.app in WEB_APPS:
            status = url_of(self.site, self.deployables, self.environment, Deployable.WORKER)
            return {"STATUS_URL": status} if status else {}
        probes = " ".join(
            f"{app}={url_of(self.site, self.deployables, self.environment, app)}/health/{app}/ready"
            for app in WEB_APPS
        )
        status = url_of(self.site, self.deployables, self.environment, self.app)
        own = self.site.file.front.certificate == SELF_SIGNED
        return (
            {"PROBE_URLS": probes}
            | ({"PROBE_TRUSTS": str(public_file(self.site))} if own else {})
            | ({"STATUS_URL": status} if status else {})
        )


def ask(port: int, path: str, statuses: range = range(200, 201)) -> str:
    """What is wrong with an answer of a process of this machine, '' when nothing is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
        found = connection.getresponse()
        said = found.read(300).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as error:
        return f"no answer at port {port} ({error})"
    else:
        return "" if found.status in statuses else f"it answers {found.status} ({said})"
    finally:
        connection.close()


def _age(file: Path) -> float:
    """Since when it was not touched, in seconds; endless where it is not there."""
    try:
        return time.time() - file.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def _path(release: Release) -> str:
    return f"{release.python.parent}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
