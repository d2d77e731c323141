"""Django's `migrate`, which never makes everybody wait behind it for a lock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, override

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration

from totalaudio_ops.problems import Problem
from totalaudio_ops.schema.patience import LOCK_TIMEOUT, is_locked_out, patiently

_HALF_DONE = (
    "the migration {name} did not get a lock, and is not atomic: its earlier steps may stand. Look which do, undo them "
    "by hand, and run this again."
)
_IN_HASTE = f"SET lock_timeout = '{LOCK_TIMEOUT}'"


class Command(migrate.Command):
    """Migrates; a migration that does not get a lock at once steps back and tries again.

    One that is not atomic and has more than one step cannot step back: it stops, and says so.
    """

    at: Migration | None = None

    # Django's types of a command's options.
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with _hasty(connection):
            try:
                patiently(partial(self._attempt, connection, *args, **options))
            except Problem as problem:
                raise CommandError(str(problem)) from None

    def _attempt(self, connection: BaseDatabaseWrapper, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_IN_HASTE)
        try:
            super().handle(*args, **options)
        except Exception as error:
            if is_locked_out(error) and self.at and _may_be_half_done(self.at):
                raise CommandError(_HALF_DONE.format(name=self.at)) from None
            raise

    # Django calls it before and after each migration.
    @override
    def migration_progress_callback(
        self, action: str, migration: Any = None, fake: bool = False
    ) -> None:
        if action in {"apply_start", "apply_success"}:
            self.at = migration if action == "apply_start" else None
        super().migration_progress_callback(action, migration, fake)


def _may_be_half_done(migration: Migration) -> bool:
    return not migration.atomic and len(migration.operations) > 1


@contextmanager
def _hasty(connection: BaseDatabaseWrapper) -> Iterator[None]:
    with connection.execute_wrapper(_unhurried):
        yield
    if connection.connection is not None:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def _unhurried(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """An index that is built CONCURRENTLY waits for others and lets them through: it may take its time."""
    connection: BaseDatabaseWrapper = rest[-1]["connection"]
    if connection.in_atomic_block or "CONCURRENTLY" not in str(sql).upper():
        return execute(sql, *rest)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        try:
            return execute(sql, *rest)
        finally:
            cursor.execute(_IN_HASTE)
