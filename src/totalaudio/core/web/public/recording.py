"""What visitors of the public pages do, counted on the server, unless they asked not to be."""

from collections.abc import Callable
from functools import wraps

from django.db import connection
from django.http import HttpRequest, HttpResponse

from totalaudio.core.metrics.names import AppName, EventCategory, EventName
from totalaudio.core.metrics.recording import Origin, record
from totalaudio.core.metrics.visitors import origin_of, wants_no_tracking

# Words in the names that robots give themselves.
_ROBOTS = (
    "bot", "crawl", "spider", "slurp", "preview", "monitor", "uptime", "headlesschrome", "lighthouse",
    "curl", "wget", "python", "java/", "go-http", "okhttp", "httpx", "axios", "facebookexternalhit",
)  # fmt: skip


type _View = Callable[[HttpRequest], HttpResponse]


def counted(page: str) -> Callable[[_View], _View]:
    """Record a page-view of this page whenever a person gets it."""

    def around(view: _View) -> _View:
        @wraps(view)
        def counting(request: HttpRequest) -> HttpResponse:
            answer = view(request)
            if request.method == "GET" and answer.status_code == 200 and is_counted(request):
                record_visit(EventName.PAGE_VIEW, page=page, origin=origin_of(request))
            return answer

        return counting

    return around


def is_counted(request: HttpRequest) -> bool:
    """Whether a person looks, who did not ask to be left alone."""
    agent = request.headers.get("User-Agent", "").lower()
    is_robot = not agent or any(word in agent for word in _ROBOTS)
    is_early = "prefetch" in request.headers.get("Sec-Purpose", "")  # perhaps nobody ever looks
    return not (is_robot or is_early or wants_no_tracking(request))


def record_visit(name: EventName, *, page: str, origin: Origin) -> None:
    """Record for the person of the request, or its visitor; for neither, nothing."""
    if origin.visitor or _is_somebody():
        record(name, EventCategory.ACQUISITION, AppName.CORE, origin=origin, page=page)


def _is_somebody() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user_id_v1() IS NOT NULL")
        found = cursor.fetchone()
    return bool(found and found[0])
