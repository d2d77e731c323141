"""What is deployed and released, as `deployables.toml` declares it."""

import tomllib
from pathlib import Path
from typing import Final

import msgspec

from totalaudio_ops.apps import Deployable
from totalaudio_ops.problems import Problem

FILE: Final = "deployables.toml"
CORE: Final = "core"


class Core(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every deployable stands on; it has a version and is not deployed by itself."""

    version: str


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One deployable.

    `processes` are started in this order (web, worker, watch). `host` stands before the domain of an environment;
    `paths` are its own where several share a host; `smoke` are addresses that must answer 200 before people come.
    """

    version: str
    depends: tuple[str, ...]
    processes: tuple[str, ...]
    settings: tuple[str, ...]
    objectives: str
    host: str = ""
    paths: tuple[str, ...] = ()
    smoke: tuple[str, ...] = ()

    @property
    def is_web(self) -> bool:
        """Whether people reach it."""
        return "web" in self.processes


class Deployables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    core: Core
    deployables: dict[Deployable, Declared]

    def of(self, app: Deployable) -> Declared:
        """What is declared of one."""
        return self.deployables[app]


def read_deployables(root: Path) -> Deployables:
    """Reads the file of a checkout or a release; raises Problem that names what is wrong in it."""
    file = root / FILE
    try:
        return parse_deployables(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Problem(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise Problem(f"{FILE} is not as it should be: {error}.") from None


def parse_deployables(text: str) -> Deployables:
    """The same of its text, as git has it of another commit."""
    try:
        found = msgspec.convert(tomllib.loads(text), Deployables)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Problem(f"{FILE} is not as it should be: {error}.") from None
    if absent := [app for app in Deployable if app not in found.deployables]:
        raise Problem(f"{FILE} does not declare {', '.join(absent)}.")
    return found
