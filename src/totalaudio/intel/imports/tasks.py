"""The worker's part of imports."""

from uuid import UUID

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from totalaudio.core.web.worker_tasks import closing_connections
from totalaudio.intel.imports.work import run_import

_AWAY = RetryStrategy(max_attempts=10, wait=2, retry_exceptions=[OperationalError, InterfaceError])


@app.task(name="intel.import", queue="intel", retry=_AWAY)
@closing_connections
def commit_import(workspace_id: str, import_id: str) -> None:
    """Commit one list."""
    run_import(workspace_id=UUID(workspace_id), import_id=UUID(import_id))
