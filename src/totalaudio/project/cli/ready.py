"""`totalaudio ready`: the health check of a web process, asked without one; verifying a backup runs it."""

import typer

from totalaudio.project.cli.options import answer


def ready() -> None:
    """Say whether this release can answer with the database of the settings.

    In JSON: status (ok or unavailable), reason, missing and unknown migrations. Exit status 1 for unavailable.

    Example: DATABASE_URL=postgresql://… ./totalaudio ready
    """
    import django

    django.setup()
    from totalaudio.core.web.health import problem

    reason = problem()
    missing, unknown = ([], []) if reason == "database" else _migrations()
    status = "ok" if reason is None else "unavailable"
    answer({"status": status, "reason": reason, "missing": missing, "unknown": unknown})
    if reason is not None:
        raise typer.Exit(1)


def _migrations() -> tuple[list[str], list[str]]:
    """What this release has and the database has not, and the other way round."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    from totalaudio_ops.schema.migrating import applied, names

    had = {".".join(key) for key in MigrationRecorder(connection).applied_migrations()}
    with connection.cursor() as cursor:
        had |= {f"ops.{name}" for name in applied(cursor.connection)}
    loader = MigrationLoader(None, ignore_no_migrations=True)
    wanted = {".".join(key) for key in loader.disk_migrations} | {f"ops.{name}" for name in names()}
    return sorted(wanted - had), sorted(had - wanted)
