"""How long people are here: the time between the requests of a session, as long as they keep coming.

The moment up to which a session was counted is in the cache and not in the session itself: saving a session would
lengthen its life, and could undo what another request has just changed in it.
"""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from time import time
from uuid import UUID

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from totalaudio.core.metrics.names import Counter
from totalaudio.core.metrics.recording import count

from .errors import API_PATH
from .middleware import SIGN_IN_PATH
from .products import product_at

# Shorter gaps wait until they are worth a write; after a longer one somebody was away.
SHORTEST, LONGEST = 60.0, 30 * 60.0
_NOBODY_HERE = (SIGN_IN_PATH, API_PATH)
_MOST_SESSIONS = 10_000


class SessionTime:
    """Adds the time since the last request to the usage of a signed-in person, at most once a minute per session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._looked: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        here = _who_is_here(request)
        answer = self.get_response(request)
        # The usage of a day is locked until the transaction ends. The worker locks it after everything else, so this
        # must come last too: cancelling a run could otherwise wait for the worker, and the worker for us.
        if here and not connection.needs_rollback and self._is_time_to_look(here[0]):
            _add_time(*here, request.path)
        return answer

    def _is_time_to_look(self, session: str) -> bool:
        """Whether this process last looked at the session a minute ago or more."""
        now = time()
        with self._lock:
            if now - self._looked.get(session, 0.0) < SHORTEST:
                return False
            self._looked[session] = now
            self._looked.move_to_end(session)
            if len(self._looked) > _MOST_SESSIONS:
                self._looked.popitem(last=False)
            return True


def _who_is_here(request: HttpRequest) -> tuple[str, UUID] | None:
    """The session and its person; nobody outside of the request's transaction and on the pages of sign-in."""
    if not connection.in_atomic_block or request.path.startswith(_NOBODY_HERE):
        return None
    session, user = request.session.session_key, request.user
    return (session, user.pk) if session and user.is_authenticated else None


def _add_time(session: str, user_id: UUID, path: str) -> None:
    key = "seen." + sha256(session.encode()).hexdigest()[:32]
    if not _is_alone(key):
        return
    now = time()
    gap = now - cache.get(key, 0.0)
    if gap < SHORTEST:
        return
    cache.set(key, now, LONGEST)
    if gap < LONGEST:
        milliseconds = round(gap * 1000)
        count(Counter.SESSION_DURATION, product_at(path), user_id=user_id, by=milliseconds)


def _is_alone(key: str) -> bool:
    """Whether no other request of the session is being answered that would add the same time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 7201132))", [key])
        [is_ours] = cursor.fetchone()
    return bool(is_ours)
