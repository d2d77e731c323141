"""One process of a deployed app: what it is told, from a file of settings that all apps of an environment share."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from totalaudio.project.environment import App, Environment, Fault, Stage
from totalaudio.project.environment.declared import settings
from totalaudio.project.environment.reading import faults_for, given_by
from totalaudio.project.environment.spelling import misspelt
from totalaudio.project.environment.words import DEPLOYED
from totalaudio.project.platform.places import SOURCE
from totalaudio_ops.problems import Problem

OWNER: Final = "database_owner_url"


def shared(file: Path, app: App, told: Sequence[str], otherwise: Sequence[str]) -> dict[str, str]:
    """The settings of an app, by names in lower case: what the file says and the app may hold.

    What is told stands over the file, what is said otherwise counts where the file is silent (both NAME=value).
    Raises Problem for a file that cannot be read.
    """
    said, broken = _read(file)
    if broken:
        raise Problem(f"{file}: {'. '.join(map(str, broken))}.")
    all_of_them = _pairs(otherwise) | said | _pairs(told)
    kept_away = {
        one.name.lower()
        for one in settings()
        if _is_kept_from(app, one.about.apps, one.about.is_kept_from_others)
    }
    return {name: value for name, value in all_of_them.items() if name not in kept_away}


def faults_of_shared(app: App, variables: Mapping[str, str]) -> list[Fault]:
    """Everything that keeps the app from starting with these."""
    return [*faults_for(app, Stage.PRODUCTION, variables), *misspelt(variables)]


def process_environment(
    variables: Mapping[str, str], app: App, environ: Mapping[str, str]
) -> dict[str, str]:
    """The whole environment of a process with these settings; of ours only what is no setting goes on."""
    kept = {
        name: value
        for name, value in environ.items()
        if name.lower() not in Environment.model_fields
    }
    told = {name.upper(): value for name, value in variables.items()}
    said = {
        "APP": app.deployable,
        "ENVIRONMENT": Stage.PRODUCTION.value,
        "PYTHONPATH": str(SOURCE),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
    }
    return kept | told | said


def owner_of(file: Path) -> str:
    """The owner's address in a file of settings; raises Problem when it has none."""
    said, _ = _read(file)
    if not said.get(OWNER):
        raise Problem(
            f"{file} has no DATABASE_OWNER_URL, and migrations are applied as that role: "
            "write its address there (db/roles.sql makes the roles)."
        )
    return said[OWNER]


def _read(file: Path) -> tuple[dict[str, str], tuple[Fault, ...]]:
    try:
        return given_by(file)
    except (OSError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise Problem(f"the settings {file} cannot be read: {cause}.") from None


def _pairs(words: Sequence[str]) -> dict[str, str]:
    pairs = (word.partition("=") for word in words)
    return {name.lower(): value for name, _, value in pairs if value}


def _is_kept_from(app: App, holders: frozenset[App], is_kept_from_others: bool) -> bool:  # noqa: FBT001 - as declared
    return is_kept_from_others and app in DEPLOYED - holders
