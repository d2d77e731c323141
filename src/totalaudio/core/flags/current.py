"""The flags of this process: the latest snapshot, compiled, and the listener that keeps it so."""

import logging
import os
import threading
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings

from .deciding import Decide, Decision, Place, Snapshot, compiled
from .declarations import FLAGS, Condition, Flag
from .listening import Listener
from .names import FlagName
from .polling import Poller

log = logging.getLogger(__name__)

# How long the first question of a process waits for the overrides before it is answered without them.
PATIENCE = 3.0


class _Unasked(dict[FlagName, Decide]):
    """Stands for the flags until the first question is asked in this process."""

    def __missing__(self, flag: FlagName) -> Decide:
        begin()
        return _deciders[flag]


_lock = threading.Lock()
_listener: Listener | Poller | None = None
_snapshot = Snapshot()
_deciders: Mapping[FlagName, Decide] = _Unasked()


def evaluate(
    flag: FlagName, user_id: UUID | None = None, workspace_id: UUID | None = None
) -> Decision:
    """The decision for a person in a workspace, from memory."""
    return _deciders[flag](user_id, workspace_id)


def is_enabled(flag: FlagName) -> bool:
    """Whether the flag is on for everybody; one that is rolled out in part is not."""
    return _deciders[flag](None, None).value


def is_enabled_for_user(flag: FlagName, user_id: UUID, workspace_id: UUID | None = None) -> bool:
    """Whether the flag is on for this person."""
    return _deciders[flag](user_id, workspace_id).value


def all_enabled(
    user_id: UUID | None = None, workspace_id: UUID | None = None
) -> frozenset[FlagName]:
    """Every flag that is on for them."""
    return frozenset(flag for flag in FlagName if evaluate(flag, user_id, workspace_id).value)


def begin() -> None:
    """Hear of overrides from now on; wait for the first ones, but not for a database that is away."""
    global _listener
    with _lock:
        if _listener is None and settings.FLAGS_DATABASE_URL:
            _listener = _begun(settings.FLAGS_DATABASE_URL, settings.FLAGS_POLL_SECONDS)
        listener = _listener
    if isinstance(listener, Poller):
        listener.look_if_due()
    elif listener and not listener.has_heard.wait(PATIENCE):
        log.warning("flags: the database does not answer, overrides are not known yet")
    with _lock:  # what the listener hears at this very moment is not put back
        if isinstance(_deciders, _Unasked):
            _decide_by(_snapshot)


def _begun(address: str, poll_seconds: float) -> Listener | Poller:
    if poll_seconds:
        return Poller(address, publish, poll_seconds)
    listener = Listener(address, publish)
    listener.start()
    return listener


def look() -> None:
    """Look for overrides now, where nothing listens and the last look is too long ago."""
    if isinstance(_listener, Poller):
        _listener.look_if_due()


def publish(snapshot: Snapshot, flags: Sequence[Flag] = FLAGS, where: Place | None = None) -> None:
    """Decide by this snapshot from now on."""
    with _lock:
        _decide_by(snapshot, flags, where)


def _decide_by(
    snapshot: Snapshot, flags: Sequence[Flag] = FLAGS, where: Place | None = None
) -> None:
    global _snapshot, _deciders
    deciders = compiled(flags, where or place(), snapshot)
    _snapshot, _deciders = snapshot, deciders


def snapshot() -> Snapshot:
    """The overrides that this process knows."""
    if isinstance(_deciders, _Unasked):
        begin()
    return _snapshot


def place() -> Place:
    """Where this process runs, as far as flags ask."""
    conditions = {Condition.FAKE_STRIPE} if settings.STRIPE_API_BASE else set()
    return Place(settings.ENVIRONMENT, frozenset(conditions))


def forget() -> None:
    """Begin again at the next question, with what is known until then.

    A forked process calls it: its parent's thread did not come along, and its lock may be held by nobody.
    """
    global _lock, _listener, _deciders
    _lock = threading.Lock()
    _listener = None
    _deciders = _Unasked()


os.register_at_fork(after_in_child=forget)
