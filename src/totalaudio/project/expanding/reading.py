"""Everything that would run: the migrations of Django's apps first, the files of operations after them."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from totalaudio.project.expanding import released
from totalaudio.project.platform.places import SOURCE
from totalaudio_ops.deploys.expanding import Report, Script, lint
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.postgres.roles import ensure, ensure_database
from totalaudio_ops.schema import missing
from totalaudio_ops.schema.migrating import FILES, names


@dataclass(frozen=True, slots=True)
class Read:
    """The names of what would run, and what the linter says of it."""

    pending: tuple[str, ...]
    report: Report


def read_pending(owner_url: str) -> Read:
    """Of a database: what it still needs of this release. Nothing in it is changed."""
    with connect(owner_url, "DATABASE_OWNER_URL") as connection:
        operations = missing(connection)
    with _django(owner_url) as (wanted, found):
        return _read(wanted, found, operations)


def read_since(known: set[str]) -> Read:
    """Of this checkout: what is not known yet; Django's part is written out over a throwaway server."""
    operations = [one for one in names() if f"{released.OPERATIONS}.{one}" not in known]
    if not _names_of_django() - known:
        return _read([], [], operations)
    with throwaway_server(os.environ) as server:
        owner = ensure(ensure_database(server.url), "lint").owner
        with _django(owner, known) as (wanted, found):
            return _read(wanted, found, operations)


def all_names() -> set[str]:
    """Every migration of this checkout and of the pinned libraries."""
    return _names_of_django() | released.of_operations()


def _read(wanted: list[str], found: list[Script], operations: list[str]) -> Read:
    here = [_of_operations(name) for name in operations]
    new = {script.file for script in (*found, *here)}
    standing = [one for one in _standing() if one.file not in new]
    pending = (*wanted, *(f"{released.OPERATIONS}.{name}" for name in operations))
    return Read(pending, lint([*found, *here], standing))


def _of_operations(name: str) -> Script:
    file = FILES / f"{name}.sql"
    return Script(_name(file), file.read_text(encoding="utf-8"))


def _standing() -> Iterator[Script]:
    for file in sorted([*SOURCE.glob("totalaudio/**/sql/*.sql"), *FILES.glob("*.sql")]):
        yield Script(_name(file), file.read_text(encoding="utf-8"))


def _name(file: os.PathLike[str]) -> str:
    return os.path.relpath(file, SOURCE.parent)


@contextmanager
def _django(
    owner_url: str, known: set[str] | None = None
) -> Iterator[tuple[list[str], list[Script]]]:
    """What is pending in a database, which is first brought up to what is known."""
    _set_up()
    from totalaudio.project.expanding import collecting

    with collecting.connected(owner_url) as connection:
        if known is not None:
            collecting.bring(connection, known)
        wanted = collecting.pending(connection)
        named = [f"{one.app_label}.{one.name}" for one in wanted]
        yield named, list(collecting.scripts(connection, wanted))


def _names_of_django() -> set[str]:
    _set_up()
    from django.db.migrations.loader import MigrationLoader

    return {f"{app}.{name}" for app, name in MigrationLoader(None).graph.nodes}


def _set_up() -> None:
    """Sets Django up with nothing of an installation: its settings have no say in what a migration does."""
    import django
    from django.apps import apps

    if apps.ready:
        return
    os.environ |= {
        "APP": "all",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
        "ENVIRONMENT": "development",
        "SECRET_KEY": secrets.token_urlsafe(32),
    }
    for name in ("DATABASE_SYSTEM_URL", "DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    django.setup()
