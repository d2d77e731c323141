"""The packages of a checkout: core and the deployables, with the versions that `deployables.toml` gives them."""

import tomllib
from pathlib import Path

import msgspec

from totalaudio_ops.deployables import CORE, FILE
from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.ranges import PINNED
from totalaudio_ops.releases.values import Package
from totalaudio_ops.releases.versions import read_version


class _Core(msgspec.Struct, frozen=True):
    version: str


class _Declared(msgspec.Struct, frozen=True):
    version: str
    depends: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True):
    """The part of the file that releases are made of; the rest is checked where it is used."""

    core: _Core
    deployables: dict[str, _Declared]


def read_packages(root: Path) -> tuple[Package, ...]:
    """The packages, core first; raises Problem that names what is wrong in the file."""
    try:
        text = (root / FILE).read_bytes().decode()
    except OSError as error:
        raise Problem(f"{root / FILE} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Problem(f"{FILE} is not UTF-8: save it so.") from None
    return packages_in(text)


def packages_in(text: str) -> tuple[Package, ...]:
    """The packages that a text of that file declares."""
    try:
        found = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Problem(f"{FILE} is not as it should be: {error}.") from None
    core = Package(CORE, read_version(found.core.version, CORE))
    apps = [_package(name, one) for name, one in found.deployables.items()]
    names = {CORE, *found.deployables}
    for app in apps:
        if unknown := sorted(app.depends.keys() - names):
            raise Problem(f"{FILE}: {app.name} depends on {unknown[0]}, which it does not declare.")
    return core, *apps


def _package(name: str, one: _Declared) -> Package:
    """It holds exactly the versions that it was built with, so that each of their releases reaches it."""
    return Package(name, read_version(one.version, name), dict.fromkeys(one.depends, PINNED))
