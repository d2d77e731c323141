"""A checkout is read, a plan is made of it, and its files are changed: versions, changelogs, changesets."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec
import tomlkit
from tomlkit.items import Table

from totalaudio_ops.deployables import CORE
from totalaudio_ops.deployables import FILE as DEPLOYABLES
from totalaudio_ops.problems import Problem
from totalaudio_ops.releases import changelog, pre
from totalaudio_ops.releases.changesets import FOLDER, read_changesets
from totalaudio_ops.releases.config import Config, read_config
from totalaudio_ops.releases.history import adding_commits, github_repository
from totalaudio_ops.releases.packages import read_packages
from totalaudio_ops.releases.plan import plan
from totalaudio_ops.releases.swapping import swap, whole
from totalaudio_ops.releases.values import Changeset, Package, Plan, Pre

# Where core's version stands for Python.
PYTHON: Final = "src/totalaudio/__init__.py"
_NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})
_VERSION: Final = re.compile(r'^__version__ = "[^"\n]*"$', re.MULTILINE)


class Checkout(msgspec.Struct, frozen=True):
    """Everything that a plan is made of."""

    packages: tuple[Package, ...]
    changesets: tuple[Changeset, ...]
    config: Config
    pre: Pre | None

    def plan(self) -> Plan:
        """The plan of the next release."""
        return plan(self.packages, self.changesets, self.config.rules, self.pre)


def read(root: Path) -> Checkout:
    """A checkout as it is; what a killed release began is finished before. Raises Problem."""
    with whole(root):
        return _read(root)


def _read(root: Path) -> Checkout:
    packages = read_packages(root)
    return Checkout(
        packages,
        tuple(read_changesets(root)),
        read_config(root, [package.name for package in packages]),
        pre.read_pre(root),
    )


def release(root: Path, others: Mapping[str, bytes] = _NOTHING) -> Plan:
    """Apply the plan of a checkout to its files, all of it or nothing; an empty plan changes nothing.

    `others` are files by their paths that are to be written with it.
    """
    with whole(root):
        checkout = _read(root)
        made = _with_commits(root, checkout).plan()
        if has_work(checkout, made):
            swap(root, {**others, **dict(_files(root, checkout, made))})
    return made


def has_work(checkout: Checkout, made: Plan) -> bool:
    """Whether there is anything to apply: a changeset without a release is used up as well."""
    is_ending = checkout.pre is not None and checkout.pre.mode == "exit"
    return bool(made.releases or made.changesets or is_ending)


def begin_pre(root: Path, tag: str) -> Pre:
    """Enter a pre-release; raises Problem while another goes on."""
    with whole(root):
        checkout = _read(root)
        begun = pre.entered(checkout.pre, tag, checkout.packages)
        swap(root, {pre.FILE: pre.written(begun)})
    return begun


def end_pre(root: Path) -> Pre:
    """Let the next release end the pre-release; raises Problem where none goes on."""
    with whole(root):
        ended = pre.exited(_read(root).pre)
        swap(root, {pre.FILE: pre.written(ended)})
    return ended


def _with_commits(root: Path, checkout: Checkout) -> Checkout:
    commits = adding_commits(root, FOLDER)
    named = [
        msgspec.structs.replace(one, commit=commits.get(f"{FOLDER}/{one.id}.md", ""))
        for one in checkout.changesets
    ]
    return msgspec.structs.replace(checkout, changesets=tuple(named))


def _files(root: Path, checkout: Checkout, made: Plan) -> Iterator[tuple[str, bytes | None]]:
    versions = {one.name: str(one.new) for one in made.releases}
    yield DEPLOYABLES, _versions(root / DEPLOYABLES, versions)
    if CORE in versions:
        yield PYTHON, _python(root / PYTHON, versions[CORE])
    repository = checkout.config.repository or github_repository(root)
    for entry in changelog.entries(made, checkout.packages, checkout.config.rules.update):
        path = f"{changelog.FOLDER}/{entry.package}.md"
        said = changelog.rendered(entry, repository)
        yield path, changelog.added(_text(root / path), entry.package, said).encode()
    yield from _used_up(checkout, made)


def _used_up(checkout: Checkout, made: Plan) -> Iterator[tuple[str, bytes | None]]:
    """While a pre-release goes on, changesets stay for its end; those of ignored packages stay anyway."""
    if made.pre is not None:
        yield pre.FILE, pre.written(made.pre)
        return
    if checkout.pre is not None:
        yield pre.FILE, None
    for one in made.changesets:
        if not one.releases.keys() & checkout.config.rules.ignore:
            yield f"{FOLDER}/{one.id}.md", None


def _versions(file: Path, versions: dict[str, str]) -> bytes:
    """The file with new versions; everything else in it stays as it was, comments too."""
    found = tomlkit.parse(_text(file))
    for name, version in versions.items():
        table = found[CORE] if name == CORE else _table(found["deployables"])[name]
        _table(table)["version"] = version
    return tomlkit.dumps(found).encode()


def _table(found: object) -> Table:
    if not isinstance(found, Table):
        raise Problem(f"{DEPLOYABLES} is not as it should be: write [core] and [deployables.NAME].")
    return found


def _python(file: Path, version: str) -> bytes:
    text = _text(file)
    if len(_VERSION.findall(text)) != 1:
        raise Problem(
            f'{PYTHON} has no single line __version__ = "…": write it, and run this again.'
        )
    return _VERSION.sub(f'__version__ = "{version}"', text).encode()


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise Problem(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Problem(f"{file} is not UTF-8: save it so.") from None
