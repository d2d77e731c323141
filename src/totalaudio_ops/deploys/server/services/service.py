"""One thing that runs for long, and what every way of running it can do."""

from typing import Final, Protocol

import msgspec

STOP_SECONDS: Final = 30.0  # from being asked to end to being ended


class Service(msgspec.Struct, frozen=True):
    """How a thing is started and stopped; nothing in it is secret. `writes` are the folders that it changes."""

    name: str
    argv: tuple[str, ...]
    cwd: str
    env: dict[str, str] = {}
    user: str = ""
    stop_seconds: float = STOP_SECONDS
    low_ports: bool = False
    writes: tuple[str, ...] = ()


class Services(Protocol):
    """A way of running services. Each call may be repeated, and is done when it returns; all raise Problem."""

    def install(self, service: Service) -> None:
        """Remember how it is started; one that runs goes on as it was."""
        ...

    def start(self, name: str) -> None:
        """Start it, unless it runs."""
        ...

    def stop(self, name: str) -> None:
        """Ask it to end, and wait until it has; after its time it is ended."""
        ...

    def reload(self, name: str) -> None:
        """Tell it to read its configuration again (SIGUSR2)."""
        ...

    def is_running(self, name: str) -> bool:
        """Whether somebody sees to it that it runs."""
        ...

    def remove(self, name: str) -> None:
        """Stop it and forget it."""
        ...

    def names(self) -> tuple[str, ...]:
        """What is installed."""
        ...

    def said(self, name: str) -> str:
        """Where to read what it says, as a command or a file."""
        ...

    def ends(self, name: str) -> int:
        """How often it ended by itself since it was started."""
        ...

    def last_words(self, name: str) -> str:
        """The last line that it said, as it said it; '' where nobody knows."""
        ...


def as_file(service: Service) -> bytes:
    """The service as its file holds it."""
    return msgspec.json.format(msgspec.json.encode(service)) + b"\n"
