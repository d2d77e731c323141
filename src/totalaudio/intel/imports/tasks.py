"""The worker's part of imports."""

from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app

from totalaudio.core.tenancy.retrying import MOST_ATTEMPTS, RETRY
from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.intel.imports.work import give_up, run_import


@app.task(name="intel.import", queue="intel", retry=RETRY, pass_context=True)
@closing_connections
def commit_import(context: JobContext, workspace_id: str, import_id: str) -> None:
    """Commit one list."""
    if context.job.attempts < MOST_ATTEMPTS:
        run_import(workspace_id=UUID(workspace_id), import_id=UUID(import_id))
    else:
        give_up(workspace_id=UUID(workspace_id), import_id=UUID(import_id))
