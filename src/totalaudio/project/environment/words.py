"""Where the platform runs, and which part of it a process is."""

from enum import StrEnum
from typing import Self


class Stage(StrEnum):
    """Where the platform runs."""

    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class App(StrEnum):
    """Which deployable a process is; `all` is every app in one process. `App("audio-intel")` is understood too."""

    ALL = "all"
    INTEL = "intel"
    TRACKER = "tracker"
    PITCH = "pitch"
    WORKER = "worker"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return next((app for app in cls if app.deployable == value), None)

    @property
    def deployable(self) -> str:
        """The name by which it is deployed."""
        return {"intel": "audio-intel", "pitch": "pitch-generator"}.get(self.value, self.value)


WEB = frozenset({App.INTEL, App.TRACKER, App.PITCH})
DEPLOYED = WEB | {App.WORKER}
