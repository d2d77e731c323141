"""The worker: takes tasks from the queue in the database until it is told to stop."""

import os
from pathlib import Path
from typing import Final

WAITS: Final = ".waits"  # a deploy looks for it, see totalaudio_ops.deploys.server.slots


def run(concurrency: int = 4, life: Path | None = None) -> None:
    """Work until SIGINT or SIGTERM; a task that is being done is finished or taken up again by the next worker.

    `life` is a file that is touched with each sign of life that the database took. Beside it, one that ends in
    `.waits` is touched as long as the database could not be reached at all.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "totalaudio.project.settings")
    import django

    django.setup()
    from totalaudio.project import switches
    from totalaudio.project.asking import work_when_asked
    from totalaudio.project.walls import WORKER

    work_when_asked(WORKER, life and life.with_suffix(WAITS))
    switches.connect()
    from procrastinate.contrib.django import app

    from totalaudio.core.metrics.keeping import look_after_partitions_now
    from totalaudio.core.web import heartbeat
    from totalaudio.core.web.counting import process as counting
    from totalaudio.core.web.tasks import HEARTBEAT_SECONDS, STALLED_SECONDS

    look_after_partitions_now()
    stopped = heartbeat.start("worker", life)
    counting.start()
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]  # of the Django connector
            worker.run_worker(
                concurrency=concurrency,
                name="worker",
                delete_jobs="successful",
                shutdown_graceful_timeout=10,
                fetch_job_polling_interval=1,
                install_signal_handlers=True,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_SECONDS,
            )
    finally:
        stopped.set()
