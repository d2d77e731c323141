"""The worker's part of enrichment runs."""

from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app

from totalaudio.core.tenancy.retrying import MOST_ATTEMPTS, RETRY
from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.intel.enrichment.work import Batch, give_up_batch, run_batch


@app.task(name="intel.enrich", queue="intel", retry=RETRY, pass_context=True)
@closing_connections
def enrich_batch(
    context: JobContext, workspace_id: str, run_id: str, begin: int, size: int
) -> None:
    """Enrich the next contacts of one run."""
    batch = Batch(UUID(workspace_id), UUID(run_id), begin, size)
    if context.job.attempts < MOST_ATTEMPTS:
        run_batch(batch)
    else:
        give_up_batch(batch)
