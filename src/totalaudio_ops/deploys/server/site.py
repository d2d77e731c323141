"""A site: one folder of a server machine that holds everything of it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.faults_of_site import faults_of
from totalaudio_ops.deploys.server.written import SiteFile, Written
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem

FILE: Final = "site.toml"
# Of the thirty ports: the front's inner door, what answers ACME, then ten for each environment.
_ACME, _PRODUCTION, _PREVIEW = 1, 10, 20
_APPS: Final = tuple(Deployable)


@dataclass(frozen=True, slots=True)
class Site:
    """A site that was read; it knows where everything lies and listens."""

    path: Path
    file: SiteFile

    @property
    def environments(self) -> tuple[Environment, ...]:
        """Those that the site has."""
        return tuple(one for one in Environment if self._written(one) is not None)

    def written(self, environment: Environment) -> Written:
        """What the file says of an environment; raises Problem when the site has none of that name."""
        found = self._written(environment)
        if found is None:
            raise Problem(
                f"{self.path / FILE} has no [{environment}]: add it, or name another with --env."
            )
        return found

    def _written(self, environment: Environment) -> Written | None:
        production = environment is Environment.PRODUCTION
        return self.file.production if production else self.file.preview

    def user(self, environment: Environment) -> str:
        """Whom the processes of an environment run as, when root starts them; '' is root itself."""
        return self.written(environment).user or self.file.user

    @property
    def front_user(self) -> str:
        """Whom the front runs as once it listens."""
        return self.file.front.user or self.file.user

    def folder(self, environment: Environment) -> Path:
        """Where the settings and the data of an environment lie."""
        return self.path / environment

    def settings(self, environment: Environment) -> Path:
        """Its settings; only their owner may read them."""
        return self.folder(environment) / "settings.env"

    def data(self, environment: Environment) -> Path:
        """What its processes keep."""
        return self.folder(environment) / "data"

    @property
    def releases(self) -> Path:
        """Every release that was built and is still needed."""
        return self.path / "releases"

    @property
    def logs(self) -> Path:
        """What the services say."""
        return self.path / "logs"

    @property
    def journal(self) -> Path:
        """What was deployed, file by file."""
        return self.path / "journal"

    @property
    def services(self) -> Path:
        """What is to run, a file for each."""
        return self.path / "services"

    @property
    def haproxy(self) -> Path:
        """The front's configuration, certificates and socket."""
        return self.path / "haproxy"

    @property
    def socket(self) -> Path:
        """Where the front listens for commands."""
        return self.haproxy / "admin.sock"

    @property
    def inside(self) -> int:
        """The front's door for this machine alone, without TLS."""
        return self.file.ports

    @property
    def acme_port(self) -> int:
        """Where the program that fetches certificates answers challenges."""
        return self.file.ports + _ACME

    def port(self, environment: Environment, app: Deployable, colour: Colour) -> int:
        """Where a place listens; of the worker it is the status page."""
        first = _PRODUCTION if environment is Environment.PRODUCTION else _PREVIEW
        return self.file.ports + first + 2 * _APPS.index(app) + (colour is Colour.GREEN)

    def ports(self) -> Iterator[int]:
        """Every loopback port that the site may use."""
        yield from (self.inside, self.acme_port)
        for environment in self.environments:
            for app in Deployable:
                yield from (self.port(environment, app, colour) for colour in Colour)


def read_site(path: Path) -> Site:
    """Reads the folder of a site; raises Problem that names everything that is wrong with its file."""
    folder = path.expanduser().absolute()
    file = folder / FILE
    try:
        found = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), SiteFile)
    except OSError as error:
        raise Problem(
            f"{file} cannot be read: {error.strerror}; make the site with ./totalaudio site init {path}, "
            "or name another with --site."
        ) from None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise Problem(f"{file} is not as it should be: {error}; put that right.") from None
    if faults := tuple(faults_of(found)):
        raise Problem(f"{file} is not as it should be: {'; '.join(faults)}.")
    return Site(folder, found)
