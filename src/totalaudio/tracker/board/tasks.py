"""The worker's part: forgetting files that were never brought in."""

from procrastinate.contrib.django import app

from totalaudio.core.tenancy.worker_tasks import closing_connections

from .sheets.keeping import forget_old


@app.periodic(cron="50 * * * *")
@app.task(name="tracker.forget_files", queue="tracker")
@closing_connections
def forget(timestamp: int) -> None:
    """Every hour, delete files whose preview is a day old."""
    forget_old()
