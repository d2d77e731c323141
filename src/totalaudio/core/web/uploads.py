"""An upload over the cap is refused before it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from totalaudio.core.api.problems import answer, too_large

from .errors import API_PATH

# The form's other fields and its boundaries, beside the file.
_ROOM = 1024 * 1024


class RefuseTooLarge:
    """Answers 413 when the request says that it is larger than any upload may be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _size(request) > settings.UPLOAD_CAP + _ROOM:
            return _refused(request)
        return self.get_response(request)


def _refused(request: HttpRequest) -> HttpResponseBase:
    if request.path.startswith(API_PATH):
        return answer(too_large(settings.UPLOAD_CAP))
    return render(request, "web/413.html", {"cap": settings.UPLOAD_CAP}, status=413)


def _size(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
