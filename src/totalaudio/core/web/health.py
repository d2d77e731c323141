"""Whether this process lives, can answer, and how the rest of the installation is."""

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse

from totalaudio import __version__
from totalaudio.core.lib.access import everybody
from totalaudio_ops.schema import missing

from . import waiting
from .clock import seconds_ahead
from .heartbeat import last_beat


@everybody
def live(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all; it asks nothing else."""
    return JsonResponse({"status": "ok"})


@everybody
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and every migration of this release is applied, else 503 with the reason."""
    found = problem()
    return JsonResponse(_verdict(found), status=503 if found else 200)


@everybody
def health(request: HttpRequest) -> JsonResponse:
    """As `ready`, with the worker's last sign of life, the versions, and how far this machine's clock is off."""
    try:
        known = _known(problem())
    except Error:  # it went away just now
        known = _known("database")
    return JsonResponse(known, status=200 if known["status"] == "ok" else 503)


def _known(found: str | None) -> dict[str, object]:
    worker = None if found else last_beat("worker")
    return {
        **_verdict(found),
        "version": __version__,
        "database_version": None if found == "database" else server_version(),
        "clock_seconds_ahead": None if found == "database" else seconds_ahead(),
        "worker": {
            "status": "ok" if worker and worker.is_alive else "late",
            "seen_at": worker.seen_at.isoformat() if worker else None,
            "version": worker.version if worker else None,
        },
    }


def _verdict(problem: str | None) -> dict[str, str]:
    return {"status": "ok"} if problem is None else {"status": "unavailable", "reason": problem}


def problem() -> str | None:
    """What keeps this release from answering: database, migrations, or nothing."""
    if waiting.waits():
        return "database"
    try:
        applied = MigrationRecorder(connection).applied_migrations()
        is_complete = _wanted() <= applied.keys() and not missing_of_operations()
    except Error:
        return "database"
    return None if is_complete else "migrations"


def missing_of_operations() -> list[str]:
    """The SQL files of operations that this database has not had."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        return missing(cursor.connection)


@cache
def _wanted() -> frozenset[tuple[str, str]]:
    """The migrations of this release, read once: the files of a running process do not change."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def server_version() -> str:
    """The version of the database server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        found = cursor.fetchone()
    return str(found[0]) if found else ""
