"""How long people are here: the time between the requests of a session, as long as they keep coming."""

from collections.abc import Callable
from time import time

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from totalaudio.core.metrics.names import AppName, Counter
from totalaudio.core.metrics.recording import count

from .middleware import SIGN_IN_PATH

SEEN_KEY = "seen_at"
# Shorter gaps wait until they are worth a write; after a longer one somebody was away.
SHORTEST, LONGEST = 60.0, 30 * 60.0
_APPS = {"intel": AppName.INTEL, "tracker": AppName.TRACKER, "pitch": AppName.PITCH}


class SessionTime:
    """Adds the time since the last request to the usage of a signed-in person, at most once a minute per session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if connection.in_atomic_block and not request.path.startswith(SIGN_IN_PATH):
            _add_time(request)
        return self.get_response(request)


def _add_time(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        return
    now = time()
    gap = now - request.session.get(SEEN_KEY, 0.0)
    if gap < SHORTEST:
        return
    request.session[SEEN_KEY] = now
    if gap < LONGEST and _is_alone(request.session.session_key):
        app = _APPS.get(request.path.split("/")[1], AppName.CORE)
        count(Counter.SESSION_DURATION, app, user_id=request.user.pk, by=round(gap * 1000))


def _is_alone(session_key: str | None) -> bool:
    """Whether no other request of the session is being answered that would add the same time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 7201132))", [session_key]
        )
        [got] = cursor.fetchone()
    return bool(got)
