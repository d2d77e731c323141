"""Which mode each objective holds, in the database: the mode of an app is the hardest of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from totalaudio_ops.happenings import Connection

_READ = "SELECT app, objective, mode, at FROM ops.objective_modes"
_KEEP = """INSERT INTO ops.objective_modes (app, objective, mode, at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (app, objective) DO UPDATE SET mode = excluded.mode, at = excluded.at"""
_FORGET = """DELETE FROM ops.objective_modes AS kept WHERE at < %s AND NOT EXISTS (
    SELECT FROM unnest(%s::text[], %s::text[]) AS named (app, objective)
    WHERE named.app = kept.app AND named.objective = kept.objective)"""


@dataclass(frozen=True, slots=True)
class ObjectiveMode:
    """An objective took a mode at a moment, and holds it."""

    app: str
    objective: str
    mode: str
    at: datetime


def objective_modes(connection: Connection) -> dict[tuple[str, str], ObjectiveMode]:
    """By app and name; an objective that never left Development has none."""
    with connection.cursor(row_factory=class_row(ObjectiveMode)) as cursor:
        return {(one.app, one.objective): one for one in cursor.execute(_READ)}


def keep_objective_mode(connection: Connection, taken: ObjectiveMode) -> None:
    """Write down which mode an objective holds from now on."""
    connection.execute(_KEEP, [taken.app, taken.objective, taken.mode, taken.at])


def forget_undeclared(
    connection: Connection, declared: Iterable[tuple[str, str]], at: datetime
) -> None:
    """Forget what objectives held that decide nothing any more; what was written later than `at` stays."""
    named = list(declared)
    connection.execute(_FORGET, [at, [app for app, _ in named], [name for _, name in named]])
