"""The worker's part of enrichment runs."""

from uuid import UUID

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from totalaudio.core.web.worker_tasks import closing_connections
from totalaudio.intel.enrichment.work import run_batch

_AWAY = RetryStrategy(max_attempts=20, wait=2, retry_exceptions=[OperationalError, InterfaceError])


@app.task(name="intel.enrich", queue="intel", retry=_AWAY)
@closing_connections
def enrich_batch(workspace_id: str, run_id: str) -> None:
    """Enrich the next contacts of one run."""
    run_batch(workspace_id=UUID(workspace_id), run_id=UUID(run_id))
