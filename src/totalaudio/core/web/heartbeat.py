"""Signs of life of processes that answer no requests."""

from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from django.db import DatabaseError, connections
from django.utils import timezone

from totalaudio import __version__

from .models import Heartbeat

EVERY_SECONDS = 5.0


def beat_until(stopped: Event, name: str, life: Path | None = None) -> None:
    """Write a sign of life every few seconds; a database that is away is tried again."""
    while not stopped.wait(EVERY_SECONDS):
        beat(name, life)
    connections["system"].close()


def beat(name: str, life: Path | None = None) -> None:
    """Write one sign of life, if the database can be reached; then the file `life` is touched, too."""
    try:
        Heartbeat.objects.using("system").update_or_create(
            name=name, defaults={"version": __version__, "seen_at": timezone.now()}
        )
    except DatabaseError:
        connections["system"].close()
        return
    if life is not None:
        with suppress(OSError):  # a full disk is no end of life
            life.touch()


def start(name: str, life: Path | None = None) -> Event:
    """Beat in a thread of its own until the returned event is set."""
    beat(name, life)
    stopped = Event()
    Thread(target=beat_until, args=(stopped, name, life), name="heartbeat", daemon=True).start()
    return stopped
