"""What every page may link to."""

from django.conf import settings
from django.http import HttpRequest


def status(request: HttpRequest) -> dict[str, str]:
    """Give templates `status_url`, '' where nobody said where the status page is read."""
    return {"status_url": settings.STATUS_URL}
