"""Writes the steps of pending migrations out as SQL, without running any of them."""

import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration, RunPython, SeparateDatabaseAndState
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler

from totalaudio.core.tenancy.migrating import SqlFile
from totalaudio.project.databases import database
from totalaudio.project.expanding.sources import Place, read_places
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deploys.expanding.scripts import Script

ALIAS: Final = "pending"


@contextmanager
def connected(owner_url: str) -> Iterator[BaseDatabaseWrapper]:
    """Django's connection to a database that its settings do not name."""
    connections.settings[ALIAS] = ConnectionHandler({"default": database(owner_url)}).settings[
        "default"
    ]
    try:
        yield connections[ALIAS]
    finally:
        connections[ALIAS].close()
        del connections[ALIAS], connections.settings[ALIAS]


def bring(connection: BaseDatabaseWrapper, known: set[str]) -> None:
    """Runs the migrations whose names are known, and no other."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    keys = {key for key in graph.nodes if f"{key[0]}.{key[1]}" in known}
    executor.migrate(
        [
            key
            for key in sorted(keys)
            if not {child.key for child in graph.node_map[key].children} & keys
        ]
    )


def pending(connection: BaseDatabaseWrapper) -> list[Migration]:
    """The migrations that the database of a connection still needs, in their order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [migration for migration, is_backwards in plan if not is_backwards]


def scripts(connection: BaseDatabaseWrapper, migrations: list[Migration]) -> Iterator[Script]:
    """What the migrations would run, step by step; the database has what comes before the first of them."""
    if not migrations:
        return
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    wanted = {(one.app_label, one.name) for one in migrations}
    state = executor.loader.project_state([key for key in graph.nodes if key not in wanted])
    for migration in migrations:
        file = Path(inspect.getfile(type(migration)))
        found = read_places(file, len(migration.operations))
        for operation, place in zip(migration.operations, found, strict=True):
            before = state.clone()
            operation.state_forwards(migration.app_label, state)
            yield from _written(connection, migration, operation, (before, state), file, place)


def name(file: Path) -> str:
    """A file as people of this checkout call it; one of a library by its package."""
    of_library = str(file).partition("site-packages/")[2]
    return of_library or os.path.relpath(file, ROOT)


def _written(
    connection: BaseDatabaseWrapper,
    migration: Migration,
    operation: Operation,
    states: tuple[ProjectState, ProjectState],
    file: Path,
    place: Place,
) -> Iterator[Script]:
    if isinstance(operation, SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from _written(connection, migration, inner, states, file, place)
        return
    text, unread = "", None
    if isinstance(operation, RunPython):
        unread = f"The code of {operation.describe()}"
    elif isinstance(operation, SqlFile):
        text = operation.file.read_text(encoding="utf-8")
    else:
        text, unread = _sql(connection, migration, operation, states)
    yield Script(
        file=name(operation.file if isinstance(operation, SqlFile) else file),
        text=text,
        line=1 if isinstance(operation, SqlFile) else place.line,
        is_atomic=migration.atomic,
        fixed_line=not isinstance(operation, SqlFile),
        declared=place.declared,
        unread=unread,
    )


def _sql(
    connection: BaseDatabaseWrapper,
    migration: Migration,
    operation: Operation,
    states: tuple[ProjectState, ProjectState],
) -> tuple[str, str | None]:
    """The SQL of a step, or why it cannot be written out before the steps ahead of it ran."""
    try:
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            operation.database_forwards(migration.app_label, editor, *states)
    except (DatabaseError, LookupError, ValueError, FieldDoesNotExist) as error:
        said = " ".join(str(error).split())
        return "", f"{operation.describe()}, which cannot be written out ({said}),"
    return "\n".join(editor.collected_sql), None
