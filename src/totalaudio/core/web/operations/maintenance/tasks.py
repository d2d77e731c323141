"""Work of maintenance in the background: each minute the status page is written as files."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.core.web.operations.reaching import reach
from totalaudio_ops.status.files import write_files
from totalaudio_ops.status.reading import read_page


# Before others: whoever looks at the page wants to know how it is now.
@app.periodic(cron="* * * * *")
@app.task(name="status.write", queue="status", queueing_lock="status.write", priority=5)
@closing_connections
def write_status(timestamp: int) -> None:
    """Read what may be public, and write what changed; doing it again writes the same."""
    now = timezone.now()
    with transaction.atomic(using="system"):
        page = read_page(reach("system"), now)
    address, look = settings.STATUS_URL, settings.STATUS_LOOK
    write_files(settings.STATUS_FOLDER, page, now, url=address, look=look)
