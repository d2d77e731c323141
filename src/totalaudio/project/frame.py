"""What the frame around each page shows, composed from all products."""

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:
    """Nothing yet."""
    return {}
