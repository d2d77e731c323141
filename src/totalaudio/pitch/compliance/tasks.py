"""The worker's task of compliance."""

from uuid import UUID

from procrastinate.contrib.django import app

from totalaudio.core.tenancy.retrying import RETRY
from totalaudio.core.tenancy.worker_tasks import closing_connections

from .unsubscribing import follow_through


@app.task(name="pitch.unsubscribed", queue="pitch", retry=RETRY)
@closing_connections
def unsubscribed(workspace_id: str, key_id: str) -> None:
    """Somebody used the link that ends it."""
    follow_through(UUID(workspace_id), UUID(key_id))
