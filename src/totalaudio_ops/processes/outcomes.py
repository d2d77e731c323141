"""What happens to a child, and what ends the start of one."""

from enum import StrEnum


class Event(StrEnum):
    """What happened to a child."""

    STARTED = "started"
    READY = "ready"
    DIED = "died"
    STOPPED = "stopped"


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Somebody asked to stop while children were being started."""


class StartFailed(Exception):  # noqa: N818 - says what happened
    """A child did not become ready; carries its name, why, and the last lines that it said."""

    def __init__(self, name: str, reason: str, said: tuple[str, ...]) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason, self.said = name, reason, said
