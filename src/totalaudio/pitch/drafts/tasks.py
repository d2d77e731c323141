"""The worker's part of writing pitches."""

from uuid import UUID

from procrastinate.contrib.django import app

from totalaudio.core.tenancy.retrying import RETRY
from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.pitch.drafts import writing


@app.task(name="pitch.write", queue="pitch", retry=RETRY)
@closing_connections
def write(workspace_id: str, batch_id: str) -> None:
    """Write what is left of a batch."""
    writing.run(UUID(workspace_id), UUID(batch_id))
