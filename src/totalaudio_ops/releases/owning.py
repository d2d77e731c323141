"""What a changed file belongs to: the deployables that go out anew with it, and the package whose change it is."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from totalaudio_ops.apps import WEB_APPS, Deployable
from totalaudio_ops.deployables import CORE, FILE

type Owners = frozenset[Deployable]

TABLE: Final = Path(__file__).with_name("owners.toml")
EVERYBODY: Final[Owners] = frozenset(Deployable)
NOBODY: Final[Owners] = frozenset()
SOURCE: Final = "src"
# What every process is made of, beside the source.
SHARED: Final = (FILE, "pyproject.toml", "totalaudio", "requirements/runtime.txt")


def deployed_by(path: str) -> Owners:
    """The deployables that a change of this file redeploys; none for tests, documents and tools of development."""
    place = PurePosixPath(path)
    if path in SHARED:
        return EVERYBODY
    if place.parts[:1] == ("slos",):
        return frozenset(app for app in Deployable if place.name == f"{app}.yaml")
    if place.parts[:1] != (SOURCE,) or "tests" in place.parts or place.suffix == ".md":
        return NOBODY
    if "migrations" in place.parts:  # one database serves all of them
        return EVERYBODY
    return nearest(path, table())


def packages_of(paths: Iterable[str]) -> dict[str, set[str]]:
    """Changed files by the package of deployables.toml whose change they are; others are left out.

    What one web app and the worker share is the app's; what several apps share is core's. The file that holds the
    versions is nobody's, because a release changes it.
    """
    found: dict[str, set[str]] = {}
    for path in paths:
        if path != FILE and (owners := deployed_by(path)):
            is_source = path.startswith(f"{SOURCE}/")
            package = _package(nearest(path, table()) if is_source else owners)
            found.setdefault(package, set()).add(path)
    return found


def paths_of(app: Deployable, owners: Mapping[str, Owners] | None = None) -> list[str]:
    """The same as patterns of GitHub's path filter, of which the last that fits decides."""
    return [
        *SHARED,
        f"slos/{app}.yaml",
        f"{SOURCE}/**",
        *_patterns(app, table() if owners is None else owners),
        f"{SOURCE}/**/migrations/**",
        f"!{SOURCE}/**/tests/**",
        f"!{SOURCE}/**/*.md",
    ]


@cache
def table() -> Mapping[str, Owners]:
    """Owners by folder; a folder that is not listed follows the one around it, and the outermost is everybody's."""
    read = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {folder: frozenset(map(Deployable, apps)) for folder, apps in read.items()}


def nearest(path: str, owners: Mapping[str, Owners]) -> Owners:
    """The owners of the nearest listed folder around a path; everybody where none is listed."""
    around = map(str, PurePosixPath(path).parents)
    return next((owners[name] for name in around if name in owners), EVERYBODY)


def _package(owners: Owners) -> str:
    if owners == {Deployable.WORKER}:
        return Deployable.WORKER
    web = owners & frozenset(WEB_APPS)
    return next(iter(web)) if len(web) == 1 else CORE


def _patterns(app: Deployable, owners: Mapping[str, Owners]) -> Iterator[str]:
    """Each listed folder that differs in this app from the one around it, outermost first."""
    for folder, own in owners.items():
        if (app in own) != (app in nearest(folder, owners)):
            yield f"{folder}/**" if app in own else f"!{folder}/**"
