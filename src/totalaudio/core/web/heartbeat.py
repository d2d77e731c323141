"""Signs of life of processes that answer no requests."""

from threading import Event, Thread

from django.db import DatabaseError, connections
from django.utils import timezone

from totalaudio import __version__

from .models import Heartbeat

EVERY_SECONDS = 5.0


def beat_until(stopped: Event, name: str) -> None:
    """Write a sign of life every few seconds; a database that is away is tried again."""
    while not stopped.wait(EVERY_SECONDS):
        beat(name)
    connections["system"].close()


def beat(name: str) -> None:
    """Write one sign of life, if the database can be reached."""
    try:
        Heartbeat.objects.using("system").update_or_create(
            name=name, defaults={"version": __version__, "seen_at": timezone.now()}
        )
    except DatabaseError:
        connections["system"].close()


def start(name: str) -> Event:
    """Beat in a thread of its own until the returned event is set."""
    beat(name)
    stopped = Event()
    Thread(target=beat_until, args=(stopped, name), name="heartbeat", daemon=True).start()
    return stopped
